"""Mails as they arrive at a real SMTP server."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import factories
from tests.engines.notifications.conftest import Cast, PostOffice, body, free_port
from tests.jobs import run_jobs
from ventanilla.engines.notifications.actions import send_plain
from ventanilla.engines.notifications.choices import MessageState
from ventanilla.engines.notifications.delivery import TRIES, Undelivered, deliver
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.notifications.tokens import ReplyTo, read_reply_token, token_in
from ventanilla.records.tickets.actions import comment, resolve
from ventanilla.records.tickets.models import Ticket


def test_the_mails_of_a_ticket_are_one_thread_and_say_what_happened(
    cast: Cast, post_office: PostOffice
) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    resolve(actor=cast.luis, ticket=cast.ticket)
    run_jobs()
    first, second = post_office.to(cast.ana)
    number = cast.ticket.number
    root = f"<{number.lower()}@portal.acme.example>"
    for mail in (first, second):
        assert (mail["References"], mail["In-Reply-To"]) == (root, root)
        assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
        assert mail["Precedence"] == "bulk"
        assert mail["Reply-To"] is None  # no mail comes in here
        assert mail["Date"]
    assert str(first["Subject"]).strip() == f"[{number}] Luis te ha escrito: Pedir un portátil"
    assert str(second["Subject"]).strip() == f"[{number}] Ya está solucionado: Pedir un portátil"
    assert len({first["Message-ID"], second["Message-ID"], root}) == 3
    assert first["Message-ID"].endswith("@portal.acme.example>")


def test_answers_lead_back_to_the_request_where_mail_comes_in(
    cast: Cast, post_office: PostOffice, settings
) -> None:
    settings.MAIL_IN_URL = "imaps://portal:secret@mail.acme.example"
    settings.MAIL_REPLY_TO = "Acme <ayuda@acme.example>"
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    run_jobs()
    (mail,) = post_office.to(cast.ana)
    token = token_in(str(mail["Reply-To"]))
    assert read_reply_token(token) == ReplyTo(cast.ticket.pk, cast.ana.pk)
    assert "Puedes responder a este correo" in body(mail, "plain")


def test_both_parts_say_everything_in_the_readers_language(cast: Cast, post_office: PostOffice) -> None:
    text = "Buenos días:\n\n¿El <jueves> & a las 10?\n\n\nUn saludo"
    comment(actor=cast.luis, ticket=cast.ticket, text=text)
    run_jobs()
    (mail,) = post_office.to(cast.ana)
    number, created = cast.ticket.number, cast.ticket.created_at
    url = f"https://portal.acme.example/requests/{number}/"
    title = Notification.objects.get(person=cast.ana).title
    plain, html = body(mail, "plain"), body(mail, "html")
    for said in (
        title,
        "Buenos días:",
        "Un saludo",
        "Ver la solicitud",
        url,
        str(created.year),
    ):
        assert said in plain
        assert said in html
    assert "¿El <jueves> & a las 10?" in plain
    assert "¿El &lt;jueves&gt; &amp; a las 10?" in html
    assert "Recibes este correo porque hiciste esta solicitud." in plain
    assert '<html lang="es">' in html
    assert number in plain
    assert "\n\n\n\n" not in plain


def test_a_newline_in_a_title_makes_no_header(cast: Cast, post_office: PostOffice) -> None:
    Ticket.objects.update(title={"es": "Hola\r\nBcc: todos@acme.example\u2028" + "x" * 300})
    comment(actor=cast.luis, ticket=cast.ticket, text="On it.")
    run_jobs()
    (mail,) = post_office.to(cast.ana)
    assert mail["Bcc"] is None
    subject = str(mail["Subject"]).strip()
    assert subject.startswith(f"[{cast.ticket.number}] Luis te ha escrito: Hola Bcc: todos@acme.example xxx")
    assert len(subject) == 200


def test_a_mail_is_sent_once_however_often_its_job_runs(cast: Cast, post_office: PostOffice) -> None:
    message = send_plain(cast.ana, subject="Hello", text="Hello")
    assert message is not None
    run_jobs()
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.SENT, 1)
    assert message.sent_at is not None
    assert len(post_office.received) == 1


def test_a_server_that_is_busy_is_tried_again(cast: Cast, post_office: PostOffice) -> None:
    post_office.refusals = ["451 4.3.0 Try again later"]
    message = send_plain(cast.ana, subject="Hello", text="Hello")
    assert message is not None
    with pytest.raises(Undelivered):
        run_jobs()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.PENDING, 1)
    assert message.error == "El servidor de correo no ha aceptado el correo: 451 4.3.0 Try again later"
    deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (MessageState.SENT, 2, "")
    assert [mail["Subject"] for mail in post_office.received] == ["Hello"]


def test_after_the_last_try_the_mail_has_failed_and_says_why(
    cast: Cast, post_office: PostOffice, settings
) -> None:
    settings.EMAIL_PORT = free_port()
    message = send_plain(cast.ana, subject="Hello", text="Hello")
    assert message is not None
    assert run_jobs(retry=True) == ["notifications.deliver"] * TRIES
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.FAILED, TRIES)
    assert message.error.startswith("No se puede llegar al servidor de correo: ")
    deliver(message.pk)
    assert post_office.received == []


def test_an_address_that_is_refused_for_good_fails_at_once(cast: Cast, post_office: PostOffice) -> None:
    post_office.refused_addresses = {cast.ana.email}
    message = send_plain(cast.ana, subject="Hello", text="Hello")
    assert message is not None
    run_jobs()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.FAILED, 1)
    assert "550 5.1.1 There is nobody of this name" in message.error


def test_a_secret_text_is_forgotten_once_it_is_on_its_way(cast: Cast, post_office: PostOffice) -> None:
    link = "https://portal.acme.example/password/abc/"
    send_plain(cast.ana, subject="Your new password", text=link, html=f"<p>{link}</p>", secret=True)
    run_jobs()
    (mail,) = post_office.to(cast.ana)
    assert link in body(mail, "plain")
    assert link in body(mail, "html")
    kept = Message.objects.get()
    assert (kept.state, link in kept.text, kept.html) == (MessageState.SENT, False, "")


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_mail_send_it_once(post_office: PostOffice) -> None:
    message = send_plain(factories.person("Ana"), subject="Hello", text="Hello")
    assert message is not None
    start = Barrier(2)

    def work(_number: int) -> None:
        try:
            start.wait(timeout=30)
            deliver(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))
    assert len(post_office.received) == 1
