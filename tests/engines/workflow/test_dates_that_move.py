"""Dates of the answers that are corrected long after they were given, and what hangs on them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, office
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.workflow.models import Task
from ventanilla.records.grants.models import Grant
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)  # a Monday
SOON = {"add_days": [{"fact": "today"}, 10]}


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": {"es": name, "en": name}, "required": True, **more}


FORM = [
    {
        "section": {"id": "all", "title": {"en": "All"}},
        "questions": [
            asked("leave", "date_range", min=SOON),
            asked("first", "date", min=SOON),
            asked("meets", "rows", questions=[asked("at", "instant", min={"fact": "now"})]),
            asked("cover", "person"),
        ],
    }
]
GIVEN = {
    "grant": {
        "id": "mailbox",
        "access": "mailbox",
        "label": {"en": "Mailbox, asked for by {{ answers.cover }}"},
        "to": {"fact": "answers.cover"},
        "until": {"fact": "answers.leave.to"},
        "remind_before": "7 days",
    }
}
WORK = {
    "task": {
        "id": "work",
        "team": "it-equipment",
        "instructions": {"en": "{{ answers.cover }} covers until {{ answers.leave.to | date }}"},
    }
}


@pytest.fixture
def acme() -> Office:
    return office()


def answers(acme: Office, last: date, **other: Any) -> dict[str, Any]:
    return {
        "leave": {"from": "2030-03-20", "to": last.isoformat()},
        "first": "2030-03-20",
        "meets": [{"at": "2030-03-05T10:00"}],
        "cover": str(acme.carmen.pk),
        **other,
    }


def asked_for(acme: Office) -> Ticket:
    service = factories.service(form=FORM, workflow=[GIVEN, WORK], amend_until="end")
    given = answers(acme, date(2030, 6, 28))
    with clock.frozen(START):
        return tickets.submit(actor=acme.ana, service=service, answers=given)


def test_a_day_that_stays_as_it_was_is_not_too_late_because_time_has_passed(acme: Office) -> None:
    ticket = asked_for(acme)
    with clock.frozen(START + timedelta(days=60)):
        tickets.amend(actor=acme.ana, ticket=ticket, answers=answers(acme, date(2030, 7, 31)))
        assert ticket.answer_sets.count() == 2
        with pytest.raises(Invalid) as refused:
            tickets.amend(
                actor=acme.ana, ticket=ticket, answers=answers(acme, date(2030, 7, 31), first="2030-03-21")
            )
        assert list(refused.value.fields) == ["first"]
        moved = {"leave": {"from": "2030-03-22", "to": "2030-07-31"}}
        with pytest.raises(Invalid) as refused:
            tickets.amend(actor=acme.ana, ticket=ticket, answers=answers(acme, date(2030, 7, 31), **moved))
        assert list(refused.value.fields) == ["leave"]


def test_an_access_ends_when_the_corrected_answers_say(acme: Office) -> None:
    ticket = asked_for(acme)
    grant = Grant.objects.get()
    assert (grant.holder, grant.until and grant.until.date()) == (acme.carmen, date(2030, 6, 28))
    for last in (date(2030, 7, 31), date(2030, 5, 31)):
        with clock.frozen(START + timedelta(days=20)):
            tickets.amend(actor=acme.ana, ticket=ticket, answers=answers(acme, last))
        grant.refresh_from_db()
        assert grant.until is not None
        assert grant.until.date() == last
        assert grant.remind_at is not None
        assert (grant.until - grant.remind_at).days in (6, 7)


def test_an_access_that_another_request_extended_keeps_its_end(acme: Office) -> None:
    ticket, other = asked_for(acme), asked_for(acme)
    with clock.frozen(START + timedelta(days=20)):
        tickets.amend(actor=acme.ana, ticket=ticket, answers=answers(acme, date(2030, 4, 30)))
    grant = Grant.objects.get()
    assert grant.extended_by == other
    assert grant.until is not None
    assert grant.until.date() == date(2030, 6, 28)


def test_texts_call_people_by_their_names(acme: Office) -> None:
    ticket = asked_for(acme)
    task = Task.objects.get(ticket=ticket)
    assert task.instructions["en"] == f"{acme.carmen.name} covers until June 28, 2030"
    assert Grant.objects.get().label["en"].endswith(acme.carmen.name)
