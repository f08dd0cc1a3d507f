"""What the conversation of a request makes of what happened."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories import person, service, team
from tests.jobs import run_jobs
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.queries import public_files
from ventanilla.surfaces.ui.tickets.conversation import conversation

pytestmark = pytest.mark.django_db
LETTER = {"id": "letter", "heading": {"en": "A letter"}, "body": {"en": "Hello."}}


def test_a_document_that_was_made_is_opened_where_it_is_told() -> None:
    ana = person("Ana", language="en")
    team("it-equipment", person("Luis"))
    found = service({"workflow": [{"document": LETTER}]})
    ticket = actions.submit(actor=ana, service=found, answers={"what": "x"}, language="en")
    run_jobs()
    (tie,) = public_files(ticket)
    with translation.override("en"):
        (told,) = [item for item in conversation(ticket, ana) if "is ready" in item.text]
    assert f'href="/requests/{ticket.number}/files/{tie.file.key}/"' in told.detail
