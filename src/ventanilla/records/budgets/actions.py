"""Changes to budgets, each with an entry on the cost centre's own stream.

The row of a budget is locked before anything is taken from it, so two requests never take the same money. When
it is about a ticket, the ticket's row was locked before. `actor=None` is the portal itself or the operator.
"""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, name_stream, new_stream, record
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Stream
from ventanilla.records.budgets import entries
from ventanilla.records.budgets.choices import ReservationState
from ventanilla.records.budgets.models import Budget, CostCentre, Reservation
from ventanilla.records.budgets.policies import may_keep
from ventanilla.records.budgets.queries import reservation_of, standing

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Taken:
    """What came of taking money: whether it was there, what is left now, and how much was missing."""

    done: bool
    amount: Money
    left: Money
    short: Money
    old: Money


@action
def add_centre(
    *,
    code: str,
    name: Localized,
    department: Department,
    keeper: Department,
    owner: Person,
    actor: Person | None,
) -> CostCentre:
    """Make a cost centre known. Raises NotAllowed, or Invalid when its code is taken or can't be one."""
    require(actor is None or may_keep(actor, keeper))
    if not CODE.fullmatch(code.strip()):
        said = _("Write a code of letters, digits, - and _, such as CC-200.")
        raise Invalid(said, {"code": [str(said)]})
    centre = CostCentre(code=code.strip(), name=name, department=department, keeper=keeper, owner=owner)
    try:
        centre.full_clean(exclude=["stream"])
    except ValidationError as error:
        raise Invalid(_("Some values can't be used."), error.message_dict) from error
    centre.stream = new_stream(SubjectKind.SETTINGS)
    centre.save(force_insert=True)
    name_stream(centre.stream, f"costcentre:{centre.pk}")
    added = entries.CentreAdded(code=centre.code, centre=name, owner=owner.name)
    record(centre.stream, added, actor=actor)
    return centre


@action
def change_owner(*, centre: CostCentre, owner: Person, actor: Person | None) -> None:
    """Let somebody else answer for it. Raises NotAllowed."""
    require(actor is None or may_keep(actor, centre.keeper_id))
    centre = (
        CostCentre.objects.select_for_update(of=("self",)).select_related("owner", "stream").get(pk=centre.pk)
    )
    changed = entries.OwnerChanged(old=centre.owner.name, new=owner.name)
    centre.owner = owner
    centre.save(update_fields=["owner"])
    record(centre.stream, changed, actor=actor)


@action
def set_amount(
    *, centre: CostCentre, year: int, amount: Money, actor: Person | None, reason: str = ""
) -> Budget:
    """Say what a cost centre has for a year. Raises NotAllowed, Invalid for amounts and years that can't be."""
    require(actor is None or may_keep(actor, centre.keeper_id))
    wrong: dict[str, list[str]] = {}
    if year not in YEARS:
        wrong["year"] = [str(_("Write a year such as 2027."))]
    if not amount.amount.is_finite() or not 0 <= amount.amount <= MOST:
        wrong["amount"] = [str(_("Write an amount of zero or more."))]
    if wrong:
        raise Invalid(_("Some values can't be used."), wrong)
    wanted = amount.amount.quantize(CENT)
    budget, created = Budget.objects.select_for_update().get_or_create(
        cost_centre=centre, year=year, currency=amount.currency, defaults={"amount": wanted}
    )
    old = None if created else _json(budget.amount, budget)
    if not created:
        budget.amount = wanted
        budget.save(update_fields=["amount"])
    told = entries.AmountSet(
        year=year, old=old, new=_json(wanted, budget), reason=reason.replace("\x00", "").strip()
    )
    record(centre.stream, told, actor=actor)
    return budget


@action
def reserve(
    *,
    centre: CostCentre,
    amount: Money,
    stream: Stream,
    part: str,
    reference: str,
    title: Localized | None = None,
    beyond: bool = False,
) -> Taken:
    """Set `amount` of this year's budget aside for a part of what `stream` tells of, if that much is left.

    Doing it again changes the amount; after it was released it is taken anew; from another cost centre, what the
    first one held is free again. With `beyond` it is taken in any case. Raises Invalid for an amount below zero.
    """
    own = _held_by(centre, stream, part)
    budget = _this_year(centre, amount.currency)
    wanted = _checked(amount)
    taken = _weigh(budget, wanted, own, beyond)
    if not taken.done:
        return taken
    now = clock.now()
    values = {"amount": wanted, "state": ReservationState.RESERVED, "changed_at": now, "budget": budget}
    Reservation.objects.update_or_create(
        stream=stream,
        part=part,
        defaults=values,
        create_defaults={**values, "reference": reference, "title": title or {}, "created_at": now},
    )
    if own:
        _tell_adjusted(budget, reference, own, taken)
    else:
        _tell_reserved(centre, reference, taken)
    return taken


def _held_by(centre: CostCentre, stream: Stream, part: str) -> Decimal:
    """What `centre` has set aside for this already; what another one has is free again."""
    held = _held(stream, part)
    if held is not None and held.budget.cost_centre_id != centre.pk:
        _let_go(held)
        return Decimal(0)
    return held.amount if held and held.state == ReservationState.RESERVED else Decimal(0)


