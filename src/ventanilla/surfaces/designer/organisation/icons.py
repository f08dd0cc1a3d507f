"""The pictures that can be chosen, each by what it shows."""

from __future__ import annotations

from django.utils.translation import pgettext


def icons(kept: str = "") -> list[tuple[str, str]]:
    """By their word; the one that is `kept` is there even if it isn't one of ours."""
    known = _icons()
    found = sorted(known.items(), key=lambda pair: pair[1].casefold())
    return found if not kept or kept in known else [(kept, kept), *found]


def _icons() -> dict[str, str]:
    return {
        "academic-cap": pgettext("picture", "Graduation cap"),
        "banknotes": pgettext("picture", "Banknotes"),
        "book-open": pgettext("picture", "Book"),
        "briefcase": pgettext("picture", "Briefcase"),
        "building-office-2": pgettext("picture", "Building"),
        "calendar-days": pgettext("picture", "Calendar"),
        "chat-bubble-left-right": pgettext("picture", "Speech bubbles"),
        "computer-desktop": pgettext("picture", "Screen"),
        "cube": pgettext("picture", "Box"),
        "device-phone-mobile": pgettext("picture", "Mobile phone"),
        "document-text": pgettext("picture", "Document"),
        "globe-europe-africa": pgettext("picture", "Globe"),
        "heart": pgettext("picture", "Heart"),
        "home": pgettext("picture", "House"),
        "identification": pgettext("picture", "Badge"),
        "key": pgettext("picture", "Key"),
        "lifebuoy": pgettext("picture", "Lifebuoy"),
        "lock-closed": pgettext("picture", "Lock"),
        "map-pin": pgettext("picture", "Pin on a map"),
        "paper-airplane": pgettext("picture", "Paper plane"),
        "scale": pgettext("picture", "Scales"),
        "server-stack": pgettext("picture", "Servers"),
        "shield-check": pgettext("picture", "Shield"),
        "shopping-cart": pgettext("picture", "Shopping cart"),
        "sparkles": pgettext("picture", "Sparkles"),
        "squares-2x2": pgettext("picture", "Four squares"),
        "truck": pgettext("picture", "Lorry"),
        "user-group": pgettext("picture", "People"),
        "wifi": pgettext("picture", "Wi-Fi"),
        "wrench-screwdriver": pgettext("picture", "Tools"),
    }
