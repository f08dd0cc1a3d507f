"""The whole history of a request can be taken along by those who may see it, as far as they may."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest

from ventanilla.records.tickets.actions import comment
from ventanilla.records.tickets.models import Ticket


@pytest.fixture
def ticket(ana: Any, laptop: Any, ask: Any) -> Ticket:
    return ask(ana)  # type: ignore[no-any-return]


def test_who_asked_prints_what_they_may_read(ana: Any, luis: Any, ticket: Ticket, as_: Any) -> None:
    comment(actor=luis, ticket=ticket, text="=SUM(A1) between us", public=False)
    comment(actor=ana, ticket=ticket, text="=SUM(A1) by Tuesday")
    path = f"/requests/{ticket.number}/history/"
    page = as_(ana).get(path).content.decode()
    assert "by Tuesday" in page
    assert "between us" not in page
    assert "more are for the team alone" in page or "more is for the team alone" in page
    assert ticket.stream.entries.get(type="ticket.submitted").chain in page
    rows = list(csv.DictReader(StringIO(as_(ana).get(f"{path}?as=csv").content.decode("utf-8-sig"))))
    assert next(row["detail"] for row in reversed(rows) if row["detail"]) == "'=SUM(A1) by Tuesday"
    kept = [json.loads(line) for line in as_(ana).get(f"{path}?as=json").content.decode().splitlines()]
    assert not any("payload" in line for line in kept)
    assert any(line.get("hidden") for line in kept)


def test_the_team_gets_all_of_it(luis: Any, ticket: Ticket, as_: Any) -> None:
    comment(actor=luis, ticket=ticket, text="A note", public=False)
    answer = as_(luis).get(f"/requests/{ticket.number}/history/?as=json")
    assert answer["Content-Disposition"] == f'attachment; filename="{ticket.number}.jsonl"'
    kept = [json.loads(line) for line in answer.content.decode().splitlines()]
    assert [line["payload"]["text"] for line in kept if line.get("type") == "ticket.comment_added"] == [
        "A note"
    ]
    assert sum("position" in line for line in kept) == ticket.stream.entries.count()


def test_nobody_else_gets_any(clara: Any, ticket: Ticket, as_: Any) -> None:
    for form in ("", "?as=csv", "?as=json"):
        assert as_(clara).get(f"/requests/{ticket.number}/history/{form}").status_code == 404


def test_who_takes_it_along_is_kept_and_reading_it_is_not(
    ana: Any, luis: Any, ticket: Ticket, as_: Any
) -> None:
    path = f"/requests/{ticket.number}/history/"
    taken = ticket.stream.entries.filter(type="ticket.history_taken").order_by("position")
    for form in ("", "?as=", "?as=pdf"):
        assert as_(luis).get(path + form).status_code == 200
    assert not taken.exists()
    kept = [json.loads(line) for line in as_(luis).get(f"{path}?as=json").content.decode().splitlines()]
    assert kept[-2]["type"] == "ticket.history_taken"
    as_(ana).get(f"{path}?as=csv")
    assert [(one.actor, one.payload["form"]) for one in taken] == [(luis, "json"), (ana, "csv")]
    assert "took the history along" not in as_(ana).get(path).content.decode()


def test_an_entry_that_does_not_fit_its_type_ends_no_page(
    ana: Any, luis: Any, ticket: Ticket, as_: Any
) -> None:
    entry = comment(actor=luis, ticket=ticket, text="x") and ticket.stream.entries.latest("position")
    type(entry).objects.filter(pk=entry.pk).update(payload={"text": ["broken"]})
    here = f"/requests/{ticket.number}/"
    for path in (here, f"{here}history/", f"{here}history/?as=csv", f"{here}history/?as=json"):
        assert as_(ana).get(path).status_code == 200
    assert as_(luis).get(f"/desk/tickets/{ticket.number}/").status_code == 200
