"""The equipment of IT through the API: for who keeps it."""

from __future__ import annotations

import json

from tests.isolation.acme import Acme
from tests.isolation.rows import NO_SUCH_METHOD_FOR_ANYBODY, Fill, Row, api

KEEPS = {"lucia", "luis", "iris", "admin"}
NEW, WHY = json.dumps({"serials": ["SN-2"]}), json.dumps({"reason": "Roto"})


def _piece(slug: str) -> Fill:
    def fill(world: Acme) -> dict[str, object]:
        return {"slug": slug, "piece_id": world.thing.pk}

    return fill


def _stock() -> list[Row]:
    here, nothing = "api/v1/desk/stock", NO_SUCH_METHOD_FOR_ANYBODY
    one = f"{here}/<slug:slug>"
    piece = f"{one}/pieces/<piece_id>"
    rows = [Row(here, api(200), nothing)]
    for slug, keeps in (("air-13", KEEPS), ("nothing", set[str]())):
        of = _piece(slug)
        rows += [
            Row(one, api(200, keeps), nothing, of, about=slug),
            Row(f"{one}/pieces", nothing, api(201, keeps), of, NEW, slug),
            Row(f"{one}/seats", nothing, {}, of, about=slug),
            Row(f"{piece}/return", nothing, api(200, keeps), of, "{}", slug),
            Row(f"{piece}/retirement", nothing, api(200, keeps), of, WHY, slug),
        ]
    return rows


ROWS = _stock()
