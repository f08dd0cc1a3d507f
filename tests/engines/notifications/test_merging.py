"""What one action brings somebody is one piece of news. The laptop: Marta approves, Felipe prepares, Luis delivers."""

from __future__ import annotations

from typing import ClassVar

import pytest

from tests.engines.notifications.conftest import Cast
from tests.jobs import run_jobs
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record, writing
from ventanilla.core.timeline.entries import EntryType, Handle
from ventanilla.engines.notifications.links import HIDDEN, address_of, with_address
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.tickets.actions import comment


class Said(EntryType):
    name: ClassVar[str] = "test.said"
    hears: ClassVar[tuple[str, ...]] = ("requester",)
    words: str
    heavy: int
    asks: str = ""
    text: str = ""
    topic: str = "moves"

    def say(self, actor: str) -> str:
        return self.words

    def heft(self) -> int:
        return self.heavy

    def detail(self) -> str:
        return self.text

    def kind_of_news(self) -> str:
        return self.topic

    def call_to_action(self) -> str:
        return self.asks

    def path(self, number: str) -> str:
        return f"/there/{self.words}/" if self.asks else super().path(number)

    def handle(self) -> Handle | None:
        return Handle("decide", 7, "digest") if self.asks else None


def happen(cast: Cast, *entries: Said) -> Notification:
    with writing():
        for entry in entries:
            record(cast.ticket.stream, entry, actor=cast.luis)
    run_jobs()
    return Notification.objects.get(person=cast.ana)


def test_the_weightiest_is_the_headline_and_the_others_are_said_once(cast: Cast) -> None:
    news = happen(
        cast,
        Said(words="It moved.", heavy=20),
        Said(words="It is done.", heavy=90, text="Thank you."),
        Said(words="It moved.", heavy=20),
        Said(words="Here it is.", heavy=40, text="Serial 7."),
    )
    assert (news.title, news.text, [line["text"] for line in news.also]) == (
        "It is done.",
        "Thank you.\n\nSerial 7.",
        ["Here it is.", "It moved."],
    )
    mail = Message.objects.get()
    assert mail.subject == f"[{cast.ticket.number}] It is done: Pedir un portátil"
    assert mail.text.index("It is done.") < mail.text.index("Here it is.")


def test_what_is_to_be_done_has_the_button_and_its_own_choice(cast: Cast) -> None:
    news = happen(
        cast,
        Said(words="Sent back.", heavy=110, text="Why?"),
        Said(words="Correct it.", heavy=100, text="Why?", asks="Correct", topic="waits"),
        Said(words="Look too.", heavy=100, asks="Look", topic="waits"),
    )
    assert (news.title, news.path, news.topic) == ("Sent back.", "/there/Correct it./", "waits")
    assert news.also == [{"text": "Look too.", "path": "/there/Look too./"}]
    assert "Correct:" in Message.objects.get().text


def test_two_actions_are_two_pieces_of_news(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="One")
    comment(actor=cast.luis, ticket=cast.ticket, text="Two")
    run_jobs()
    assert Notification.objects.filter(person=cast.ana).count() == 2


def test_the_address_of_a_one_time_link_is_in_the_mail_and_not_in_the_outbox(cast: Cast) -> None:
    happen(cast, Said(words="Decide.", heavy=100, asks="Decide"))
    kept = Message.objects.get()
    assert kept.link is not None
    assert (HIDDEN in kept.text, HIDDEN in kept.html, kept.link.subject) == (True, True, 7)
    address = address_of(kept.link)
    assert address not in kept.text + kept.html
    assert address in with_address(kept.text, kept)
    assert address in with_address(kept.html, kept)


@pytest.mark.parametrize("language", ["es", "en"])
def test_nobody_is_spoken_of_in_the_third_person(cast: Cast, language: str) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(language=language)
    comment(actor=cast.luis, ticket=cast.ticket, text="Hi")
    run_jobs()
    title = Notification.objects.get(person=cast.ana).title
    assert title == {"es": "Luis te ha escrito.", "en": "Luis wrote to you."}[language]
