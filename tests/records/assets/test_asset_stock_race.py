"""Stock under a rush: many connections at once never give one piece to two people."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from ventanilla.core.timeline.models import Entry
from ventanilla.records.assets.actions import add_asset, assign_from_stock
from ventanilla.records.assets.queries import stock_count, things_of

ASKING, PIECES = 30, 20


def test_thirty_ask_at_once_for_twenty_pieces(committed_place) -> None:
    place = committed_place
    for number in range(PIECES):
        add_asset(model=place.laptop, serial=f"SN-{number:02}", actor=None)
    start = Barrier(ASKING)

    def ask(_number: int) -> str | None:
        try:
            start.wait(timeout=30)
            piece = assign_from_stock(model=place.laptop, person=place.ana, actor=None)
            return piece.serial if piece else None
        finally:
            connection.close()

    with ThreadPoolExecutor(ASKING) as rush:
        given = Counter(rush.map(ask, range(ASKING)))

    assert given.pop(None) == ASKING - PIECES
    assert given == Counter({f"SN-{number:02}": 1 for number in range(PIECES)})
    assert (stock_count(place.laptop), things_of(place.ana).count()) == (0, PIECES)
    assert Entry.objects.filter(type="asset.assigned").count() == PIECES
