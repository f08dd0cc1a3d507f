"""A visitor's badge: details by a link, a photo at the desk, and an end by itself."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import File
from PIL import Image

from tests.engines.workflow.acme.office import (
    MONDAY,
    ask,
    decide,
    do,
    mails_to,
    reload,
    steps,
    sweep,
    task_of,
    told,
)
from tests.jobs import run_jobs
from ventanilla.core.files.actions import store
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.outside_links import asked_by
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.grants.actions import end, end_due, tell_due
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets.actions import amend, cancel
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import latest_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

ADDRESS = "nora@visita.example"
LINK = re.compile(r"/answer/([^/\s]+)/")
VISIT = {"from": "2027-03-08", "to": "2027-03-10"}
DETAILS = {"document": "X1234567L", "agreed": True}
MADRID = ZoneInfo("Europe/Madrid")
SIX = datetime(2027, 3, 8, 6, 0, tzinfo=UTC)  # seven in Madrid


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(who: str = "ana", **other: object) -> Ticket:
    answers = {
        "name": "Nora Vidal",
        "mail": ADDRESS,
        "company": "Prisma",
        "visit": VISIT,
        "site": "floor-3",
        "purpose": "Rodaje del vídeo de marca.",
        **other,
    }
    ticket = ask(who, "site-badge", **answers)
    run_jobs()
    return ticket


def links() -> list[str]:
    return [match[1] for mail in mails_to(ADDRESS) if (match := LINK.search(mail.text))]


def photo() -> str:
    """A picture that Felipe has taken, as the form hands it over."""
    content = BytesIO()
    Image.new("RGB", (8, 8), "gray").save(content, "PNG")
    content.seek(0)
    return str(store(actor=person("felipe"), name="nora.png", content=File(content)).key)


def arrive(number: str = "V-07") -> None:
    do("felipe", "badge", number=number, photo=[photo()])


def test_from_the_link_to_the_badge_that_ends_by_itself():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        (mail,) = mails_to(ADDRESS)
        assert mail.subject == "Datos para la visita a Acme"
        assert "Ana Ruiz Velasco te espera desde el 8 de marzo de 2027 hasta el" in " ".join(
            mail.text.split()
        )
        assert "/requests/" not in mail.text
        answer_outside(token=links()[0], answers=DETAILS)
        assert steps(ticket)["first-day"] == "active"
    with clock.frozen(SIX - timedelta(minutes=1)):
        sweep()
        assert "badge" not in steps(ticket)
    with clock.frozen(SIX):
        sweep()
        badge = task_of("felipe", "badge")
        assert badge.due_at.date() == date(2027, 3, 8)
        assert "X1234567L" in str(badge.shown)
        arrive()
        (grant,) = accesses_of(person("ana"))
        assert pick(grant.label, ["es"]) == "Tarjeta V-07 de Nora Vidal"
        assert grant.until.astimezone(MADRID).date() == date(2027, 3, 10)
        assert grant.until.astimezone(MADRID).hour == 23, "the last day is still theirs"
        ticket = reload(ticket)
        assert ticket.outcome == Outcome.FULFILLED
        told("ana")
    with clock.frozen(grant.until - timedelta(hours=20)):
        tell_due()
        run_jobs()
        assert told("ana") != []
    with clock.frozen(grant.until + timedelta(minutes=1)):
        assert end_due() == 1
        run_jobs()
        collect = task_of("felipe", "collect")
        assert pick(collect.instructions, ["es"]) == "Tarjeta V-07, de Nora Vidal."
        do("felipe", "collect")
    assert accesses_of(person("ana")) == []


@pytest.mark.usefixtures("monday")
def test_what_was_agreed_to_is_kept_as_it_was_read_and_the_link_is_good_once():
    ask_for()
    (token,) = links()
    with pytest.raises(Invalid) as refused:
        answer_outside(token=token, answers={"document": "X1234567L"})
    assert list(refused.value.fields) == ["agreed"]
    task = answer_outside(token=token, answers=DETAILS)
    kept = Task.objects.get(pk=task.pk).answers["agreed"]
    assert "solo para la tarjeta" in str(kept)
    assert "2027-03-01" in str(kept)
    with pytest.raises(Conflict):
        answer_outside(token=token, answers=DETAILS)
    with pytest.raises(NotFound):
        asked_by(token[:-2] + "xx")


def test_nobody_answers_the_link_comes_again_and_then_the_host_is_told():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    with clock.frozen(datetime(2027, 3, 4, 18, tzinfo=UTC)):
        sweep()
        first, second = links()
        with pytest.raises(Conflict):
            answer_outside(token=first, answers=DETAILS)
        assert asked_by(second).ticket == ticket
    with clock.frozen(datetime(2027, 3, 10, 18, tzinfo=UTC)):
        sweep()
        run_jobs()
        ticket = reload(ticket)
        assert ticket.outcome == Outcome.EXPIRED
        with pytest.raises(Conflict):
            answer_outside(token=second, answers=DETAILS)
    ended = ticket.stream.entries.get(type="ticket.cancelled").payload["text"]
    assert "Nora Vidal no ha contestado a ninguno de los dos enlaces" in ended


def test_the_second_link_is_answered_and_it_goes_on():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    with clock.frozen(datetime(2027, 3, 4, 18, tzinfo=UTC)):
        sweep()
        answer_outside(token=links()[1], answers=DETAILS)
        assert steps(ticket)["first-day"] == "active"


@pytest.mark.usefixtures("monday")
def test_more_than_five_days_need_the_lead_of_facilities_and_nothing_is_sent_before():
    ticket = ask_for(visit={"from": "2027-03-08", "to": "2027-03-19"})
    assert mails_to(ADDRESS) == []
    decide("manuel")
    run_jobs()
    assert len(links()) == 1
    assert steps(ticket)["details"] == "active"


@pytest.mark.usefixtures("monday")
def test_withdrawn_the_link_is_worth_nothing():
    ticket = ask_for()
    cancel(actor=person("ana"), ticket=ticket)
    with pytest.raises(Conflict):
        answer_outside(token=links()[0], answers=DETAILS)


def test_handed_back_early_the_badge_is_cancelled_at_once():
    with clock.frozen(MONDAY):
        ask_for()
        answer_outside(token=links()[0], answers=DETAILS)
    with clock.frozen(SIX):
        sweep()
        arrive()
        (grant,) = accesses_of(person("ana"))
        end(actor=person("ana"), grant=grant, reason=EndReason.GIVEN_UP)
        run_jobs()
        assert queries.open_tasks(person("felipe")).filter(step__block="collect").count() == 1


def test_a_visit_that_is_corrected_moves_the_day_of_the_badge():
    with clock.frozen(MONDAY):
        ticket = ask_for()
        answer_outside(token=links()[0], answers=DETAILS)
        given = latest_answers(ticket).answers
        later = {**given, "visit": {"from": "2027-03-15", "to": "2027-03-16"}}
        amend(actor=person("ana"), ticket=reload(ticket), answers=later)
        assert reload(ticket).promised_at.date() == date(2027, 3, 15)
    with clock.frozen(SIX):
        sweep()
        assert "badge" not in steps(ticket)
    with clock.frozen(SIX + timedelta(days=7)):
        sweep()
        arrive()
        assert accesses_of(person("ana"))[0].until.astimezone(MADRID).date() == date(2027, 3, 16)


@pytest.mark.usefixtures("monday")
def test_a_simulation_asks_whoever_has_no_account_and_writes_to_nobody():
    package = package_of(Service.objects.get(slug="site-badge").live_version)
    answers = {"name": "Nora", "mail": ADDRESS, "visit": VISIT, "site": "floor-3", "purpose": "Rodaje."}
    found = simulate(package=package, person=person("ana"), answers=answers)
    assert [each.who for each in found.happenings if each.block == "details"] == [(ADDRESS,)]
    assert found.outcome == Outcome.FULFILLED
    assert mails_to(ADDRESS) == []


def test_in_barcelona_the_badge_is_given_out_there():
    with clock.frozen(MONDAY):
        ask_for(site="poblenou-1")
        answer_outside(token=links()[0], answers=DETAILS)
    with clock.frozen(SIX):
        sweep()
        assert task_of("montse", "badge").team.slug == "facilities-barcelona"


@pytest.mark.usefixtures("monday")
def test_a_month_is_the_longest_and_the_address_has_to_be_one():
    with pytest.raises(Invalid) as refused:
        ask_for(mail="nora", visit={"from": "2027-03-08", "to": "2027-04-30"})
    assert refused.value.fields.keys() == {"mail", "visit"}
