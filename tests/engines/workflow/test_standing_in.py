"""What was decided on behalf of somebody who was away is decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, asked_now, office
from ventanilla.core.directory import actions as directory
from ventanilla.core.directory.absences import end_absence, enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Absence
from ventanilla.engines.notifications.hearers import hearers
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.records.tickets.queries import visible

pytestmark = pytest.mark.django_db

MANAGER = {"from": "requester.manager"}
FINANCE = {"group": "finance"}


@pytest.fixture
def acme() -> Office:
    return office()


def away(acme: Office, who: str, delegate: str) -> Absence:
    today = clock.now().date()
    person, stand_in = getattr(acme, who), getattr(acme, delegate)
    until = today + timedelta(days=7)
    return enter_absence(actor=person, person=person, delegate=stand_in, from_on=today, until_on=until)


def test_what_was_decided_on_behalf_of_somebody_is_not_asked_of_them_when_they_are_back(acme: Office) -> None:
    absence = away(acme, "carmen", "lucia")
    approval = acme.ask(seats=[{**FINANCE, "need": "all"}])
    acme.says("lucia", approval)
    end_absence(actor=acme.carmen, absence=absence)
    reseat_after_change("person", acme.carmen.pk)
    assert asked_now(approval) == {"Pablo", "Nuria"}
    told = approval.ticket.stream.entries.filter(type="workflow.decided").latest("position")
    assert acme.carmen in [hearer.person for hearer in hearers(told, approval.ticket)]
    assert visible(acme.carmen, approval.ticket.number)
    acme.says("pablo", approval)
    acme.says("nuria", approval)
    approval.refresh_from_db()
    assert approval.outcome == "approved"


def test_a_no_on_behalf_of_somebody_stays_theirs_when_they_are_back(acme: Office) -> None:
    absence = away(acme, "marta", "pablo")
    approval = acme.ask(seats=[MANAGER, {"person": acme.nuria.email}], need="any")
    acme.says("pablo", approval, "reject")
    end_absence(actor=acme.marta, absence=absence)
    reseat_after_change("person", acme.marta.pk)
    assert asked_now(approval) == {"Nuria"}
    acme.says("nuria", approval, "reject")
    approval.refresh_from_db()
    assert approval.outcome == "rejected"


def test_who_decided_before_going_away_is_not_stood_in_for(acme: Office) -> None:
    approval = acme.ask(seats=[{**FINANCE, "need": "all"}])
    acme.says("carmen", approval)
    away(acme, "carmen", "lucia")
    reseat_after_change("person", acme.carmen.pk)
    assert asked_now(approval) == {"Pablo", "Nuria"}
    assert approval.seats.get().need == 3


def test_the_levels_that_were_decided_on_behalf_stay_when_the_chain_grows(acme: Office) -> None:
    absence = away(acme, "marta", "pablo")
    top = factories.person("Vera", language="en")
    chain = {"managers_of": "requester", "levels": 3}
    approval = acme.ask(seats=[chain, {"person": acme.nuria.email}])
    acme.says("pablo", approval)
    end_absence(actor=acme.marta, absence=absence)
    directory.change(acme.hector, actor=None, manager=top)
    reseat_after_change("person", acme.marta.pk)
    assert asked_now(approval) == {"Hector", "Vera", "Nuria"}
