"""What happens around every HTTP request: who is asking, in which language, and what a refusal looks like."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from ventanilla.core.access.policies import is_agent, is_portal_admin
from ventanilla.core.access.queries import team_ids
from ventanilla.core.announcements.policies import may_announce
from ventanilla.core.directory.policies import keeps_people
from ventanilla.core.kit.errors import NotAllowed, NotFound, Refusal
from ventanilla.core.people.models import Person
from ventanilla.engines.search.policies import may_mend
from ventanilla.records.knowledge.policies import may_write_somewhere
from ventanilla.surfaces.designer.doors import designs
from ventanilla.surfaces.desk.doors import keeps_budgets
from ventanilla.surfaces.portal.badges import Badges
from ventanilla.surfaces.portal.people.interrupted import keep

Handler = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


def content_security_policy(handle: Handler) -> Handler:
    """Scripts and styles come from our own files only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


def person_preferences(handle: Handler) -> Handler:
    """The person's own language and time zone win over the browser's and the portal's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return handle(request)
        if person.language:
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
        with timezone.override(_zone(person.time_zone)):
            response = handle(request)
        response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    return middleware


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def sign_in_by_default(handle: Handler) -> Handler:
    """Every page needs a person, but for those that say `@open_to_all` (default deny)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return handle(request)

    def process_view(
        request: HttpRequest, view: Callable[..., HttpResponse], *rest: object
    ) -> HttpResponse | None:
        # The API identifies its callers itself, and denies by default too.
        match = request.resolver_match
        own_way = getattr(view, "open_to_all", False) or (match is not None and match.namespace == "api")
        if own_way or request.user.is_authenticated:
            return None
        return redirect_to_login(keep(request) if request.method == "POST" else request.get_full_path())

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def ways_back(handle: Handler) -> Handler:
    """An address that only takes forms, opened in a browser (after sign-in, by the language switch, from the
    history), leads to the page that the form stands on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        wants_page = request.method == "GET" and "text/html" in request.headers.get("Accept", "")
        if response.status_code != 405 or not wants_page:
            return response
        return redirect(_page_above(request.path))

    return middleware


def _page_above(path: str) -> str:
    while path != "/":
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    return "/"


def what_is_theirs(handle: Handler) -> Handler:
    """For the layouts: the counts in the navigation, and the rooms besides the portal that the person may enter.
    Both are worked out only when a page draws them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            person = request.user
            badges = Badges(person)
            request.badges = badges  # type: ignore[attr-defined]
            request.rooms = SimpleLazyObject(lambda: rooms_of(person, badges))  # type: ignore[attr-defined]
        return handle(request)

    return middleware


def rooms_of(person: Person, badges: Badges) -> frozenset[str]:
    """The surfaces besides the portal that this person may enter. For most people the badges tell it all."""
    has_desk_role = is_agent(person) or is_portal_admin(person)
    rooms = {
        "desk": is_agent(person) or bool(team_ids(person)) or "work" in badges.signs,
        "articles": may_write_somewhere(person),
        "budgets": "budgets" in badges.signs or (has_desk_role and keeps_budgets(person)),
        "searches": may_mend(person),
        "people": has_desk_role and keeps_people(person),
        "designer": designs(person),
        "announcing": may_announce(person),
        "administration": is_portal_admin(person),
    }
    return frozenset(name for name, open_ in rooms.items() if open_)


def refusals(handle: Handler) -> Handler:
    """What an action refuses and no page has caught becomes a page that says why and how to go on."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return handle(request)

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        template = {NotFound: "404.html", NotAllowed: "403.html"}.get(type(error), "refused.html")
        context = {"message": str(error), "fields": getattr(error, "fields", {})}
        return render(request, template, context, status=error.status)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
