"""What becomes of a mail. The people are the cast: Ana asked, Luis and Pilar are the team, Clara is a customer."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from tests.engines.notifications.conftest import Cast
from tests.jobs import run_jobs
from tests.surfaces.mailroom.conftest import letter, reply
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import AddressTrouble, IncomingMail, Message, Notification
from ventanilla.engines.notifications.tokens import ReplyTo, reply_address
from ventanilla.records.tickets.actions import add_participant, comment, revoke
from ventanilla.records.tickets.choices import Reason, Status
from ventanilla.records.tickets.models import Comment, Ticket
from ventanilla.surfaces.mailroom.dealing import deal

pytestmark = pytest.mark.usefixtures("mail_in")


def fate_of(mail: EmailMessage | bytes) -> tuple[str, str]:
    found = deal(bytes(mail))
    return found.fate, found.because


def said(ticket: Ticket) -> list[tuple[str, str, bool]]:
    rows = Comment.objects.filter(ticket=ticket).select_related("author").order_by("pk")
    return [(row.author.given_name, row.text, row.public) for row in rows]


def test_an_answer_becomes_a_message_of_its_writer_without_what_it_quotes(cast: Cast) -> None:
    text = (
        "El jueves me va bien.\n\n¡Gracias!\n\n-- \nAna\nAcme\n\n"
        "El dom, 22 nov 2026 a las 10:00, Acme <ayuda@acme.example> escribió:\n\n> Luis te ha escrito\n> ¿Cuándo?\n"
    )
    found = deal(bytes(reply(cast.ana, cast.ticket, text)))
    assert (found.fate, found.person, found.ticket) == ("comment", cast.ana, cast.ticket)
    assert found.comment is not None
    assert said(cast.ticket) == [("Ana", "El jueves me va bien.\n\n¡Gracias!", True)]
    assert found.text == ""  # it stands in the request


def test_a_mail_that_comes_twice_is_one_message(cast: Cast) -> None:
    mail = bytes(reply(cast.ana, cast.ticket))
    assert deal(mail) == deal(mail)
    assert len(said(cast.ticket)) == 1


def test_a_mail_without_an_id_is_known_by_its_content(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket)
    del mail["Message-ID"]
    assert deal(bytes(mail)) == deal(bytes(mail))
    assert len(said(cast.ticket)) == 1


def test_an_answer_to_a_note_of_the_team_stays_in_the_team(cast: Cast) -> None:
    comment(actor=cast.pilar, ticket=cast.ticket, text="Is she new?", public=False)
    assert fate_of(reply(cast.luis, cast.ticket, "Yes.", internal=True)) == ("comment", "")
    assert said(cast.ticket)[-1] == ("Luis", "Yes.", False)


def test_an_answer_is_known_by_the_mail_that_it_names(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="When?")
    run_jobs()
    ours = Message.objects.get(person=cast.ana)
    subject = f"Re: {ours.subject}"
    named = letter(cast.ana, Subject=subject, In_Reply_To=ours.mail_id)
    assert fate_of(named) == ("comment", "")
    thread = ours.headers["References"]
    guessed = letter(cast.ana, Subject=subject, In_Reply_To=thread, References=thread)
    assert fate_of(guessed) == ("refused", "no_proof")
    of_another = letter(cast.marta, Subject=subject, In_Reply_To=ours.mail_id)
    assert fate_of(of_another) == ("refused", "no_proof")
    assert len(said(cast.ticket)) == 2


def test_html_alone_becomes_plain_words(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket)
    mail.set_content(
        "<html><head><style>p{color:red}</style></head><body><p>Hola,&nbsp;<b>Luis</b>:</p><ul><li>uno<li>dos</ul>"
        "<script>alert(1)</script><img src=x onerror=alert(2)><a href='https://acme.example/x'>aquí</a>"
        "<div class='gmail_quote'>El jueves…<blockquote>Luis te ha escrito</blockquote></div></body></html>",
        subtype="html",
    )
    assert fate_of(mail) == ("comment", "")
    assert said(cast.ticket)[-1][1] == "Hola, Luis:\n\n- uno\n- dos\naquí (https://acme.example/x)"


def test_files_come_with_it_by_the_list_of_what_is_allowed(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket, "See the picture.")
    png = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 60_000
    mail.add_attachment(png, maintype="image", subtype="png", filename="../../screen.png")
    mail.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="virus.exe")
    found = deal(bytes(mail))
    assert found.comment is not None
    files = [row.file.name for row in found.comment.attachments.select_related("file")]
    assert files == ["screen.png"]
    assert "virus.exe" in found.detail
    text = said(cast.ticket)[-1][1]
    assert text.startswith("See the picture.\n\n(")
    assert "virus.exe" in text


def test_the_logo_of_a_signature_is_no_file(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket)
    mail.add_related(
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 900,
        maintype="image",
        subtype="png",
        cid="<logo>",
        filename="logo.png",
    )
    found = deal(bytes(mail))
    assert found.comment is not None
    assert not found.comment.attachments.exists()


@pytest.mark.parametrize(
    ("headers", "because"),
    [
        ({"Auto_Submitted": "auto-replied"}, "auto_submitted"),
        ({"Auto_Submitted": "auto-generated; owner-email=x"}, "auto_submitted"),
        ({"Precedence": "bulk"}, "precedence"),
        ({"Precedence": "auto_reply"}, "precedence"),
        ({"List_Id": "<news.acme.example>"}, "list"),
        ({"Return_Path": "<>"}, "no_return"),
        ({"X_Autoreply": "yes"}, "out_of_office"),
        ({"Subject": "Respuesta automática: estoy de vacaciones"}, "out_of_office"),
        ({"Subject": "Out of office: back on Monday"}, "out_of_office"),
    ],
)
def test_what_no_person_wrote_is_ignored_and_never_answered(
    cast: Cast, headers: dict[str, str], because: str
) -> None:
    assert fate_of(reply(cast.ana, cast.ticket, **headers)) == ("ignored", because)
    assert (said(cast.ticket), Message.objects.count()) == ([], 0)


def test_a_person_may_say_that_no_machine_wrote_it(cast: Cast) -> None:
    assert fate_of(reply(cast.ana, cast.ticket, Auto_Submitted="no")) == ("comment", "")


def test_our_own_mail_that_comes_back_is_ignored(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="When?")
    run_jobs()
    own = reply(cast.ana, cast.ticket, Message_ID=Message.objects.get().mail_id)
    assert fate_of(own) == ("ignored", "own")


def test_two_machines_that_answer_each_other_come_to_rest(cast: Cast) -> None:
    fates = [fate_of(reply(cast.ana, cast.ticket, f"Beep {n}")) for n in range(32)]
    assert fates[:30] == [("comment", "")] * 30
    assert fates[30:] == [("ignored", "too_many")] * 2


def test_forged_answers_are_nobodys_words(cast: Cast) -> None:
    address = reply_address(ReplyTo(cast.ticket.pk, cast.ana.pk))
    name, _plus, rest = address.partition("+")
    token = rest.partition("@")[0]
    changed = f"{name}+{token[:-1]}{'a' if token[-1] != 'a' else 'b'}@acme.example"
    assert fate_of(letter(cast.luis, to=address)) == ("unknown", "not_theirs")
    assert fate_of(letter("stranger@evil.example", to=address)) == ("unknown", "not_theirs")
    assert fate_of(letter(cast.ana, to=changed)) == ("unknown", "bad_token")
    assert fate_of(letter(cast.ana, to=f"{name}+1@acme.example")) == ("unknown", "bad_token")
    assert fate_of(letter(cast.ana, Subject=f"Re: [{cast.ticket.number}] Hi")) == ("refused", "no_proof")
    assert said(cast.ticket) == []


def test_a_reply_address_survives_being_written_in_capitals(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket)
    mail.replace_header("To", str(mail["To"]).upper())
    assert fate_of(mail) == ("comment", "")


def test_a_reply_address_gets_too_old(cast: Cast) -> None:
    mail = reply(cast.ana, cast.ticket)
    with clock.frozen(clock.now() + timedelta(days=181)):
        assert fate_of(mail) == ("refused", "old_token")
    assert said(cast.ticket) == []


def test_who_may_not_see_it_any_more_writes_nothing_into_it(cast: Cast) -> None:
    jon = Person.objects.create(
        given_name="Jon", email="jon@acme.example", organization=cast.ana.organization
    )
    add_participant(actor=cast.ana, ticket=cast.ticket, person=jon)
    mail = reply(jon, cast.ticket)
    revoke(cast.ticket, f"p:{jon.pk}", Reason.PARTICIPANT)
    found = deal(bytes(mail))
    assert (found.fate, found.because, found.ticket) == ("refused", "no_access", None)
    assert fate_of(reply(cast.clara, cast.ticket)) == ("refused", "no_access")
    assert fate_of(reply(cast.ana, cast.ticket, internal=True)) == ("refused", "no_access")
    assert said(cast.ticket) == []


def test_who_has_left_is_unknown(cast: Cast) -> None:
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    assert fate_of(reply(cast.ana, cast.ticket)) == ("unknown", "left")
    assert fate_of(letter(cast.ana)) == ("unknown", "left")


def test_a_closed_request_takes_no_answer_and_its_writer_is_told_where_to_go(cast: Cast) -> None:
    Ticket.objects.filter(pk=cast.ticket.pk).update(status=Status.CLOSED)
    found = deal(bytes(reply(cast.ana, cast.ticket)))
    assert (found.fate, found.because, found.answered) == ("refused", "closed", True)
    told = Message.objects.get()
    assert (told.to, told.headers["Auto-Submitted"]) == (cast.ana.email, "auto-replied")
    assert told.headers["In-Reply-To"] == found.mail_id
    assert "Esta solicitud está cerrada" in told.text or "La solicitud está cerrada" in told.text
    again = deal(bytes(reply(cast.ana, cast.ticket)))
    assert (again.answered, Message.objects.count()) == (False, 1)  # once a day


def test_an_answer_of_nothing_but_quotes_says_nothing(cast: Cast) -> None:
    assert fate_of(reply(cast.ana, cast.ticket, "> Luis wrote\n> When?\n")) == ("refused", "empty")


def test_strangers_are_noted_and_not_answered(cast: Cast) -> None:
    found = deal(bytes(letter("Eva <eva@evil.example>", "Let me in")))
    assert (found.fate, found.because, found.sender, found.text.strip()) == (
        "unknown",
        "stranger",
        "eva@evil.example",
        "Let me in",
    )
    assert (found.answered, Message.objects.count()) == (False, 0)


def test_strangers_are_answered_once_a_day_where_the_operator_allows_it(cast: Cast, settings) -> None:
    settings.MAIL_ANSWER_STRANGERS = True
    for _turn in range(2):
        deal(bytes(letter("eva@evil.example")))
    deal(bytes(letter("otto@evil.example", Return_Path="<victim@innocent.example>")))
    assert [mail.to for mail in Message.objects.all()] == ["eva@evil.example"]
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        deal(bytes(letter("eva@evil.example")))
    assert Message.objects.count() == 2


def test_a_mail_that_comes_back_is_seen_where_it_was_sent_from(cast: Cast) -> None:
    from tests.factories import administrator

    admin = administrator()
    comment(actor=cast.luis, ticket=cast.ticket, text="When?")
    run_jobs()
    ours = Message.objects.get(person=cast.ana)
    found = deal(bounce(ours))
    assert (found.fate, found.person, found.about) == ("bounce", cast.ana, ours)
    ours.refresh_from_db()
    assert (ours.state, "5.1.1" in ours.error) == ("returned", True)
    trouble = AddressTrouble.objects.get()
    assert (trouble.person, trouble.email, trouble.times, trouble.blocks) == (
        cast.ana,
        cast.ana.email,
        1,
        True,
    )
    told = Notification.objects.get(person=admin)
    assert (told.title, told.post, told.path) == (
        "Los correos a Ana vuelven.",
        "never",
        "/designer/mailroom/",
    )
    deal(bounce(ours))
    assert (AddressTrouble.objects.get().times, Notification.objects.filter(person=admin).count()) == (1, 1)
    comment(actor=cast.luis, ticket=cast.ticket, text="Hello?")
    run_jobs()
    assert Message.objects.filter(person=cast.ana).latest("pk").state == "failed"  # nothing more goes there
    deal(bytes(reply(cast.ana, cast.ticket)))
    assert not AddressTrouble.objects.exists()  # she writes from it: it works


def test_a_report_that_is_late_or_about_nothing_of_ours_changes_nothing(cast: Cast) -> None:
    comment(actor=cast.luis, ticket=cast.ticket, text="When?")
    run_jobs()
    ours = Message.objects.get(person=cast.ana)
    assert fate_of(bounce(ours, action="delayed")) == ("ignored", "delayed")
    forged = Message(mail_id="<req-1.1@portal.acme.example>", to=cast.ana.email)
    assert fate_of(bounce(forged)) == ("ignored", "report")
    assert not AddressTrouble.objects.exists()


def bounce(ours: Message, *, action: str = "failed") -> bytes:
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@acme.example\r\nTo: ayuda@acme.example\r\n"
        f"Subject: Undelivered Mail\r\nMessage-ID: <{action}.{id(ours)}.{clock.now().timestamp()}@acme.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.example\r\n\r\n"
        f"Final-Recipient: rfc822; {ours.to}\r\nAction: {action}\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {ours.mail_id}\r\nSubject: x\r\n\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: \xff\r\nSubject: =?utf-8?b?////?=\r\n\r\n\xff",
        b"From: a@b.c\r\nContent-Type: text/plain; charset=no-such\r\n\r\nhi",
        b"From: a@b.c\r\nContent-Type: multipart/mixed\r\n\r\nhi",
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\n--",
        b"From: a@b.c\r\nSubject: a\x00b\r\nMessage-ID: <\x00>\r\n\r\nx\x00y",
        b"From: " + b"a" * 5000 + b"@b.c\r\nTo: " + b"x@y.z, " * 2000 + b"\r\n\r\n",
        b"References: " + b"<a@b> " * 20000 + b"\r\nFrom: ana@acme.example\r\n\r\nhi",
    ],
)
def test_nothing_that_may_come_breaks_it(cast: Cast, content: bytes) -> None:
    found = deal(content)
    assert found.fate in ("problem", "unknown", "refused", "ignored")
    assert IncomingMail.objects.count() == 1
