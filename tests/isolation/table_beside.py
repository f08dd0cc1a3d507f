"""Beside a form and inside it: what an article says there is for whom the article and the service are."""

from __future__ import annotations

from tests.isolation.acme import CUSTOMERS, EVERYBODY
from tests.isolation.rows import NO_SUCH_METHOD, Row, gives, slug

INSIDERS = EVERYBODY - CUSTOMERS

ROWS = [
    Row(
        "services/<slug:slug>/ask/beside/",
        gives(200, whose),
        NO_SUCH_METHOD,
        slug(name),
        query="?text=amatista+obsidiana+citrino",
        about=name,
    )
    for name, whose in (("purchase", INSIDERS), ("complaint", INSIDERS), ("support", CUSTOMERS))
]
ROWS.append(Row("articles/<slug:slug>/text/", gives(404), NO_SUCH_METHOD, slug("nothing")))
