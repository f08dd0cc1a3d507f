"""Administering a server for some hours: its owner and one of Security agree, and the workflow takes it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    decide,
    mails_to,
    reload,
    steps,
    sweep,
    task_of,
    told,
)
from tests.jobs import run_jobs
from ventanilla.core.directory.absences import enter_absence
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.grants.actions import end, end_due, tell_due
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets.choices import Outcome, Status
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "pau", **other: object) -> Ticket:
    answers = {"server": "app-web-01", "hours": 4, "work": "Cambiar el certificado que caduca hoy.", **other}
    return ask(who, "privileged-access", **answers)


def awaited() -> set[str]:
    """Those whose decision is waited for."""
    names = ("mireia", "david", "lucia", "pau", "oriol", "james", "gabriel", "irene")
    return {name for name in names if queries.open_approvals(person(name)).exists()}


def opened(who: str = "pau", **other: object) -> Ticket:
    ticket = ask_for(who, **other)
    decide("mireia")
    decide("david")
    run_jobs()
    return reload(ticket)


def called() -> list[tuple[str, str]]:
    """What the directory was asked to do, and how that went."""
    return [(call.action, call.state) for call in Call.objects.order_by("pk")]


def at(when: datetime) -> None:
    """What time brings by then."""
    with clock.frozen(when):
        sweep()
        tell_due()
        end_due()
        run_jobs()


def test_owner_and_one_of_security_agree_and_it_opens_for_four_hours_and_closes_by_itself():
    ticket = ask_for()
    assert awaited() == {"mireia", "david", "lucia"}
    shown = {line["id"]: pick(line["text"], ["es"]) for line in approval_of("mireia").shown}
    assert (shown["server"], shown["hours"]) == ("app-web-01 · la web de Acme", "4 horas")
    decide("david")
    assert awaited() == {"mireia"}
    assert Grant.objects.count() == 0
    decide("mireia")
    run_jobs()
    ticket = reload(ticket)
    assert (ticket.status, ticket.outcome) == (Status.RESOLVED, Outcome.FULFILLED)
    (grant,) = accesses_of(person("pau"))
    assert (grant.access, grant.until) == ("admin-app-web-01", MONDAY + timedelta(hours=4))
    assert pick(grant.label, ["en"]) == "Administration of app-web-01"
    said = ticket.stream.entries.get(type="ticket.resolved").payload["text"]
    assert "hasta el 1 de marzo de 2027, 14:00" in said.replace("\xa0", " ")
    at(MONDAY + timedelta(hours=3, minutes=59))
    assert called() == [("add_to_group", "ok")]
    at(MONDAY + timedelta(hours=4))
    assert called() == [("add_to_group", "ok"), ("remove_from_group", "ok")]
    grant.refresh_from_db()
    assert grant.end_reason == EndReason.EXPIRED
    assert [title for title in told("pau") if title.startswith("Cerrado")] == ["Cerrado: app-web-01"]
    at(MONDAY + timedelta(days=2))
    assert len(called()) == 2


def test_the_hours_begin_when_it_opens_and_not_when_it_was_asked_for():
    ask_for(hours=2)
    decide("mireia")
    later = MONDAY + timedelta(hours=6)
    with clock.frozen(later):
        decide("lucia")
        run_jobs()
    assert accesses_of(person("pau"))[0].until == later + timedelta(hours=2)


@pytest.mark.parametrize("who", ["mireia", "david"])
def test_the_owner_alone_can_refuse_and_one_of_security_alone_cannot(who):
    ticket = ask_for()
    decide(who, Verdict.REJECT, "Hoy no, que es fin de mes.")
    ended = reload(ticket).outcome == Outcome.DECLINED
    assert ended is (who == "mireia")
    if not ended:
        decide("lucia", Verdict.REJECT, "Yo tampoco lo veo.")
        assert reload(ticket).outcome == Outcome.DECLINED
    assert called() == []


def test_the_owner_is_away_and_the_delegate_decides():
    away = {"from_on": date(2027, 3, 1), "until_on": date(2027, 3, 5), "delegate": person("laia")}
    ticket = ask_for()
    absence = enter_absence(actor=person("mireia"), person=person("mireia"), **away)
    run_jobs()
    assert queries.open_approvals(person("laia")).exists()
    assert "mireia" not in awaited()
    assert len(told("laia")) == 1
    decide("laia")
    decide("lucia")
    run_jobs()
    assert reload(ticket).outcome == Outcome.FULFILLED
    assert absence.delegate == person("laia")


def test_nobody_decides_their_own_not_even_as_owner_or_as_security():
    ask_for("mireia")
    assert awaited() == {"oriol", "david", "lucia"}  # her manager, for the server that is hers
    ask_for("david", server="file-mad-01")
    waiting = queries.open_approvals(person("david")).values_list("ticket__requester__email", flat=True)
    assert list(waiting) == ["mireia@acme.example"]
    assert queries.open_approvals(person("gabriel")).exists()


def test_nobody_answers_and_after_three_working_days_it_is_over():
    ticket = ask_for()
    told("mireia")
    at(MONDAY + timedelta(hours=2, minutes=30))
    assert len(told("mireia")) == 1  # reminded after two working hours
    at(datetime.fromisoformat("2027-03-05T18:00:00+00:00"))
    ticket = reload(ticket)
    assert ticket.outcome == Outcome.EXPIRED
    assert any("privileg" in mail.text or "aprobado" in mail.text for mail in mails_to("pau@acme.example"))
    assert awaited() == set()


def test_asking_again_extends_the_same_access_and_it_is_closed_once():
    opened()
    with clock.frozen(MONDAY + timedelta(hours=3)):
        opened(hours=3)
    grant = Grant.objects.get()
    assert grant.until == MONDAY + timedelta(hours=6)
    at(MONDAY + timedelta(hours=5))
    assert grant.end_reason == ""
    at(MONDAY + timedelta(hours=6))
    assert [name for name, _state in called()] == ["add_to_group", "add_to_group", "remove_from_group"]


def test_given_back_early_it_closes_at_once():
    opened()
    end(actor=person("pau"), grant=Grant.objects.get(), reason=EndReason.GIVEN_UP)
    run_jobs()
    assert called()[-1] == ("remove_from_group", "ok")


def test_the_directory_refuses_and_nobody_is_told_it_is_open():
    save_connection(
        actor=None,
        slug="directory",
        kind="practice",
        name="Directorio",
        settings={"unknown": "pau@acme.example"},
        secrets={},
        owner=person("gabriel"),
    )
    ticket = opened()
    assert steps(ticket)["open"] == "failed"
    assert Grant.objects.count() == 0
    assert "pau@acme.example" in task_of("gabriel", "open").detail["problem"]["en"]
    assert not ticket.ended


def test_hours_have_a_limit_and_an_outage_names_its_incident():
    with pytest.raises(Invalid) as refused:
        ask_for(hours=13, outage=True)
    assert refused.value.fields.keys() == {"hours", "reference"}
    with pytest.raises(NotAllowed):
        ask_for("ana")
