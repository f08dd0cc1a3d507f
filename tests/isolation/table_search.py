"""Search, what came of it, and those who look after the answers."""

from __future__ import annotations

import json

from tests.isolation.acme import AT_THE_DESK, WORDS, Acme
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Fill,
    Row,
    Statuses,
    api,
    gives,
)
from ventanilla.engines.search.actions import look, save_synonym
from ventanilla.engines.search.models import Gap

MENDERS = AT_THE_DESK | {"admin"}
SOLVED = {"kind": "service", "slug": "purchase", "answer": "yes"}
WORD = {"words": "fax, telefax", "language": "en"}


def mending(status: int) -> Statuses:
    """Whoever writes no answers is turned away at the door."""
    return gives(status, MENDERS, others=403)


def a_gap(world: Acme) -> dict[str, object]:
    look(actor=world.people["ana"], text="telegrama urgente", language="es")
    return {"pk": Gap.objects.latest("pk").pk}


def a_synonym(world: Acme) -> dict[str, object]:
    return {"pk": save_synonym(actor=None, words=["fax", "telefax"], language="en").pk}


def anas_need(world: Acme) -> dict[str, object]:
    need = look(actor=world.people["ana"], text="purchase", language="en").need
    return {"need_id": need.pk if need else 0}


def _portal() -> list[Row]:
    words = sorted({*WORDS.values()})
    return [
        Row("search/", gives(200)),
        *(Row("search/", gives(200), query=f"?q={word}", about=f"for {word}") for word in words),
        *(Row("search/suggestions/", gives(200), query=f"?q={word}", about=f"for {word}") for word in words),
        Row("search/missing/", gives(405), gives(302)),
        Row("search/missing/noted/", gives(200)),
        Row("solutions/", gives(405), gives(302, INSIDERS, others=422), data=SOLVED),
        Row("solutions/solved/", gives(200)),
        Row("solutions/help/", gives(200)),
        Row("solutions/help/", gives(404), query="?article=nothing", about="after an article that isn't"),
    ]


def _designer() -> list[Row]:
    def one(rest: str, get: Statuses, post: Statuses, fill: Fill, **more: object) -> Row:
        return Row(rest, get, post, fill, **more)  # type: ignore[arg-type]

    gap, synonym = "designer/searches/<int:pk>/", "designer/synonyms/<int:pk>/"
    return [
        Row("designer/searches/", mending(200)),
        one(gap, mending(200), NO_SUCH_METHOD, a_gap),
        one(f"{gap}check/", mending(200), NO_SUCH_METHOD, a_gap),
        one(f"{gap}taking/", NO_SUCH_METHOD, mending(302), a_gap),
        one(f"{gap}ending/", NO_SUCH_METHOD, mending(302), a_gap, data={"as": "article"}),
        Row("designer/synonyms/", mending(200), mending(302), data=WORD),
        Row("designer/synonyms/trial/", mending(200), query="?try=fax"),
        one(synonym, mending(200), mending(302), a_synonym, data=WORD),
        one(f"{synonym}removal/", NO_SUCH_METHOD, mending(302), a_synonym),
    ]


def _api() -> list[Row]:
    body = json.dumps({"kind": "service", "slug": "purchase"})
    nothing = NO_SUCH_METHOD_FOR_ANYBODY
    words = sorted({*WORDS.values()})
    return [
        *(Row("api/v1/search", api(200), nothing, query=f"?q={word}", about=f"for {word}") for word in words),
        Row("api/v1/search/suggestions", api(200), nothing, query="?q=pur"),
        Row("api/v1/needs/<need_id>/solved", nothing, api(201, {"ana"}), anas_need, body),
    ]


def _api_of_menders() -> list[Row]:
    nothing, gap, one = NO_SUCH_METHOD_FOR_ANYBODY, "api/v1/desk/gaps/<gap_id>", "api/v1/desk/synonyms"
    mends, ended = api(200, MENDERS, others=403), json.dumps({"ended_as": "article"})
    words = json.dumps({"words": ["fax", "telefax"], "language": "en"})
    return [
        Row("api/v1/desk/gaps", mends, nothing),
        Row(gap, mends, nothing, lambda world: {"gap_id": a_gap(world)["pk"]}),
        Row(f"{gap}/taking", nothing, mends, lambda world: {"gap_id": a_gap(world)["pk"]}, "{}"),
        Row(f"{gap}/ending", nothing, mends, lambda world: {"gap_id": a_gap(world)["pk"]}, ended),
        Row(one, mends, api(201, MENDERS, others=403), data=words),
        Row(f"{one}/<synonym_id>", nothing, {}, lambda world: {"synonym_id": a_synonym(world)["pk"]}),
    ]


ROWS = [*_portal(), *_designer(), *_api(), *_api_of_menders()]
