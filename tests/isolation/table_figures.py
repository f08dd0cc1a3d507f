"""Figures: of services, for those who design them (confidential ones for their teams); of articles, for those who
write them. Histories: for those who see the request."""

from __future__ import annotations

from tests.isolation.acme import SEES
from tests.isolation.rows import TICKETS, Row, gives, number, slug
from tests.isolation.table_services import DESIGN, OF_PURCHASE, designing

ROWS = [
    Row("designer/figures/", designing(200, DESIGN)),
    Row("designer/figures/export/", designing(200, DESIGN)),
    Row("designer/services/<slug:slug>/figures/", designing(200, OF_PURCHASE), fill=slug("purchase")),
    Row(
        "designer/services/<slug:slug>/figures/",
        designing(200, frozenset({"rosa"})),
        fill=slug("complaint"),
        about="confidential",
    ),
    *(
        Row("requests/<slug:number>/history/", gives(200, SEES[name]), fill=number(name), about=name)
        for name in TICKETS
    ),
    *(
        Row(
            "requests/<slug:number>/history/",
            gives(200, SEES["secret"]),
            fill=number("secret"),
            about=f"secret, as {form}",
            query=f"?as={form}",
        )
        for form in ("csv", "json")
    ),
]
