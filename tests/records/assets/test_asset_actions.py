from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import translation

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import verify
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock, give_back, retire
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset
from ventanilla.records.assets.queries import model_by_slug, stock_count, things_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def told(asset: Asset) -> list[tuple[str, str]]:
    with translation.override("en"):
        rows = Entry.objects.filter(stream=asset.stream).order_by("position")
        return [(entry.type, entry.what.say("Luis")) for entry in rows]


def test_a_piece_is_told_from_stock_to_the_end(place) -> None:
    piece = add_asset(model=place.laptop, serial=" SN-1 ", actor=place.agent)
    with clock.frozen(NOON):
        assigned = assign_from_stock(model=place.laptop, person=place.ana, actor=place.agent)
    assert assigned == piece
    assert (assigned.state, assigned.holder, assigned.assigned_at) == (AssetState.ASSIGNED, place.ana, NOON)
    returned = give_back(asset=piece, actor=place.agent)
    assert (returned.state, returned.holder, returned.assigned_at) == (AssetState.IN_STOCK, None, None)
    retire(asset=piece, actor=place.agent, reason="Broken screen")
    assert told(piece) == [
        ("asset.added", "Luis put SN-1 in stock."),
        ("asset.assigned", "SN-1 went to Ana."),
        ("asset.returned", "Luis took SN-1 back from Ana."),
        ("asset.retired", "Luis retired SN-1."),
    ]
    assert list(verify()) == []


def test_the_oldest_piece_goes_first_and_none_is_left_in_the_end(place) -> None:
    first, second = (add_asset(model=place.laptop, serial=serial, actor=None) for serial in ("B", "A"))
    assert stock_count(place.laptop) == 2
    given = [assign_from_stock(model=place.laptop, person=place.ana, actor=None) for _ in range(3)]
    assert given == [first, second, None]
    assert stock_count(place.laptop) == 0


def test_my_things_are_what_i_hold_the_latest_first(place, django_assert_num_queries) -> None:
    for serial in ("A", "B", "C"):
        add_asset(model=place.laptop, serial=serial, actor=None)
    for hour in (1, 2):
        with clock.frozen(NOON.replace(hour=hour)):
            assign_from_stock(model=place.laptop, person=place.ana, actor=None)
    with django_assert_num_queries(1):
        assert [(a.serial, a.model.slug) for a in things_of(place.ana)] == [("B", "pro-14"), ("A", "pro-14")]
    assert list(things_of(place.agent)) == []


def test_another_department_can_not_touch_them(place) -> None:
    piece = add_asset(model=place.laptop, serial="A", actor=None)
    for refused in (
        lambda: add_asset(model=place.laptop, serial="B", actor=place.other_agent),
        lambda: assign_from_stock(model=place.laptop, person=place.ana, actor=place.other_agent),
        lambda: retire(asset=piece, actor=place.other_agent),
        lambda: give_back(asset=piece, actor=place.ana),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert stock_count(place.laptop) == 1


def test_a_serial_number_and_a_slug_exist_once(place) -> None:
    add_asset(model=place.laptop, serial="A", actor=None)
    with pytest.raises(Invalid) as refusal:
        add_asset(model=place.laptop, serial="A ", actor=None)
    assert list(refusal.value.fields) == ["serial"]
    with pytest.raises(Invalid) as refusal:
        add_model(slug="pro-14", name={"en": "Again"}, department=place.laptop.department, actor=None)
    assert list(refusal.value.fields) == ["slug"]
    assert model_by_slug("pro-14") == place.laptop
    assert model_by_slug("pro-15") is None


def test_what_is_in_stock_can_not_be_given_back_and_what_is_retired_not_retired(place) -> None:
    piece = add_asset(model=place.laptop, serial="A", actor=None)
    with pytest.raises(Conflict):
        give_back(asset=piece, actor=None)
    retire(asset=piece, actor=None)
    with pytest.raises(Conflict):
        retire(asset=piece, actor=None)


def test_retiring_takes_it_from_whoever_holds_it(place) -> None:
    add_asset(model=place.laptop, serial="A", actor=None)
    piece = assign_from_stock(model=place.laptop, person=place.ana, actor=None)
    assert piece is not None
    assert retire(asset=piece, actor=place.agent).holder is None
    assert Entry.objects.get(type="asset.retired").payload["holder"] == place.ana.pk
