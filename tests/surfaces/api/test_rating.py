"""How a finished request was, through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.records.tickets.actions import resolve
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_it_is_said_changed_and_read(w: World, ask: Callable[..., Any]) -> None:
    number = ask()["number"]
    path, ana, luis = f"/tickets/{number}/rating", Caller(w.ana, "en"), Caller(w.luis, "en")
    ana.put(path, {"mark": 4}, expect=409)
    resolve(actor=w.luis, ticket=Ticket.objects.get(number=number), outcome=Outcome.FULFILLED)
    ana.get(path, expect=404)
    ana.put(path, {"mark": 6}, expect=422)
    assert ana.put(path, {"mark": 4, "comment": "Quick"}, expect=200)["mark"] == 4
    ana.put(path, {"mark": 5}, expect=200)
    read = luis.get(path)
    assert (read["mark"], read["comment"]) == (5, "")
    luis.put(path, {"mark": 1}, expect=403)
