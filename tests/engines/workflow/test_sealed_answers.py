"""Answers that nobody reads before a deadline, and secrets that people are asked for on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.cache import cache
from django.utils.translation import override

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.blueprint.checks import check
from ventanilla.core.kit import clock, sealing
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.tasks import answer_outside
from ventanilla.engines.workflow.choices import OpenState
from ventanilla.engines.workflow.models import SealedAnswer, Step, Task, Timer
from ventanilla.engines.workflow.outside_links import token_of
from ventanilla.engines.workflow.runtime.simulation import choices_from, simulate
from ventanilla.engines.workflow.runtime.simulation.story import story
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.portal.requests.sealing import sealed_words
from ventanilla.surfaces.ui.linemap import stations
from ventanilla.surfaces.ui.tickets.course import way_of

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)  # a Monday
CLOSED = datetime(2030, 3, 8, 20, 0, tzinfo=UTC)
PRICES = ("73111", "73222")


@pytest.fixture
def acme() -> Office:
    cache.clear()
    return office()


def words(text: str) -> dict[str, str]:
    return {"es": text, "en": text}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": words(name), "required": True, **more}


def offer(**more: Any) -> dict[str, Any]:
    return {
        "ask": {
            "id": "offer",
            "title": words("Your offer"),
            "to": {"fact": "item.mail"},
            "asks": [asked("price", "number"), asked("code", "secret")],
            "sealed_until": "deadline",
            "deadline": {"by": {"fact": "answers.closes_on"}, "ends": True},
            **more,
        }
    }


def workflow(block: dict[str, Any]) -> list[dict[str, Any]]:
    each = {
        "id": "offers",
        "rows": "answers.suppliers",
        "key": "name",
        "label": words("{{ item.name }}"),
        "collect": {"price": {"fact": "outputs.offer.price"}},
        "blocks": [block],
    }
    task = {"id": "award", "team": "it-equipment", "title": words("Award")}
    return [{"for_each": each}, {"task": task}]


def tender(acme: Office, opens_at: str | None = None, amend_until: str = "never", **more: Any) -> Ticket:
    suppliers = asked("suppliers", "rows", questions=[asked("name", "short_text"), asked("mail", "email")])
    form = [
        {
            "section": {"id": "all", "title": words("All")},
            "questions": [
                asked("closes_on", "date"),
                asked("opens_at", "instant", required=False),
                suppliers,
            ],
        }
    ]
    service = factories.service(
        form=form, workflow=workflow(offer(**more)), outside_mail=True, amend_until=amend_until
    )
    assert service.live_version is not None
    assert check(package_of(service.live_version)) == []
    rows = [{"name": name, "mail": f"{name}@supplier.example"} for name in ("one", "two")]
    answers = {"closes_on": "2030-03-08", "suppliers": rows, "opens_at": opens_at or ""}
    return tickets.submit(actor=acme.ana, service=service, answers=answers)


def offers(ticket: Ticket) -> list[Task]:
    return list(Task.objects.filter(ticket=ticket, step__block="offer").order_by("pk"))


def hand_in(task: Task, price: str) -> None:
    answer_outside(token=token_of(task), answers={"price": price, "code": f"door-{price}"})


def due() -> None:
    while timer := Timer.objects.filter(fired_at=None, fires_at__lte=clock.now()).first():
        assert timer.pk
        actions.fire_due_timers()


def everything(ticket: Ticket) -> str:
    """All that is kept about a ticket, as text."""
    held: list[Any] = [*Entry.objects.filter(stream=ticket.stream), *Step.objects.filter(run__ticket=ticket)]
    held += [*Task.objects.filter(ticket=ticket), *SealedAnswer.objects.filter(task__ticket=ticket)]
    return str(serializers.serialize("json", held))


def said(ticket: Ticket) -> list[str]:
    with override("en"):
        rows = Entry.objects.filter(stream=ticket.stream).order_by("position")
        return [entry.what.say("Portal") for entry in rows]


def test_nothing_of_a_sealed_answer_can_be_read_before_the_deadline_and_all_of_it_afterwards(
    acme: Office,
) -> None:
    with clock.frozen(START):
        ticket = tender(acme)
        for task, price in zip(offers(ticket), PRICES, strict=True):
            hand_in(task, price)
        assert not [price for price in PRICES if price in everything(ticket)]
        assert {task.state for task in offers(ticket)} == {OpenState.DONE}
        assert [task.answers for task in offers(ticket)] == [{}, {}]
        assert "one@supplier.example answered “Your offer · one”. It stays sealed for now." in said(ticket)
    with clock.frozen(START + timedelta(days=3)):
        due()
        assert SealedAnswer.objects.count() == 2
    with clock.frozen(CLOSED):
        due()
    assert SealedAnswer.objects.count() == 0
    assert [task.answers["price"] for task in offers(ticket)] == [73111, 73222]
    each = Step.objects.get(run__ticket=ticket, block="offers")
    assert [row["price"] for row in each.outputs["items"]] == list(PRICES)
    assert [line for line in said(ticket) if "was opened" in line] == [
        f"The sealed answer of {name}@supplier.example to “Your offer · {name}” was opened. It came on 4 March, 10:00."
        for name in ("one", "two")
    ]
    assert "door-" not in everything(ticket)


def test_whoever_answers_after_the_deadline_is_refused_even_before_the_portal_has_dealt_with_it(
    acme: Office,
) -> None:
    with clock.frozen(START):
        ticket = tender(acme)
    with clock.frozen(CLOSED):
        with override("en"), pytest.raises(Conflict, match="is over"):
            hand_in(offers(ticket)[0], "1")
        due()
    assert set(Step.objects.filter(run__ticket=ticket, block="offer").values_list("outcome", flat=True)) == {
        "expired"
    }


OPENS = {"sealed_until": {"fact": "answers.opens_at"}}


def opened(ticket: Ticket) -> list[Any]:
    assert {task.state for task in offers(ticket)[:1]} == {OpenState.DONE}
    return [task.answers.get("price") for task in offers(ticket)]


def test_they_stay_sealed_until_the_hour_of_the_opening_and_late_offers_are_refused_before(
    acme: Office,
) -> None:
    with clock.frozen(START):
        ticket = tender(acme, opens_at="2030-03-11T10:00", **OPENS)
        hand_in(offers(ticket)[0], PRICES[0])
        task = offers(ticket)[0]
        with override("en"):
            assert sealed_words(task).endswith("before it is opened: Mon Mar 11 at 10:00.")
            notes = {station.note for station in stations(way_of(ticket, acme.ana))}
        assert "Sealed until Mon Mar 11 at 10:00" in notes
    with clock.frozen(CLOSED):
        due()
        assert SealedAnswer.objects.count() == 1
        assert PRICES[0] not in everything(ticket)
        with override("en"), pytest.raises((Conflict, NotFound)):
            hand_in(offers(ticket)[1], PRICES[1])
    with clock.frozen(datetime(2030, 3, 11, 8, 59, tzinfo=UTC)):
        due()
        assert opened(ticket) == [None, None]
    with clock.frozen(datetime(2030, 3, 11, 9, 0, tzinfo=UTC)):
        due()
        assert opened(ticket) == [73111, None]
    outcomes = Step.objects.filter(run__ticket=ticket, block="offer").order_by("pk")
    assert list(outcomes.values_list("outcome", flat=True)) == ["answered", "expired"]


def test_a_correction_moves_the_opening(acme: Office) -> None:
    with clock.frozen(START):
        ticket = tender(acme, opens_at="2030-03-11T10:00", amend_until="end", **OPENS)
        hand_in(offers(ticket)[0], PRICES[0])
        given = dict(ticket.answer_sets.get().answers)
    with clock.frozen(CLOSED):
        due()
        tickets.amend(actor=acme.ana, ticket=ticket, answers={**given, "opens_at": "2030-03-12T10:00"})
    with clock.frozen(datetime(2030, 3, 11, 20, 0, tzinfo=UTC)):
        due()
        assert opened(ticket) == [None, None]
    with clock.frozen(datetime(2030, 3, 12, 9, 0, tzinfo=UTC)):
        due()
        assert opened(ticket) == [73111, None]


@pytest.mark.parametrize("opens_at", ["2030-03-05T10:00", None])
def test_nothing_is_opened_while_somebody_may_still_answer(acme: Office, opens_at: str | None) -> None:
    with clock.frozen(START):
        ticket = tender(acme, opens_at=opens_at, **OPENS)
        hand_in(offers(ticket)[0], PRICES[0])
    with clock.frozen(START + timedelta(days=2)):
        due()
        assert opened(ticket) == [None, None]
    with clock.frozen(CLOSED):
        due()
        assert opened(ticket) == [73111, None]


def test_they_are_opened_together_when_the_last_has_answered_if_the_service_says_so(acme: Office) -> None:
    with clock.frozen(START):
        ticket = tender(acme, sealed_until="all_answered")
        first, second = offers(ticket)
        hand_in(first, PRICES[0])
        assert SealedAnswer.objects.count() == 1
        hand_in(second, PRICES[1])
        assert SealedAnswer.objects.count() == 0
        assert Task.objects.get(ticket=ticket, step__block="award").state == OpenState.OPEN


def test_those_that_came_are_opened_at_the_deadline_when_not_all_did(acme: Office) -> None:
    with clock.frozen(START):
        ticket = tender(acme, sealed_until="all_answered")
        hand_in(offers(ticket)[0], PRICES[0])
    with clock.frozen(CLOSED):
        due()
    outcomes = (
        Step.objects.filter(run__ticket=ticket, block="offer")
        .order_by("pk")
        .values_list("outcome", flat=True)
    )
    assert list(outcomes) == ["answered", "expired"]


def test_a_request_that_ends_before_takes_its_sealed_answers_with_it_unread(acme: Office) -> None:
    with clock.frozen(START):
        ticket = tender(acme)
        hand_in(offers(ticket)[0], PRICES[0])
        tickets.cancel(actor=acme.ana, ticket=ticket, text="We don't buy.")
    assert SealedAnswer.objects.count() == 0
    assert PRICES[0] not in everything(ticket)
    assert any("deleted without having been opened" in line for line in said(ticket))
    ticket.refresh_from_db()
    assert ticket.outcome == Outcome.WITHDRAWN


def test_a_lost_key_is_a_task_for_the_owner_and_opening_can_be_tried_again(
    acme: Office, settings: Any
) -> None:
    right, wrong = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEALING_KEYS = [right]
    with clock.frozen(START):
        ticket = tender(acme)
        hand_in(offers(ticket)[0], PRICES[0])
    settings.SEALING_KEYS = [wrong]
    with clock.frozen(CLOSED):
        due()
        for _time in range(2):
            fault = Task.objects.get(ticket=ticket, kind="fault", state=OpenState.OPEN)
            actions.complete(actor=acme.lucia, task=fault, answers={"choice": "retry"})
        settings.SEALING_KEYS = [wrong, right]
        fault = Task.objects.get(ticket=ticket, kind="fault", state=OpenState.OPEN)
        actions.complete(actor=acme.lucia, task=fault, answers={"choice": "retry"})
    assert offers(ticket)[0].answers["price"] == 73111


def test_what_nobody_can_open_is_deleted_when_the_owner_goes_on_without_it(
    acme: Office, settings: Any
) -> None:
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with clock.frozen(START):
        ticket = tender(acme)
        hand_in(offers(ticket)[0], PRICES[0])
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with clock.frozen(CLOSED):
        due()
        fault = Task.objects.get(ticket=ticket, kind="fault", state=OpenState.OPEN)
        actions.complete(actor=acme.lucia, task=fault, answers={"choice": "go_on"})
    assert SealedAnswer.objects.count() == 0
    assert Task.objects.filter(ticket=ticket, step__block="award", state=OpenState.OPEN).exists()
    assert any("deleted without having been opened" in line for line in said(ticket))


def test_sealed_answers_are_sealed_anew_with_a_new_key(acme: Office, settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEALING_KEYS = [old]
    with clock.frozen(START):
        ticket = tender(acme)
        hand_in(offers(ticket)[0], PRICES[0])
    settings.SEALING_KEYS = [new, old]
    assert sealing.reseal_everything()["answers on the way"] == 1
    settings.SEALING_KEYS = [new]
    with clock.frozen(CLOSED):
        due()
    assert offers(ticket)[0].answers["price"] == 73111
    assert sealing.reseal_everything()["answers on the way"] == 1  # its secret


def tried(ticket: Ticket, opens_at: str = "", **decided: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """The service of the ticket tried out: when what happens, and what is said of it."""
    package = package_of(ticket.version)
    rows = [{"name": name, "mail": f"{name}@supplier.example"} for name in ("one", "two")]
    answers = {"closes_on": "2030-03-08", "suppliers": rows, "opens_at": opens_at}
    choices = choices_from(decided, package)
    with override("en"):
        played = simulate(
            package=package, person=ticket.requester, answers=answers, choices=choices, at=START
        )
        return [(part.when, part.title, part.lines) for part in story(played)]


OPENED = "What was answered sealed is opened: Your offer"


@pytest.mark.parametrize(
    ("seal", "opens_at", "told", "opened"),
    [
        (
            "deadline",
            "",
            "Sealed: nobody reads it before it is opened, on 8 March 2030, 17:00.",
            ["8 March 2030, 17:00"] * 2,
        ),
        (
            "all_answered",
            "",
            "Sealed: nobody reads it before all have answered, or before 8 March 2030, 17:00.",
            ["4 March 2030, 10:00"] * 2,
        ),
        (
            {"fact": "answers.opens_at"},
            "2030-03-11T11:30:00+01:00",
            "Sealed: nobody reads it before it is opened, on 11 March 2030, 11:30.",
            ["11 March 2030, 11:30"] * 2,
        ),
        (
            {"fact": "answers.opens_at"},
            "2030-03-06T11:30:00+01:00",
            "Sealed: nobody reads it before it is opened, on 8 March 2030, 17:00.",
            ["8 March 2030, 17:00"] * 2,
        ),
    ],
)
def test_trying_it_out_tells_when_sealed_answers_are_opened(
    acme: Office, seal: Any, opens_at: str, told: str, opened: list[str]
) -> None:
    with clock.frozen(START):
        ticket = tender(acme, sealed_until=seal)
    found = tried(ticket, opens_at)
    assert [told in lines for _when, title, lines in found if title == "Question: Your offer"] == [True, True]
    assert [when for when, title, _lines in found if title == OPENED] == opened
    assert [when for when, title, _lines in found if title == "Task: Award"] == opened[:1]


def test_tried_out_with_nobody_answering_nothing_is_opened(acme: Office) -> None:
    with clock.frozen(START):
        ticket = tender(acme)
    found = tried(ticket, offer="nothing")
    assert OPENED not in [title for _when, title, _lines in found]
    assert "Task: Award" in [title for _when, title, _lines in found]