def _tell_reserved(centre: CostCentre, reference: str, taken: Taken) -> None:
    told = entries.Reserved(
        reference=reference,
        amount=taken.amount.to_json(),
        left=taken.left.to_json(),
        beyond=taken.left.amount < 0,
    )
    record(centre.stream, told, actor=None)


@action
def settle(*, stream: Stream, part: str, amount: Money, beyond: bool = False) -> Taken:
    """Make what is set aside the real amount: the rest is free again, or more is taken if it is left.

    What is spent already, as in the aftercare of a request, can be put right as well. Raises Conflict when
    nothing is set aside (any more), or in another currency.
    """
    held = _held(stream, part)
    if held is None or held.state == ReservationState.RELEASED or held.budget.currency != amount.currency:
        raise Conflict(_("Nothing is set aside for this."))
    wanted = _checked(amount)
    old = held.amount
    taken = _weigh(held.budget, wanted, old, beyond)
    if taken.done and wanted != old:
        held.amount, held.changed_at = wanted, clock.now()
        held.save(update_fields=["amount", "changed_at"])
        _tell_adjusted(held.budget, held.reference, old, taken)
    return taken


@action
def release(*, stream: Stream) -> None:
    """What was set aside for this is free again; what is spent stays spent."""
    for held in _all_held(stream, ReservationState.RESERVED):
        _let_go(held)


@action
def spend(*, stream: Stream) -> None:
    """What was set aside for this is spent."""
    for held in _all_held(stream, ReservationState.RESERVED):
        _move(held, ReservationState.SPENT)
        record(held.budget.cost_centre.stream, _moved(entries.Spent, held), actor=None)


@action
def take_back(*, stream: Stream) -> None:
    """It goes on after all: what was spent on it is only set aside again."""
    for held in _all_held(stream, ReservationState.SPENT):
        _move(held, ReservationState.RESERVED)
        record(held.budget.cost_centre.stream, _moved(entries.Reserved, held), actor=None)


def _this_year(centre: CostCentre, currency: str) -> Budget:
    """This year's budget, locked; one of nothing when none was set."""
    year = clock.today(zoneinfo.ZoneInfo(settings.TIME_ZONE)).year
    rows = Budget.objects.select_for_update(of=("self",)).select_related("cost_centre__stream")
    found = rows.filter(cost_centre=centre, year=year, currency=currency).first()
    if found is None:
        Budget.objects.get_or_create(
            cost_centre=centre, year=year, currency=currency, defaults={"amount": Decimal(0)}
        )
        found = rows.get(cost_centre=centre, year=year, currency=currency)
    return found


def _held(stream: Stream, part: str) -> Reservation | None:
    """The reservation with its budget locked."""
    found = reservation_of(stream.pk, part)
    if found is not None:
        Budget.objects.select_for_update().get(pk=found.budget_id)
        found.refresh_from_db(fields=["amount", "state"])
    return found


def _all_held(stream: Stream, state: ReservationState) -> list[Reservation]:
    rows = Reservation.objects.filter(stream=stream, state=state)
    list(Budget.objects.select_for_update().filter(reservations__in=rows).order_by("pk"))
    return list(rows.select_related("budget__cost_centre__stream").order_by("pk"))


def _checked(amount: Money) -> Decimal:
    if not amount.amount.is_finite() or not 0 <= amount.amount <= MOST:
        raise Invalid(_("Write an amount of zero or more."))
    return amount.amount.quantize(CENT)


def _weigh(budget: Budget, wanted: Decimal, own: Decimal, beyond: bool) -> Taken:
    """Whether the budget, under its lock, has `wanted` beside what is taken already (`own` of it for this)."""
    before = standing(budget).left + own
    enough = wanted <= before
    done = enough or beyond
    left = before - wanted if done else before - own
    short = Decimal(0) if enough else wanted - before
    return Taken(done, *(Money(value, budget.currency) for value in (wanted, left, short, own)))


def _let_go(held: Reservation) -> None:
    if held.state != ReservationState.RESERVED:
        return
    _move(held, ReservationState.RELEASED)
    record(held.budget.cost_centre.stream, _moved(entries.Released, held), actor=None)


def _move(held: Reservation, state: ReservationState) -> None:
    held.state, held.changed_at = state, clock.now()
    held.save(update_fields=["state", "changed_at"])


def _moved(kind: type[entries.Moved], held: Reservation) -> entries.Moved:
    left = standing(held.budget).left
    return kind(
        reference=held.reference, amount=_json(held.amount, held.budget), left=_json(left, held.budget)
    )


def _tell_adjusted(budget: Budget, reference: str, old: Decimal, taken: Taken) -> None:
    if old == taken.amount.amount:
        return
    told = entries.Adjusted(
        reference=reference, amount=taken.amount.to_json(), old=_json(old, budget), left=taken.left.to_json()
    )
    record(budget.cost_centre.stream, told, actor=None)


def _json(amount: Decimal, budget: Budget) -> dict[str, str]:
    return Money(amount, budget.currency).to_json()
