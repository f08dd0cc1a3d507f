"""Three services that nobody works on: a password, a shared folder for a time, and a letter (S015, S016, S029)."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader

from tests.engines.workflow.acme.office import MONDAY, ask, decide, reload, steps
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.demo.organisation import person
from ventanilla.engines.integrations.actions import show_once
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.integrations.queries import secrets_for
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.actions.identity import enter_code
from ventanilla.engines.workflow.queries.outside import open_check
from ventanilla.records.grants.actions import end_due
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.queries import public_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]


def test_a_password_that_nobody_works_on():
    ticket = ask("ana", "password-reset", way="code")
    ana = person("ana")
    mail = Message.objects.get(to="ana@correo.example")
    code = re.search(r"\d{4} \d{4}", mail.text).group()
    enter_code(actor=ana, check=open_check(ticket, ana), code=code)
    run_jobs()
    assert reload(ticket).outcome == Outcome.FULFILLED
    (secret,) = secrets_for(ana, ticket.stream)
    password = show_once(actor=ana, secret=secret.pk)
    assert not Message.objects.filter(text__contains=password).exists()
    assert not ticket.stream.entries.filter(payload__icontains=password).exists()
    told = list(ticket.stream.entries.order_by("position").values_list("type", flat=True))
    for name in ("workflow.code_sent", "workflow.code_checked", "workflow.system_answered", "secret.shown"):
        assert name in told


def test_who_cannot_read_the_code_is_confirmed_by_the_manager():
    ticket = ask("ana", "password-reset", way="manager")
    assert not Call.objects.exists()
    decide("marta")
    run_jobs()
    assert secrets_for(person("ana"), ticket.stream)
    assert secrets_for(person("marta"), ticket.stream) == []


def test_five_wrong_codes_end_it_without_a_password():
    ticket = ask("ana", "password-reset", way="code")
    ana = person("ana")
    check = open_check(ticket, ana)
    for _try in range(5):
        with pytest.raises(Exception, match=r".+"):
            enter_code(actor=ana, check=check, code="0")
    with pytest.raises(Conflict):
        enter_code(actor=ana, check=check, code="0")
    run_jobs()
    assert reload(ticket).outcome == Outcome.DECLINED
    assert not Call.objects.exists()


def test_a_folder_is_open_until_its_day_and_closed_by_itself():
    with clock.frozen(MONDAY):
        ticket = ask("ana", "shared-folder", folder="brand", until="2027-03-31", reason="Feria")
        decide("marta")
        run_jobs()
    (grant,) = accesses_of(person("ana"))
    assert grant.until.astimezone(MONDAY.tzinfo).isoformat() == "2027-03-31T21:59:00+00:00"
    assert reload(ticket).outcome == Outcome.FULFILLED
    with clock.frozen(grant.until + timedelta(minutes=1)):
        end_due()
        run_jobs()
    assert steps(ticket)["close"] == "done"
    assert list(Call.objects.order_by("pk").values_list("action", flat=True)) == [
        "add_to_group",
        "remove_from_group",
    ]
    assert accesses_of(person("ana")) == []


def test_a_letter_is_there_in_seconds():
    ticket = ask("ana", "work-letter", to="Banco del Duero")
    run_jobs()
    assert reload(ticket).outcome == Outcome.FULFILLED
    (tie,) = public_files(ticket)
    with tie.file.content.open() as content:
        text = PdfReader(io.BytesIO(content.read())).pages[0].extract_text()
    assert "Banco del Duero" in text
    assert "Ana Ruiz Velasco trabaja en esta empresa" in text
