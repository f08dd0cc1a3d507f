"""The budgets that an agent's department keeps: what each cost centre has, and what was taken from it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ventanilla.core.access.identity import person_of
from ventanilla.core.branding.queries import brand
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.budgets import actions, queries
from ventanilla.records.budgets.choices import ReservationState
from ventanilla.records.budgets.models import CostCentre, Reservation
from ventanilla.records.budgets.policies import may_keep
from ventanilla.records.budgets.queries import Standing
from ventanilla.records.intake.typed_numbers import read_number
from ventanilla.records.tickets.queries import numbers_seen
from ventanilla.surfaces.desk.doors import for_keepers
from ventanilla.surfaces.ui.format import moment, money, short_day

Row = dict[str, Any]
TONES = {
    ReservationState.RESERVED: "info",
    ReservationState.SPENT: "neutral",
    ReservationState.RELEASED: "neutral",
}
LOW = Decimal("0.1")  # what is left, of the whole, below which it is marked


@require_safe
@for_keepers
def overview(request: HttpRequest) -> HttpResponse:
    """Every cost centre of a year: what it has, what is set aside, spent and left."""
    person = person_of(request)
    this_year = clock.today(timezone.get_current_timezone()).year
    years = sorted({this_year, *queries.years(person)}, reverse=True)
    year = _year(request.GET.get("year"), years, this_year)
    here = reverse("desk:budgets")
    shown = {
        "year": year,
        "years": [
            {"label": str(one), "url": f"{here}?{urlencode({'year': one})}", "current": one == year}
            for one in years
        ],
        "rows": [_line(standing) for standing in queries.budgets_of_year(person, year)],
        "without": [_centre(centre) for centre in queries.without_budget(person, year)],
    }
    return render(request, "desk/budgets/overview.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_keepers
def centre(request: HttpRequest, code: str) -> HttpResponse:
    """One cost centre: its years, what was taken from it, its history; the amount of a year is set here."""
    person = person_of(request)
    found = queries.centre_for(person, code)
    typed, errors = {}, {}
    if request.method == "POST":
        typed = {
            name: request.POST.get(name, "").replace("\x00", "") for name in ("year", "amount", "reason")
        }
        try:
            _set(person, found, typed)
        except Invalid as refusal:
            errors = {name: texts[0] for name, texts in refusal.fields.items()}
        else:
            messages.success(request, _("The budget is set."))
            return redirect("desk:budget", code=found.code)
    shown = _page(request, person, found) | {"typed": typed, "errors": errors}
    return render(request, "desk/budgets/centre.html", shown, status=422 if errors else 200)


def _year(raw: str | None, years: list[int], this_year: int) -> int:
    wanted = int(raw) if raw and raw.isdecimal() and len(raw) == 4 else this_year
    return wanted if wanted in years else this_year


def _set(person: Person, found: CostCentre, typed: dict[str, str]) -> None:
    try:
        amount = read_number(typed["amount"], "€", "EUR")
    except InvalidOperation:
        amount = None
    if amount is None:
        said = _("Write an amount in figures.")
        raise Invalid(said, {"amount": [said]})
    year = int(typed["year"]) if typed["year"].isdecimal() and len(typed["year"]) == 4 else 0
    actions.set_amount(
        centre=found, year=year, amount=Money(amount, "EUR"), actor=person, reason=typed["reason"][:500]
    )


def _page(request: HttpRequest, person: Person, found: CostCentre) -> Row:
    taken = queries.reservations_of(found, after=request.GET.get("after"))
    seen = numbers_seen(person, [row.reference for row in taken.items])
    standings = queries.budgets_of(found)
    return {
        **_centre(found),
        "years": [_line(standing) for standing in standings],
        "taken": [_taken(row, seen) for row in taken.items],
        "more": "?" + urlencode({"after": taken.next}) if taken.next else "",
        "history": [_entry(entry) for entry in queries.history_of(found)],
        "may_set": may_keep(person, found.keeper_id),
        "this_year": clock.today(timezone.get_current_timezone()).year,
    }


def _centre(found: CostCentre) -> Row:
    return {
        "code": found.code,
        "name": pick(found.name),
        "owner": found.owner.name,
        "department": pick(found.department.name),
        "url": reverse("desk:budget", args=[found.code]),
    }


def _line(standing: Standing) -> Row:
    budget, left = standing.budget, standing.left
    whole = max(budget.amount, standing.reserved + standing.spent)
    return {
        **_centre(budget.cost_centre),
        "year": budget.year,
        "amount": _money(budget.amount, budget.currency),
        "reserved": _money(standing.reserved, budget.currency),
        "spent": _money(standing.spent, budget.currency),
        "left": _money(left, budget.currency),
        "state": "over" if left < 0 else "low" if left < budget.amount * LOW else "",
        "bar": _bar(standing, whole),
    }


def _bar(standing: Standing, whole: Decimal) -> Row:
    """Parts of a hundred: spent, then set aside."""
    spent = int(standing.spent * 100 / whole) if whole else 0
    reserved = int(standing.reserved * 100 / whole) if whole else 0
    return {"spent": spent, "reserved": reserved, "from": spent}


def _taken(row: Reservation, seen: set[str]) -> Row:
    return {
        "number": row.reference,
        "url": reverse("desk:ticket", args=[row.reference]) if row.reference in seen else "",
        "title": pick(row.title) or _("Confidential"),
        "amount": _money(row.amount, row.budget.currency),
        "state": row.get_state_display(),
        "tone": TONES[ReservationState(row.state)],
        "when": short_day(row.changed_at),
        "free": row.state == ReservationState.RELEASED,
    }


def _entry(entry: Entry) -> Row:
    what = entry.what
    return {
        "text": what.say(entry.actor.name if entry.actor else brand().name),
        "detail": what.detail(),
        "when": moment(entry.at),
        "icon": what.icon,
    }


def _money(amount: Decimal, currency: str) -> str:
    return money(Money(amount, currency).to_json())
