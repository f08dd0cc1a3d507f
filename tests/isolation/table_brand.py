"""The brand: its pages are for administrators of the portal; its stylesheet, pictures and manifest for all."""

from __future__ import annotations

from tests.isolation.rows import (
    ADMINISTRATOR,
    ALL_OPEN,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Row,
    gives,
)

LOOK = {"accent": "#1d5c3f", "header": "paper", "base": "0"}
NOWHERE_YET = gives(404, anonymous=404)
BEHIND = gives(405, {"admin"}, others=403)


def brand() -> list[Row]:
    """Every address of the brand."""
    return [
        Row("designer/brand/", ADMINISTRATOR, gives(302, {"admin"}, others=403), data=LOOK),
        Row("designer/brand/check/", BEHIND, ADMINISTRATOR, data=LOOK),
        Row("designer/brand/history/", ADMINISTRATOR, BEHIND),
        Row(
            "designer/brand/history/<int:version>/",
            BEHIND,
            gives(302, {"admin"}, others=403),
            lambda _w: {"version": 0},
        ),
        Row("brand/<int:version>/brand.css", ALL_OPEN, NO_SUCH_METHOD_FOR_ANYBODY, lambda _w: {"version": 0}),
        Row(
            "brand/images/<slug:digest>.<slug:extension>",
            NOWHERE_YET,
            NO_SUCH_METHOD_FOR_ANYBODY,
            lambda _w: {"digest": "0" * 64, "extension": "png"},
        ),
        Row("brand/manifest.webmanifest", ALL_OPEN, NO_SUCH_METHOD_FOR_ANYBODY),
    ]


ROWS = brand()
