"""What people choose, and what they then hear."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from tests.engines.notifications.conftest import Cast, PostOffice, body
from tests.jobs import queued_jobs, run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.actions import (
    choose,
    mark_read,
    resume_mails,
    send_digest,
    stop_mails,
)
from ventanilla.engines.notifications.actions.wishes import QuietHours
from ventanilla.engines.notifications.choices import MessageState, Post, Topic
from ventanilla.engines.notifications.floods import too_many
from ventanilla.engines.notifications.jobs import digests
from ventanilla.engines.notifications.models import Digest, Message, Notification, Preferences
from ventanilla.engines.notifications.queries import recent, unread_count
from ventanilla.engines.notifications.wishes import NEVER_SILENT, Ways, wishes_of
from ventanilla.records.tickets.actions import comment, resolve

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)  # seven in Madrid
NIGHT = datetime(2026, 3, 2, 21, tzinfo=UTC)
NIGHTS = QuietHours(
    on=True, since=time(20), until=time(8), days=range(5), whole_days=(5, 6), urgent_passes=True
)


def written_by_luis(cast: Cast, text: str = "When?") -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text=text)
    run_jobs()


@pytest.mark.parametrize("portal", [True, False])
@pytest.mark.parametrize("mail", list(Post))
def test_every_way_of_hearing(cast: Cast, portal: bool, mail: Post) -> None:
    choose(actor=cast.ana, ways={Topic.MESSAGES: Ways(portal, mail)})
    written_by_luis(cast)
    mailed = Message.objects.filter(person=cast.ana).exists()
    waiting = Notification.objects.filter(person=cast.ana, post=Post.DAILY, digest=None).exists()
    assert (unread_count(cast.ana), mailed, waiting) == (
        1 if portal else 0,
        mail == Post.NOW,
        mail == Post.DAILY,
    )
    assert len(recent(cast.ana)) == (1 if portal else 0)


def test_what_is_chosen_about_one_kind_leaves_the_others(cast: Cast) -> None:
    choose(actor=cast.ana, ways={Topic.MOVES: Ways(False, Post.NEVER)})
    written_by_luis(cast)
    resolve(actor=cast.luis, ticket=cast.ticket)
    run_jobs()
    assert [n.topic for n in Notification.objects.filter(person=cast.ana)] == ["messages"]


@pytest.mark.parametrize("topic", NEVER_SILENT)
def test_what_waits_for_somebody_reaches_them_in_one_way_at_least(cast: Cast, topic: Topic) -> None:
    with pytest.raises(Invalid) as refused:
        choose(actor=cast.ana, ways={topic: Ways(False, Post.NEVER)})
    assert list(refused.value.fields) == [topic.value]
    assert not Preferences.objects.exists()
    for ways in (Ways(True, Post.NEVER), Ways(False, Post.DAILY)):
        choose(actor=cast.ana, ways={topic: ways})


@pytest.mark.parametrize(
    ("hours", "field"),
    [
        ({"days": (), "whole_days": ()}, "quiet_days"),
        ({"days": (7,)}, "quiet_days"),
        ({"whole_days": range(7)}, "quiet_days"),
        ({"until": time(20)}, "quiet_until"),
    ],
)
def test_quiet_hours_without_sense_are_refused(cast: Cast, hours: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        choose(actor=cast.ana, quiet=QuietHours(**{**vars(NIGHTS), **hours}))
    assert list(refused.value.fields) == [field]


def test_choosing_is_recorded_with_what_changed(cast: Cast) -> None:
    choose(actor=cast.ana, digest_hour=17)
    choose(actor=cast.ana, digest_hour=17)
    (entry,) = Entry.objects.filter(type="notifications.choices_set")
    assert (entry.actor, entry.payload["changes"]) == (cast.ana, {"digest_hour": [8, 17]})


def test_in_quiet_hours_a_mail_waits_and_what_is_read_meanwhile_is_spared(
    cast: Cast, post_office: PostOffice
) -> None:
    choose(actor=cast.ana, quiet=NIGHTS)
    with clock.frozen(NIGHT):
        written_by_luis(cast, "One")
        written_by_luis(cast, "Two")
        assert unread_count(cast.ana) == 2
        assert (post_office.received, queued_jobs()) == ([], ["notifications.deliver"] * 2)
        mark_read(person=cast.ana, notifications=[recent(cast.ana)[0].pk])
    morning = NIGHT + timedelta(hours=10)  # eight in Madrid
    assert {message.not_before for message in Message.objects.all()} == {morning}
    with clock.frozen(morning):
        run_jobs()
    assert [body(mail, "plain").count("One") > 0 for mail in post_office.received] == [True]
    assert [m.state for m in Message.objects.order_by("pk")] == [MessageState.SENT, MessageState.SPARED]


def test_the_summary_comes_once_a_day_at_its_hour_on_working_days(
    cast: Cast, post_office: PostOffice
) -> None:
    choose(actor=cast.ana, ways={Topic.MESSAGES: Ways(True, Post.DAILY)}, digest_hour=9)
    sunday = MONDAY - timedelta(days=1)
    with clock.frozen(sunday):
        written_by_luis(cast, "The battery is here.")
        written_by_luis(cast, "And the bag.")
    for when, sent in (
        (sunday + timedelta(hours=3), 0),  # no working day
        (MONDAY, 0),  # seven
        (MONDAY + timedelta(hours=2), 1),  # nine
        (MONDAY + timedelta(hours=2, minutes=10), 1),
        (MONDAY + timedelta(days=1, hours=2), 1),  # nothing new
    ):
        with clock.frozen(when):
            digests()
            run_jobs()
        assert len(post_office.received) == sent
    (mail,) = post_office.received
    assert str(mail["Subject"]).strip() == "Tu resumen: 2 novedades"
    for said in ("Luis te ha escrito.", "The battery is here.", "And the bag.", cast.ticket.number):
        assert said in body(mail, "plain")
        assert said in body(mail, "html")
    assert "/notifications/stop/" in str(mail["List-Unsubscribe"])
    assert set(Notification.objects.values_list("digest__on", flat=True)) == {MONDAY.date()}


def test_more_mails_than_one_can_read_in_an_hour_come_in_the_summary(cast: Cast, settings: Any) -> None:
    settings.MAIL_MOST_AN_HOUR = 2
    with clock.frozen(MONDAY):
        for number in range(4):
            written_by_luis(cast, f"Number {number}")
        posts = Notification.objects.order_by("pk").values_list("post", flat=True)
        assert list(posts) == [Post.NOW, Post.NOW, Post.DAILY, Post.DAILY]
        assert unread_count(cast.ana) == 4
        assert Message.objects.count() == 2
        assert not too_many(cast.luis)
    with clock.frozen(MONDAY + timedelta(hours=2)):
        summary = send_digest(cast.ana.pk)
        assert summary is not None
        assert "Number 3" in summary.text
        assert "Number 1" not in summary.text
        written_by_luis(cast, "The fifth")
    assert Message.objects.filter(notification__isnull=False).count() == 3


def test_a_worker_that_dies_in_the_summary_sends_it_once(cast: Cast) -> None:
    choose(actor=cast.ana, ways={Topic.MESSAGES: Ways(True, Post.DAILY)})
    with clock.frozen(MONDAY + timedelta(hours=3)):
        written_by_luis(cast)
        first = send_digest(cast.ana.pk)
        assert first is not None
        assert send_digest(cast.ana.pk) is None
        written_by_luis(cast, "Later")
        assert send_digest(cast.ana.pk) is None  # tomorrow
    assert (Digest.objects.count(), Message.objects.filter(subject__startswith="Tu resumen").count()) == (
        1,
        1,
    )


def test_what_was_read_in_the_portal_is_in_no_summary(cast: Cast) -> None:
    choose(actor=cast.ana, ways={Topic.MESSAGES: Ways(True, Post.DAILY)})
    with clock.frozen(MONDAY + timedelta(hours=3)):
        written_by_luis(cast)
        mark_read(person=cast.ana)
        assert send_digest(cast.ana.pk) is None
    assert not Message.objects.exists()


def test_a_link_ends_the_mails_of_a_kind_and_gives_them_back(cast: Cast) -> None:
    stopped = stop_mails(person=cast.ana, topics=[Topic.MESSAGES, Topic.APPROVALS])
    assert stopped == {Topic.MESSAGES: Post.NOW, Topic.APPROVALS: Post.NOW}
    ways = wishes_of([cast.ana])[cast.ana.pk].ways
    assert (ways[Topic.MESSAGES], ways[Topic.MOVES]) == (Ways(True, Post.NEVER), Ways(True, Post.NOW))
    assert stop_mails(person=cast.ana, topics=[Topic.MESSAGES]) == {}
    resume_mails(person=cast.ana, posts=stopped)
    assert wishes_of([cast.ana])[cast.ana.pk].ways[Topic.MESSAGES] == Ways(True, Post.NOW)
