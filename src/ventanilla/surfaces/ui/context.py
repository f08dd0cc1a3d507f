"""What every layout needs: names, navigation, counts, theme and languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ventanilla.core.branding.queries import brand
from ventanilla.surfaces.ui.announced import announced
from ventanilla.surfaces.ui.outages import notice_lines

MOST_BANNERS = 2
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Item:
    """A place in the navigation.

    `also`: url names that count as being there; `room`: shown only to who may enter that surface.
    """

    name: str
    label: Any
    icon: str
    badge: str = ""
    also: tuple[str, ...] = ()
    room: str = ""


PORTAL = (
    Item("portal:home", _("Home"), "home"),
    Item(
        "portal:catalogue",
        _("Catalogue"),
        "squares-2x2",
        also=("portal:category", "portal:service", "portal:ask", "portal:form"),
    ),
    Item("portal:articles", _("Articles"), "book-open", also=("portal:article",)),
    Item("portal:status", _("Status"), "signal", also=("portal:outage",)),
    Item(
        "portal:requests",
        _("My requests"),
        "ticket",
        also=("portal:request", "portal:confirmation"),
    ),
    Item(
        "portal:approvals",
        _("Approvals"),
        "check-badge",
        badge="approvals",
        also=("portal:approval", "portal:approval_history"),
    ),
    Item("desk:home", _("Desk"), "inbox", badge="tasks", room="desk"),
    Item("designer:home", _("Design"), "pencil-square", room="designer"),
)
DESK = (
    Item("desk:home", _("My work"), "inbox", badge="tasks", also=("desk:task",), room="desk"),
    Item("desk:queue", _("Queue"), "queue-list", also=("desk:ticket",), room="desk"),
    Item("desk:outages", _("Outages"), "signal", also=("desk:outage",), room="desk"),
    Item(
        "desk:articles",
        _("Articles"),
        "book-open",
        also=("desk:article", "desk:article_new", "desk:article_history", "desk:article_revision"),
        room="articles",
    ),
    Item("desk:stock", _("Stock"), "archive-box", also=("desk:shelf",), room="desk"),
    Item("desk:accesses", _("Accesses"), "key", room="desk"),
    Item("desk:budgets", _("Budgets"), "banknotes", also=("desk:budget",), room="budgets"),
    Item("designer:searches", _("Searches"), "magnifying-glass", room="searches"),
    Item("designer:people", _("People"), "users", room="people"),
    Item("designer:home", _("Design"), "pencil-square", room="designer"),
    Item("portal:home", _("Portal"), "arrow-uturn-left"),
)
OF_A_SERVICE = (
    "designer:service",
    *(
        f"designer:service_{page}"
        for page in ("figures", "form", "way", "audience", "check", "versions", "version", "replay", "moving")
    ),
)
DESIGNER = (
    Item("designer:home", _("Services"), "rectangle-stack", also=OF_A_SERVICE, room="designer"),
    Item("designer:figures", _("Figures"), "chart-bar", room="designer"),
    Item("designer:searches", _("Searches"), "magnifying-glass", also=("designer:gap",), room="searches"),
    Item(
        "designer:synonyms",
        _("Synonyms"),
        "arrows-right-left",
        also=("designer:synonym",),
        room="searches",
    ),
    Item(
        "designer:announcements",
        _("Announcements"),
        "megaphone",
        also=("designer:announcement", "designer:announcement_new"),
        room="announcing",
    ),
    Item("designer:components", _("Status parts"), "signal", also=("designer:component",), room="designer"),
    Item(
        "designer:people",
        _("People"),
        "users",
        also=(
            "designer:person",
            "designer:person_new",
            "designer:attributes",
            "designer:attribute",
            "designer:attribute_new",
        ),
        room="people",
    ),
    Item(
        "designer:organisation",
        _("Organisation"),
        "building-office-2",
        also=("designer:register", "designer:register_new", "designer:register_row", "designer:team_members"),
        room="administration",
    ),
    Item("designer:brand", _("Brand"), "swatch", also=("designer:brand_history",), room="administration"),
    Item(
        "designer:connections",
        _("Connections"),
        "link",
        also=("designer:connection", "designer:connection_new"),
        room="administration",
    ),
    Item(
        "designer:subscriptions",
        _("Tell other systems"),
        "share",
        also=(
            "designer:subscription",
            "designer:subscription_new",
            "designer:subscription_secret",
            "designer:subscription_deliveries",
        ),
        room="administration",
    ),
    Item("designer:mailroom", _("Mail in"), "inbox-arrow-down", room="administration"),
    Item("designer:outbox", _("Outbox"), "envelope", also=("designer:message",), room="administration"),
    Item("designer:jobs", _("Failed jobs"), "wrench", room="administration"),
    Item("desk:home", _("Desk"), "inbox", room="desk"),
    Item("portal:home", _("Portal"), "arrow-uturn-left"),
)


def layout(request: HttpRequest) -> dict[str, Any]:
    """Context processor.

    A middleware may set `request.badges` (counts by name) and `request.rooms` (the surfaces besides the
    portal that the person may enter: "desk", "articles", "budgets", "searches", "people", "designer",
    "administration").
    """
    look = brand()
    rooms = SimpleLazyObject(lambda: frozenset(getattr(request, "rooms", ())))
    return {
        "brand": look,
        "portal_name": look.name,
        "brand_stylesheet": look.stylesheet_url,
        "theme": request.COOKIES.get("theme") if request.COOKIES.get("theme") in THEMES else "",
        "languages": [
            {"code": code, "name": name, "current": code == (get_language() or "")[:2]}
            for code, name in (("es", "Español"), ("en", "English"))
            if code in dict(settings.LANGUAGES)
        ],
        "language_url": address("set_language"),
        "badges": getattr(request, "badges", {}),
        "rooms": rooms,
        "nav": lazily(lambda: navigation(request, PORTAL, rooms)),
        "desk_nav": lazily(lambda: navigation(request, side_of(request), rooms)),
        "places": lazily(lambda: places(request)),
        "banner": lazily(lambda: [one for one in announced(request) if one.pinned][:MOST_BANNERS]),
        "person_name": lazily(lambda: name_of(request)),
        "status_notices": lazily(lambda: notices_of(request)),
    }


def lazily(make: Callable[[], Any]) -> Any:
    """Only pages that draw the navigation pay for it."""
    return SimpleLazyObject(make)


def address(name: str) -> str:
    """The path of a url name, "" when this installation has no such page."""
    return _address(name, get_script_prefix(), settings.ROOT_URLCONF)


@lru_cache
def _address(name: str, _prefix: str, _urls: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def name_of(request: HttpRequest) -> str:
    """The signed-in person's name, or ""."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return ""
    return getattr(person, "name", "") or person.get_full_name() or str(person)


