"""Who decides through the API reads what others have said, here and at the approvals before."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db


def approval(name: str, *people: Person, **more: Any) -> dict[str, Any]:
    seats = [{"person": person.email} for person in people]
    return {"approval": {"id": name.lower(), "title": {"en": name, "es": name}, "seats": seats, **more}}


def test_what_others_said_and_what_is_kept(w: World) -> None:
    otto, nora = (factories.person(name, language="en") for name in ("Otto", "Nora"))
    blocks = [
        approval("First", w.marta),
        approval("Inside", otto, seen_by="team"),
        approval("Last", nora, otto),
        approval("Veiled", nora, seen_by="team"),
    ]
    service = factories.service(workflow=blocks)
    ticket = submit(actor=w.ana, service=service, answers={"what": "x"})
    calls = Caller(nora, "en")

    def waiting() -> dict[str, Any]:
        (item,) = [one for one in calls.get("/approvals")["items"] if one["ticket"] == ticket.number]
        return dict(item)

    for who, words in ((w.marta, "It fits."), (otto, "He is leaving."), (otto, "Fine.")):
        found = Approval.objects.get(ticket=ticket, state="open")
        decide(actor=who, approval=found, verdict=Verdict.APPROVE, comment=words)
    item = waiting()
    assert item["kept"] is False
    assert [(one["by"], one["decision"], one["comment"]) for one in item["decisions"]] == [
        ("Otto", "approve", "Fine.")
    ]
    (first,) = item["earlier"]
    assert (first["title"], first["outcome"]) == ("First", "approved")
    assert [(one["by"], one["comment"], one["on_behalf_of"]) for one in first["decisions"]] == [
        ("Marta", "It fits.", [])
    ]
    calls.post(f"/approvals/{item['id']}/decision", {"decision": "approve"})
    item = waiting()
    assert item["kept"] is True
    assert [one["title"] for one in item["earlier"]] == ["First", "Last"]
    refused = calls.post(f"/approvals/{item['id']}/questions", {"text": "Why?"}, expect=422)
    assert list(refused["fields"]) == ["whom"]
