"""Who hears that what they asked for is done is asked how it was."""

from __future__ import annotations

import pytest

from tests.engines.notifications.conftest import Cast
from tests.jobs import run_jobs
from ventanilla.engines.notifications import how_it_was
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.feedback.actions import rate
from ventanilla.records.tickets.actions import cancel, comment, resolve
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket


def asked(cast: Cast) -> list[str]:
    """What leads Ana to the question, of all that she has heard."""
    rows = Notification.objects.filter(person=cast.ana).order_by("pk")
    return [line["text"] for row in rows for line in row.also if line["path"].endswith("#how-it-was")]


def done(cast: Cast) -> None:
    resolve(actor=cast.luis, ticket=Ticket.objects.get(pk=cast.ticket.pk), outcome=Outcome.FULFILLED)
    run_jobs()


def reopened(cast: Cast) -> None:
    ticket = Ticket.objects.get(pk=cast.ticket.pk)
    comment(actor=cast.ana, ticket=ticket, text="It fails again.", reopen=True)
    run_jobs()


def test_the_mail_leads_to_the_question_in_the_language_of_who_asked(cast: Cast) -> None:
    done(cast)
    assert asked(cast) == ["¿Qué tal fue? Dínoslo con una nota del 1 al 5."]
    mail = Message.objects.get(person=cast.ana)
    place = f"/requests/{cast.ticket.number}/#how-it-was"
    assert "¿Qué tal fue? Dínoslo con una nota del 1 al 5.\n" in mail.text
    assert place in mail.text
    assert f'{place}"' in mail.html


def test_nobody_is_asked_twice_nor_after_having_said_it(cast: Cast) -> None:
    done(cast)
    reopened(cast)
    done(cast)
    assert len(asked(cast)) == 1
    assert len(Notification.objects.filter(person=cast.ana)) > 1


def test_who_has_said_it_already_is_not_asked(cast: Cast) -> None:
    ticket = resolve(actor=cast.luis, ticket=cast.ticket, outcome=Outcome.FULFILLED)
    rate(actor=cast.ana, ticket=ticket, mark=5)
    run_jobs()
    assert asked(cast) == []


@pytest.mark.parametrize("outcome", [Outcome.DECLINED, Outcome.EXPIRED])
def test_what_was_not_done_is_not_asked_about(cast: Cast, outcome: Outcome) -> None:
    cancel(actor=cast.luis, ticket=cast.ticket, outcome=outcome)
    run_jobs()
    assert Notification.objects.filter(person=cast.ana).exists()
    assert asked(cast) == []


def test_only_who_asked_is_asked(cast: Cast) -> None:
    Ticket.objects.filter(pk=cast.ticket.pk).update(requested_for=cast.marta)
    done(cast)
    assert [bool(row.also) for row in Notification.objects.filter(person=cast.marta)] == [False]
    assert len(asked(cast)) == 1


def test_nobody_is_asked_about_what_was_asked_for_by_itself(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(how_it_was, "_tellers", [lambda ticket: ticket.pk == cast.ticket.pk])
    done(cast)
    assert Notification.objects.filter(person=cast.ana).exists()
    assert asked(cast) == []
