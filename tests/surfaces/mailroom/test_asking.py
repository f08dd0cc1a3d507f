"""A mail that answers nothing, of somebody we know."""

from __future__ import annotations

import pytest

from tests import factories
from tests.engines.notifications.conftest import Cast, PostOffice, body
from tests.jobs import run_jobs
from tests.surfaces.mailroom.conftest import letter
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.notifications.tokens import ReplyTo, read_reply_token, token_in
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.mailroom.dealing import deal

pytestmark = pytest.mark.usefixtures("mail_in")

FORM = [
    {
        "section": {"id": "main", "title": {"es": "Tu pregunta", "en": "Your question"}},
        "questions": [
            {
                "id": "about",
                "type": "short_text",
                "label": {"es": "Asunto", "en": "Subject"},
                "required": True,
            },
            {
                "id": "text",
                "type": "long_text",
                "label": {"es": "Pregunta", "en": "Question"},
                "required": True,
            },
        ],
    }
]


@pytest.fixture
def questions(cast: Cast, settings) -> None:
    factories.service({"service": "questions", "kind": "question", "form": FORM})
    settings.MAIL_SERVICE = "questions"


@pytest.mark.usefixtures("questions")
def test_it_becomes_a_question_and_its_writer_hears_the_number(cast: Cast, post_office: PostOffice) -> None:
    mail = letter(cast.ana, "The lift stands still.\n\n-- \nAna", Subject="Lift")
    found = deal(bytes(mail))
    assert (found.fate, found.person, found.answered) == ("ticket", cast.ana, True)
    ticket = Ticket.objects.get(pk=found.ticket_id)
    assert (ticket.kind, ticket.requester, ticket.answer_sets.get().answers) == (
        "question",
        cast.ana,
        {"about": "Lift", "text": "The lift stands still."},
    )
    assert deal(bytes(mail)) == found
    assert Ticket.objects.count() == 2  # the laptop of the cast, and this
    run_jobs()
    (told,) = [one for one in post_office.to(cast.ana) if one["Auto-Submitted"] == "auto-replied"]
    assert str(told["Subject"]).strip() == f"[{ticket.number}] Lift"
    assert f"https://portal.acme.example/requests/{ticket.number}/" in body(told, "plain")
    assert read_reply_token(token_in(str(told["Reply-To"]))) == ReplyTo(ticket.pk, cast.ana.pk)
    assert told["In-Reply-To"] == mail["Message-ID"]


def test_without_such_a_service_its_writer_is_led_to_the_portal(cast: Cast) -> None:
    found = deal(bytes(letter(cast.ana)))
    assert (found.fate, found.because, found.answered) == ("refused", "no_service", True)
    assert "https://portal.acme.example/" in Message.objects.get().text


@pytest.mark.usefixtures("questions")
def test_who_may_not_use_the_service_is_led_to_the_portal(cast: Cast) -> None:
    found = deal(bytes(letter(cast.clara)))  # a customer: the service is for our own people
    assert (found.fate, found.because, found.answered) == ("refused", "not_asked", True)


def test_a_form_that_asks_more_takes_no_mail(cast: Cast, settings) -> None:
    more = {"id": "day", "type": "date", "label": {"es": "Día", "en": "Day"}, "required": True}
    form = [{**FORM[0], "questions": [*FORM[0]["questions"], more]}]
    factories.service({"service": "more", "form": form})
    settings.MAIL_SERVICE = "more"
    found = deal(bytes(letter(cast.ana)))
    assert (found.fate, found.because, "day" in found.detail) == ("refused", "not_asked", True)
