"""The designer's pages about services: whoever designs a department's services reads those, and no other's."""

from __future__ import annotations

from tests.isolation.acme import EVERYBODY
from tests.isolation.rows import (
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Row,
    Statuses,
    api,
    gives,
    slug,
)

# Who designs: administrators and designers of a department, and the portal's administrators.
DESIGN = frozenset({"iris", "rosa", "hugo", "dora", "admin"})
OF_PURCHASE = frozenset({"iris", "admin"})


def designing(status: int, whose: frozenset[str]) -> Statuses:
    """Turned away at the door unless they design; then 404 unless it is theirs."""
    found = gives(status, whose)
    return {role: 403 if role in EVERYBODY - DESIGN else given for role, given in found.items()}


def _services() -> list[Row]:
    theirs = designing(200, OF_PURCHASE)
    rows = [Row("designer/", designing(200, DESIGN))]
    for name in ("", "workflow/", "audience/", "check/", "versions/"):
        rows.append(Row(f"designer/services/<slug:slug>/{name}", theirs, fill=slug("purchase")))
    form = "designer/services/<slug:slug>/form/"
    version = "designer/services/<slug:slug>/versions/<int:number>/"
    return [
        *rows,
        Row(form, theirs, theirs, slug("purchase"), {}),
        Row(f"{form}state/", NO_SUCH_METHOD, theirs, slug("purchase"), {}),
        Row(version, theirs, fill=lambda _world: {"slug": "purchase", "number": 1}),
        Row(
            f"{version}moving/",
            theirs,
            designing(422, OF_PURCHASE),  # none is chosen
            lambda _world: {"slug": "purchase", "number": 1},
            {},
        ),
        Row(f"{version}replay/", theirs, fill=lambda _world: {"slug": "purchase", "number": 1}),
        Row(
            version,
            designing(404, DESIGN),
            fill=lambda _world: {"slug": "purchase", "number": 9},
            about="no such",
        ),
    ]


def _api() -> list[Row]:
    """Checking and trying out through the API: 404 for what one doesn't design."""
    named = '{"service": "purchase"}'
    only_posted = NO_SUCH_METHOD_FOR_ANYBODY
    return [
        Row("api/v1/design/lint", only_posted, api(200, OF_PURCHASE), data=named),
        Row("api/v1/design/simulate", only_posted, api(422, OF_PURCHASE), data=named, about="no answers"),
        Row("api/v1/design/replay", only_posted, api(200, OF_PURCHASE), data=named),
    ]


ROWS = [*_services(), *_api()]
