"""What may be kept from who asks, and what may not."""

from __future__ import annotations

from typing import Any

import pytest
from blueprint_samples import laptop

from ventanilla.core.blueprint import Package, check

TASK = {"id": "file", "team": "risk", "title": {"en": "File"}}


def said(*blocks: dict[str, Any]) -> list[str]:
    document = {**laptop(), "workflow": list(blocks)}
    return [f"{problem.path}: {problem.code}" for problem in check(Package.from_document(document))]


def test_it_stays_in_the_document() -> None:
    document = {**laptop(), "workflow": [{"task": {**TASK, "seen_by": "team"}}]}
    package = Package.from_document(document)
    assert package.to_document()["workflow"] == [{"task": {**TASK, "seen_by": "team"}}]
    assert check(package) == []


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("ask", {"id": "q", "asks": []}),
        ("ask", {"id": "q", "to": "requested_for", "asks": []}),
        ("ask", {"id": "q", "amend": True, "to": "luis@acme.example"}),
        ("notify", {"id": "q", "to": ["risk", "requester"], "message": {"en": "M"}}),
        ("cancel", {"id": "q", "outcome": "declined"}),
        ("resolve", {"id": "q", "outcome": "fulfilled"}),
    ],
)
def test_what_is_theirs_to_do_or_to_read_cannot_be_kept_from_them(kind: str, block: dict[str, Any]) -> None:
    assert said({kind: {**block, "seen_by": "team"}}) == [f"workflow[0].{kind}.seen_by: kept_from_doer"]
    assert said({"group": {"id": "g", "seen_by": "team", "blocks": [{kind: block}]}}) == []


def test_a_question_or_message_to_others_may_be_kept() -> None:
    ask = {"ask": {"id": "q", "to": "luis@acme.example", "seen_by": "team", "asks": []}}
    tell = {"notify": {"id": "n", "to": "risk", "seen_by": "team", "message": {"en": "M"}}}
    assert said(ask, tell) == []


def test_a_request_that_is_made_inside_is_not_asked_in_their_name() -> None:
    theirs = {"create_ticket": {"id": "c", "service": "incident"}}
    group = {"group": {"id": "g", "seen_by": "team", "blocks": [theirs]}}
    here = "workflow[0].group.blocks[0].create_ticket"
    assert said(group) == [f"{here}.asked_by: kept_yet_theirs", f"{here}.requested_for: kept_yet_theirs"]
    ours = {"asked_by": "service.owner", "requested_for": "luis@acme.example", "seen_by": "team"}
    assert said({"create_ticket": {**theirs["create_ticket"], **ours}}) == []
