"""Budgets: for those who keep the accounts, for who answers for a cost centre, and for administrators."""

from __future__ import annotations

from tests.isolation.rows import NO_SUCH_METHOD, NO_SUCH_METHOD_FOR_ANYBODY, Row, api, gives

SEES = {"dora", "marta", "admin"}  # Finance keeps the accounts; Marta answers for the one cost centre
SETS = {"dora", "admin"}
GIVEN = {"year": "2030", "amount": "10"}


def budgets() -> list[Row]:
    """The overview and one cost centre; one that isn't there is not found by those who may enter."""
    route = "desk/budgets/<str:code>/"
    sees, nothing = gives(200, SEES, others=403), gives(404, SEES, others=403)
    return [
        Row("desk/budgets/", sees, NO_SUCH_METHOD),
        Row(route, sees, gives(302, SETS, others=403), lambda _world: {"code": "CC-1"}, GIVEN),
        Row(route, nothing, nothing, lambda _world: {"code": "CC-0"}, GIVEN, "no such"),
    ]


def called() -> list[Row]:
    """The same through the API, where there is no door: who sees none has an empty list."""
    here, nothing = "api/v1/desk/budgets", NO_SUCH_METHOD_FOR_ANYBODY
    one = f"{here}/<code>"
    return [
        Row(here, api(200), nothing),
        Row(one, api(200, SEES), nothing, lambda _world: {"code": "CC-1"}),
        Row(f"{one}/taken", api(200, SEES), nothing, lambda _world: {"code": "CC-1"}),
        Row(f"{one}/<year>", nothing, {}, lambda _world: {"code": "CC-1", "year": "2030"}),
    ]


ROWS = [*budgets(), *called()]
