"""Mail on a real dovecot."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from imap_tools import MailboxLoginError

from tests.engines.notifications.conftest import Cast
from tests.surfaces.mailroom.conftest import Postbox, letter, reply
from ventanilla.cli.mailroom import mailroom
from ventanilla.engines.notifications.models import IncomingMail
from ventanilla.records.tickets.models import Comment
from ventanilla.surfaces.mailroom import jobs, polling
from ventanilla.surfaces.mailroom.polling import poll
from ventanilla.surfaces.mailroom.postbox import NoPostbox


def test_every_mail_goes_where_it_belongs(cast: Cast, postbox: Postbox) -> None:
    postbox.receive(
        reply(cast.ana, cast.ticket, Subject="answer"),
        reply(cast.ana, cast.ticket, Subject="away", Auto_Submitted="auto-replied"),
        letter("eva@evil.example", Subject="stranger"),
    )
    assert poll() == {"comment": 1, "ignored": 1, "unknown": 1}
    folders = {name: postbox.subjects(name) for name in ("INBOX", "Done", "Ignored", "Problem")}
    assert folders == {"INBOX": [], "Done": ["answer"], "Ignored": ["away"], "Problem": ["stranger"]}
    assert poll() == {}


def test_a_crash_between_doing_and_moving_changes_nothing(
    cast: Cast, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox.receive(reply(cast.ana, cast.ticket, Subject="answer"))
    with monkeypatch.context() as broken:
        broken.setattr(polling, "FOLDERS", {"comment": "no\r\nfolder"})
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the connection dies of
            poll()
    assert Comment.objects.filter(ticket=cast.ticket).count() == 1
    assert postbox.subjects("INBOX") == ["answer"]
    assert poll() == {"comment": 1}
    assert Comment.objects.filter(ticket=cast.ticket).count() == 1
    assert (postbox.subjects("INBOX"), postbox.subjects("Done")) == ([], ["answer"])


def test_a_mail_that_breaks_us_is_set_aside_and_the_next_one_is_read(
    cast: Cast, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    postbox.receive(letter(cast.ana, Subject="first"), reply(cast.ana, cast.ticket, Subject="second"))
    deal = polling.deal

    def fragile(content: bytes) -> IncomingMail:
        if b"first" in content:
            raise RuntimeError("a fault of ours")
        return deal(content)

    monkeypatch.setattr(polling, "deal", fragile)
    assert poll() == {"problem": 1, "comment": 1}
    assert (postbox.subjects("Problem"), postbox.subjects("Done")) == (["first"], ["second"])
    assert IncomingMail.objects.get(fate="problem").detail == "RuntimeError"


def test_a_mail_that_is_too_big_is_not_fetched(
    cast: Cast, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "most_bytes", lambda: 2000)
    postbox.receive(reply(cast.ana, cast.ticket, "word " * 1000, Subject="big"))
    assert poll() == {"problem": 1}
    assert IncomingMail.objects.get().because == "too_big"
    assert postbox.subjects("Problem") == ["big"]


def test_the_command_says_what_came(cast: Cast, postbox: Postbox, settings) -> None:
    postbox.receive(reply(cast.ana, cast.ticket))
    assert CliRunner().invoke(mailroom).output.split() == ["1", "comment"]
    assert "There was nothing" in CliRunner().invoke(mailroom).output
    settings.MAIL_IN_URL = ""
    refused = CliRunner().invoke(mailroom)
    assert (refused.exit_code, "MAIL_IN_URL" in refused.output) == (1, True)
    assert poll() == {}


@pytest.mark.parametrize("url", ["pop://a:b@c", "imap://", "imaps://host/INBOX", "imap://a:b@host:x/"])
def test_an_address_that_is_no_postbox_is_said(url: str, settings) -> None:
    settings.MAIL_IN_URL = url
    with pytest.raises(NoPostbox):
        poll()


def test_a_postbox_that_cannot_be_reached_is_tried_again_later(postbox: Postbox, settings) -> None:
    settings.MAIL_IN_URL = settings.MAIL_IN_URL.replace("secret", "wrong")
    with pytest.raises(MailboxLoginError):
        poll()
    jobs.look()  # the job waits for its next turn
    settings.MAIL_IN_URL = "imap://a:b@127.0.0.1:1/INBOX"
    jobs.look()