def notices_of(request: HttpRequest) -> list[dict[str, str | bool]]:
    """What is out and concerns whoever is signed in, for the line above the portal's pages."""
    person = getattr(request, "user", None)
    return notice_lines(person) if person is not None and person.is_authenticated else []


def navigation(request: HttpRequest, items: tuple[Item, ...], rooms: Any) -> list[dict[str, Any]]:
    """The items that exist here and that the person may use, with the current one marked."""
    if not name_of(request):
        return []
    badges: Mapping[str, int] = getattr(request, "badges", {})
    here = request.resolver_match.view_name if request.resolver_match else ""
    shown = []
    for item in items:
        url = address(item.name)
        if not url or (item.room and item.room not in rooms):
            continue
        shown.append(
            {
                "url": url,
                "label": item.label,
                "icon": item.icon,
                "current": here == item.name or here in item.also,
                "count": badges.get(item.badge, 0) if item.badge else 0,
            }
        )
    return shown


def side_of(request: HttpRequest) -> tuple[Item, ...]:
    """The places beside the page that is drawn: the designer's own there, the desk's otherwise."""
    match = request.resolver_match
    return DESIGNER if match is not None and match.namespace == "designer" else DESK


def places(request: HttpRequest) -> dict[str, str]:
    """Single addresses that the layouts link to."""
    names = ("home", "notifications", "profile", "things")
    found = {name: address(f"portal:{name}") for name in names}
    found |= {name: address(f"people:{name}") for name in ("sign_in", "sign_out")}
    found |= {"desk": address("desk:home"), "designer": address("designer:home")}
    found["home"] = found["home"] or "/"
    return found
