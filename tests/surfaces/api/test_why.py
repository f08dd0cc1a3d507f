"""Why a ticket went where it went, through the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller

pytestmark = pytest.mark.django_db


def test_who_asked_reads_plainly_and_who_works_on_it_in_full(w: World, ask: Callable[..., Any]) -> None:
    path = f"/tickets/{ask()['number']}/why"
    plain = Caller(w.ana, "en").get(path)
    full = Caller(w.luis, "en").get(path)
    assert (plain["full"], full["full"]) == (False, True)
    kinds = [one["kind"] for one in plain["items"]]
    assert {"routing", "approvers"} <= set(kinds)
    assert len(kinds) <= len(full["items"])
    who = next(one for one in plain["items"] if one["kind"] == "approvers")
    assert w.marta.name in str(who)
    assert {line["mark"] for one in full["items"] for line in one["lines"]} <= {"", "yes", "no"}
    spanish = Caller(w.ana, "es").get(path)
    assert spanish["items"][0]["title"] != plain["items"][0]["title"]


def test_nobody_else_learns_why(w: World, ask: Callable[..., Any]) -> None:
    path = f"/tickets/{ask()['number']}/why"
    Caller(factories.person("Clara", organization=factories.organization("cliente"))).get(path, expect=404)
    Caller(w.ana).get("/tickets/REQ-99999999/why", expect=404)
    assert Caller(w.ana).raw("GET", "/tickets/nothing/why").status_code == 404
