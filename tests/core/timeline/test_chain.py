from __future__ import annotations

import pytest
from django.db import connection

from ventanilla.core.people.models import Person
from ventanilla.core.timeline import actions
from ventanilla.core.timeline.actions import (
    RunawayReactions,
    Subscription,
    action,
    at_hand,
    attempt,
    record,
    stream_for,
    writing,
)
from ventanilla.core.timeline.choices import SeenBy, SubjectKind
from ventanilla.core.timeline.entries import EntryType
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.core.timeline.queries import entries, verify

pytestmark = pytest.mark.django_db


class Noted(EntryType):
    name = "unknown.noted"
    text: str

    def say(self, actor: str) -> str:
        return f"{actor}: {self.text}"


class Whispered(Noted):
    name = "unknown.whispered"
    seen_by = SeenBy.TEAM


@pytest.fixture
def stream() -> Stream:
    return stream_for(SubjectKind.SETTINGS, "test")


@pytest.fixture
def subscribed():
    before = list(actions._subscriptions)
    yield actions.install
    actions.install(before)


@action
def note_and_fail(stream: Stream, text: str) -> None:
    record(stream, Noted(text=text), actor=None)
    raise ZeroDivisionError


@action
def note(stream: Stream, *texts: str) -> None:
    for text in texts:
        record(stream, Noted(text=text), actor=None)


def test_entries_follow_each_other_and_hold(stream):
    note(stream, "one", "two")
    note(stream, "three")
    found = list(entries(stream, staff=True))
    assert [(e.position, e.what.say("Ana")) for e in found] == [
        (1, "Ana: one"),
        (2, "Ana: two"),
        (3, "Ana: three"),
    ]
    stream.refresh_from_db()
    assert (stream.length, stream.head) == (3, found[-1].chain)
    assert list(verify()) == []


@pytest.mark.parametrize(
    "change",
    [
        """UPDATE timeline_entry SET payload = '{"text": "other"}' WHERE position = 2""",
        "UPDATE timeline_entry SET at = at + interval '1 second' WHERE position = 2",
        "UPDATE timeline_entry SET seen_by = 'team' WHERE position = 2",
        "UPDATE timeline_entry SET type = 'unknown.whispered' WHERE position = 2",
        "DELETE FROM timeline_entry WHERE position = 2",
        "DELETE FROM timeline_entry WHERE position = 3",
    ],
)
def test_whatever_is_tampered_with_shows(stream, change):
    note(stream, "one", "two", "three")
    with connection.cursor() as cursor:
        cursor.execute(change)
    broken = list(verify())
    assert broken
    assert {b.stream for b in broken} == {stream}


def test_the_team_reads_what_others_do_not(stream):
    with actions.writing():
        record(stream, Noted(text="open"), actor=None)
        record(stream, Whispered(text="closed"), actor=None)
    assert [e.payload["text"] for e in entries(stream, staff=False)] == ["open"]
    assert len(entries(stream, staff=True)) == 2


def test_recording_needs_an_action(stream):
    with pytest.raises(RuntimeError):
        record(stream, Noted(text="lost"), actor=None)


def test_reactions_run_after_the_action_in_order_and_know_the_cause(stream, subscribed):
    seen = []

    def echo(entry: Entry) -> None:
        seen.append(entry.payload["text"])
        if entry.payload["text"] == "one":
            record(stream, Noted(text="echo"), actor=None)

    subscribed([Subscription(frozenset({"unknown.noted"}), echo)])
    note(stream, "one", "two")
    assert seen == ["one", "two", "echo"]
    last = Entry.objects.get(payload__text="echo")
    assert last.cause.payload["text"] == "one"


def test_a_failing_reaction_is_taken_back_and_told(stream, subscribed):
    told = []

    def fail(entry: Entry) -> None:
        Person.objects.all().delete()
        record(stream, Noted(text="half done"), actor=None)
        raise LookupError("no such team")

    def fault(entry: Entry, error: Exception) -> None:
        told.append((entry.payload["text"], str(error)))

    subscribed([Subscription(frozenset({"unknown.noted"}), fail, fault)])
    note(stream, "one")
    assert told == [("one", "no such team")]
    assert [e.payload["text"] for e in Entry.objects.filter(stream=stream)] == ["one"]
    assert list(verify()) == []


def test_a_failing_reaction_without_fault_stops_the_action(stream, subscribed):
    def fail(entry: Entry) -> None:
        raise LookupError("stop")

    subscribed([Subscription(frozenset({"unknown.noted"}), fail)])
    with pytest.raises(LookupError):
        note(stream, "one")
    assert not Entry.objects.filter(stream=stream).exists()


def test_reactions_that_feed_each_other_are_stopped(stream, subscribed):
    def again(entry: Entry) -> None:
        record(stream, Noted(text="again"), actor=None)

    subscribed([Subscription(frozenset({"unknown.noted"}), again, lambda entry, error: None)])
    with pytest.raises(RunawayReactions):
        note(stream, "one")
    assert not Entry.objects.filter(stream=stream).exists()


def test_what_was_attempted_is_taken_back_and_the_chain_goes_on(stream, subscribed):
    heard = []
    subscribed(
        [Subscription(frozenset({"unknown.noted"}), lambda entry: heard.append(entry.payload["text"]))]
    )
    with writing():
        note(stream, "before")
        at_hand()["row"] = "as it was read"
        with pytest.raises(ZeroDivisionError), attempt():
            note_and_fail(stream, "taken back")
        assert at_hand() == {}
        note(stream, "after")
    assert [entry.payload["text"] for entry in entries(stream, staff=True)] == ["before", "after"]
    assert heard == ["before", "after"]
    assert list(verify()) == []


def test_a_joined_action_that_fails_takes_all_of_it_back(stream):
    with pytest.raises(ZeroDivisionError), writing():
        note_and_fail(stream, "and this")
    assert not Entry.objects.exists()


def test_an_entry_costs_one_statement_after_the_first(stream, django_assert_num_queries):
    with writing():
        note(stream, "the stream is locked")
        with django_assert_num_queries(3):
            note(stream, "one", "two", "three")


def test_nothing_is_kept_at_hand_beyond_an_action():
    with writing():
        at_hand()["row"] = 1
        with writing():
            assert at_hand() == {"row": 1}
    assert at_hand() == {}
    at_hand()["row"] = 1
    assert at_hand() == {}


def test_when_one_reaction_fails_what_the_others_did_is_there_once(stream, subscribed):
    told = []

    def answer(entry: Entry) -> None:
        if entry.payload["text"] in ("one", "two"):
            record(stream, Noted(text=f"heard {entry.payload['text']}"), actor=None)

    def fail(entry: Entry) -> None:
        if entry.payload["text"] == "two":
            raise LookupError("no such team")

    noted = frozenset({"unknown.noted"})
    subscribed(
        [
            Subscription(noted, answer),
            Subscription(noted, fail, lambda entry, error: told.append(entry.payload["text"])),
        ]
    )
    note(stream, "one", "two")
    assert [e.payload["text"] for e in entries(stream, staff=True)] == [
        "one",
        "two",
        "heard one",
        "heard two",
    ]
    assert told == ["two"]
    assert list(verify()) == []
