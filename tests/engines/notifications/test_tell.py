from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from tests import factories
from tests.engines.notifications.conftest import Cast
from tests.jobs import queued_jobs, run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotAllowed, NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.actions import mark_read, send_again, send_plain, suppressed, tell
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.notifications.queries import (
    all_news,
    failures,
    mail,
    outbox,
    outbox_of,
    recent,
    unread_count,
)
from ventanilla.records.tickets.actions import comment, resolve
from ventanilla.records.tickets.models import Ticket


def test_everybody_is_told_in_their_own_language(cast: Cast) -> None:
    with translation.override("en"):
        comment(actor=cast.ana, ticket=cast.ticket, text="¿Cómo va?")
    assert run_jobs() == ["notifications.tell"]  # what is with the team comes in the summary
    told = {
        n.person.given_name: (n.language, n.title, n.text, n.path, n.icon) for n in Notification.objects.all()
    }
    said = Entry.objects.get(type="ticket.comment_added").what
    with translation.override("es"):
        in_spanish = said.say("Ana")
    desk = f"/desk/tickets/{cast.ticket.number}/"
    assert told == {
        "Luis": ("en", "Ana wrote a message.", "¿Cómo va?", desk, "chat-bubble-left"),
        "Pilar": ("es", in_spanish, "¿Cómo va?", desk, "chat-bubble-left"),
    }


def test_the_requester_is_led_to_the_portal(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    run_jobs()
    assert [n.path for n in recent(cast.ana)] == [f"/requests/{cast.ticket.number}/"]


def test_a_job_that_runs_twice_tells_nobody_twice(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    run_jobs()
    first = Notification.objects.get()
    assert tell([first.entry_id]) == []
    assert (Notification.objects.count(), Message.objects.count(), queued_jobs()) == (1, 1, [])


def test_without_a_mail_server_the_mail_is_kept_for_the_administrator(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    run_jobs()
    kept = Message.objects.get()
    assert (kept.state, kept.attempts, kept.sent_at, kept.to) == (MessageState.KEPT, 0, None, cast.ana.email)


def test_what_happens_while_suppressed_is_never_told(cast: Cast) -> None:
    with suppressed():
        comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
        assert send_plain(cast.ana, subject="Hello", text="Hello") is None
    assert (run_jobs(), Notification.objects.count(), Message.objects.count()) == ([], 0, 0)
    comment(actor=cast.luis, ticket=cast.ticket, text="Done.")
    assert "notifications.tell" in run_jobs()


def test_an_erased_entry_is_not_told_any_more(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    entry = cast.ticket.stream.entries.get(type="ticket.comment_added")
    type(entry).objects.filter(pk=entry.pk).update(erased_at=clock.now(), payload={})
    run_jobs()
    assert not Notification.objects.exists()


def test_reading_takes_news_off_the_count(cast: Cast, django_assert_num_queries) -> None:
    for text in ("One", "Two", "Three"):
        comment(actor=cast.luis, ticket=cast.ticket, text=text)
    run_jobs()
    with django_assert_num_queries(2):
        assert unread_count(cast.ana) == 3
        assert [n.text for n in recent(cast.ana, 2)] == ["Three", "Two"]
    latest = recent(cast.ana, 1)[0]
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with clock.frozen(noon):
        assert mark_read(person=cast.luis, notifications=[latest.pk]) == 0
        assert mark_read(person=cast.ana, notifications=[latest.pk]) == 1
    assert [n.read_at for n in recent(cast.ana)] == [noon, None, None]
    assert mark_read(person=cast.ana, ticket=cast.ticket) == 2
    assert (mark_read(person=cast.ana), unread_count(cast.ana)) == (0, 0)
    assert len(all_news(cast.ana, size=2).items) == 2


def test_the_outbox_is_the_administrators_without_what_is_confidential(cast: Cast) -> None:
    admin = factories.administrator()
    resolve(actor=cast.luis, ticket=cast.ticket)
    run_jobs()
    send_plain(cast.marta, subject="Welcome\r\nBcc: everybody@acme.example", text="Hello")
    welcome, resolved = outbox_of(admin).items
    assert (welcome.subject, welcome.to) == ("Welcome Bcc: everybody@acme.example", cast.marta.email)
    assert resolved.to == cast.ana.email
    assert list(outbox(MessageState.KEPT)) == [resolved]
    assert mail(admin, resolved.pk) == resolved
    Ticket.objects.update(confidential=True)
    assert outbox_of(admin).items == [welcome]
    with pytest.raises(NotFound):
        mail(admin, resolved.pk)
    with pytest.raises(NotAllowed):
        outbox_of(cast.luis)


def test_only_an_administrator_sends_again_and_only_what_failed(cast: Cast) -> None:
    admin = factories.administrator()
    message = send_plain(cast.ana, subject="Hello", text="Hello")
    assert message is not None
    with pytest.raises(Conflict):
        send_again(message=message, actor=admin)
    Message.objects.update(state=MessageState.FAILED, attempts=8, error="No route to host")
    assert failures() == 1
    with pytest.raises(NotAllowed):
        send_again(message=message, actor=cast.luis)
    again = send_again(message=message, actor=admin)
    assert (again.state, again.attempts, again.error) == (MessageState.PENDING, 0, "")
    assert queued_jobs().count("notifications.deliver") == 2
