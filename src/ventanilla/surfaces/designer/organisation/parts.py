"""What rows have besides their fields: the people of a team, the closing days of a calendar."""

from __future__ import annotations

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.directory import calendars, teams
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.surfaces.designer.doors import for_administrators
from ventanilla.surfaces.designer.organisation.kinds import REGISTERS
from ventanilla.surfaces.designer.organisation.kinds.teams import members_shown
from ventanilla.surfaces.designer.organisation.typed import days_typed
from ventanilla.surfaces.designer.organisation.views import page, row_url

LONGEST_LIST = 20_000
APART = re.compile(r"[\s,;]+")


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in a team, for administrators of the portal and its lead; (POST) more of them, or one less."""
    viewer, team = person_of(request), REGISTERS["teams"].found(pk)
    require(teams.may_keep_members(viewer, team))
    shown = {"found": team, "title": pick(team.name), "administers": is_portal_admin(viewer)}
    shown |= members_shown(team, request.GET.get("after"))
    if request.method != "POST":
        return render(request, "designer/organisation/team.html", shown)
    try:
        said = _moved(request, viewer, team)
    except Invalid as refusal:
        typed = request.POST.get("members", "")[:LONGEST_LIST]
        shown |= {"typed": typed, "error": str(refusal), "works": "works" in request.POST}
        return render(request, "designer/organisation/team.html", shown, status=422)
    messages.success(request, said)
    if request.POST.get("from") == "row" and shown["administers"]:
        return redirect(f"{row_url(REGISTERS['teams'], pk)}#members")
    return redirect("designer:team_members", pk=pk)


def _moved(request: HttpRequest, viewer: Person, team: Team) -> str:
    gone = request.POST.get("leave", "")
    if gone:
        person = team.members.filter(pk=int(gone)).first() if gone.isdecimal() and len(gone) < 19 else None
        if person is None:
            raise NotFound(_("There is nobody here."))
        teams.remove_member(actor=viewer, team=team, person=person)
        return _("%(name)s is no longer in %(team)s.") % {"name": person.name, "team": pick(team.name)}
    addresses = APART.split(request.POST.get("members", "").replace("\x00", "")[:LONGEST_LIST])
    works = "works" in request.POST and is_portal_admin(viewer)
    count = teams.add_members(actor=viewer, team=team, addresses=addresses, works=works)
    words = ngettext("%(count)s person more is in the team.", "%(count)s people more are in the team.", count)
    return words % {"count": count}


@require_POST
@for_administrators
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Closing days more, pasted as lines, or one less."""
    kind = REGISTERS["calendars"]
    found, viewer = kind.found(pk), person_of(request)
    here = f"{row_url(kind, pk)}#days"
    if gone := request.POST.get("open", ""):
        calendars.change_closing_days(actor=viewer, calendar=found, opened=[_day(gone)])
        _told(request, _("That day is a working day again."), kind.saved(found))
        return redirect(here)
    typed, years = request.POST.get("days", "")[:LONGEST_LIST], request.POST.get("years", "1")
    try:
        wanted = days_typed(typed, int(years) if years in ("1", "2", "3", "5", "10") else 1)
        closed, _opened = calendars.change_closing_days(actor=viewer, calendar=found, closed=wanted)
    except Invalid as refusal:
        return page(request, kind, found, status=422, typed=typed, days_error=str(refusal), years_typed=years)
    words = ngettext("%(count)s day is added.", "%(count)s days are added.", closed) % {"count": closed}
    _told(request, words, kind.saved(found))
    return redirect(here)


def _told(request: HttpRequest, *words: str) -> None:
    messages.success(request, " ".join(filter(None, words)))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound(_("There is no such day.")) from error


@require_POST
@for_administrators
def default(request: HttpRequest, pk: int) -> HttpResponse:
    """This one holds for everybody who has no other."""
    kind = REGISTERS["calendars"]
    found = kind.found(pk)
    try:
        calendars.make_default(actor=person_of(request), calendar=found)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("“%(name)s” holds for everybody who has no other.") % {"name": kind.title_of(found)}
        _told(request, words, kind.saved(found))
    return redirect(row_url(kind, pk))
