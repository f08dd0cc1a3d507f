"""Resources: opened by their audience, through the portal's own address; nothing of them is asked for."""

from __future__ import annotations

from tests.isolation.acme import CUSTOMERS
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Row,
    api,
    gives,
    slug,
)


def _of(name: str, whose: frozenset[str], opened: int, downloaded: int) -> list[Row]:
    page, ask = "services/<slug:slug>/", "services/<slug:slug>/ask/"
    service = "api/v1/services/<slug:slug>"
    return [
        Row(page, gives(200, whose), fill=slug(name), about=name),
        Row(f"{page}open/", gives(opened, whose), NO_SUCH_METHOD, slug(name), about=name),
        Row(ask, gives(404), gives(404), slug(name), about=name),
        Row(service, api(200, whose), NO_SUCH_METHOD_FOR_ANYBODY, slug(name), about=name),
        Row(f"{service}/file", api(downloaded, whose), NO_SUCH_METHOD_FOR_ANYBODY, slug(name), about=name),
    ]


ROWS = [
    *_of("handbook", INSIDERS, opened=200, downloaded=200),
    *_of("shop", CUSTOMERS, opened=302, downloaded=404),
    Row("services/<slug:slug>/open/", gives(404), NO_SUCH_METHOD, slug("purchase"), about="asked for"),
]
