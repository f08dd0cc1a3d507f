"""Who is told what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.kit import clock, jobs
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.sealing import Reseal, holds_sealed, seal
from ventanilla.core.people.models import Person, Team
from ventanilla.core.timeline.actions import action
from ventanilla.engines.telling.actions.lock import locked, note
from ventanilla.engines.telling.choices import Because, DeliveryState, EventName, Mode
from ventanilla.engines.telling.entries import (
    ModeSet,
    SubscriptionAdded,
    SubscriptionChanged,
    SubscriptionRemoved,
)
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.engines.telling.patience import TRIED_FOR
from ventanilla.engines.telling.places import checked_address
from ventanilla.engines.telling.policies import may_subscribe
from ventanilla.engines.telling.signing import new_secret
from ventanilla.records.catalog.models import Service

KEPT_FOR = timedelta(days=30)
HELD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Wanted:
    """What a subscription is to be. `services`, `teams`: None for all of them (of services, those that aren't
    confidential)."""

    name: str
    address: str
    events: Sequence[str]
    owner: Person | None
    services: Sequence[Service] | None = None
    teams: Sequence[Team] | None = None
    with_answers: bool = False
    language: str = settings.LANGUAGE_CODE


def save_subscription(
    *, actor: Person | None, wanted: Wanted, subscription: Subscription | None = None
) -> Subscription:
    """Add a subscription, which begins at once, or change one. Raises NotAllowed, Invalid with fields.

    Not one transaction: the name of the address is looked up first, which may take a while.
    """
    require(may_subscribe(actor))
    faults = _faults(wanted)
    address = wanted.address
    try:
        address = checked_address(wanted.address)
    except Invalid as refusal:
        faults |= {"address": str(refusal)}
    if faults:
        _refuse(faults)
    return _save(actor, wanted, address, subscription)


def _faults(wanted: Wanted) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not wanted.name.strip():
        faults["name"] = _("Give it a name.")
    elif len(wanted.name.strip()) > 120 or not wanted.name.isprintable():
        faults["name"] = _("Write a shorter name, on one line.")
    if not wanted.events or set(wanted.events) - set(EventName.values):
        faults["events"] = _("Choose what it is told.")
    if wanted.services is not None and not wanted.services:
        faults["services"] = _("Choose at least one service.")
    if wanted.teams is not None and not wanted.teams:
        faults["teams"] = _("Choose at least one team.")
    if wanted.language not in dict(settings.LANGUAGES):
        faults["language"] = _("Choose a language.")
    if wanted.owner is None or not wanted.owner.is_active or not is_portal_admin(wanted.owner):
        faults["owner"] = _("Write the address of somebody who administers the portal.")
    return faults


def _refuse(faults: dict[str, str]) -> None:
    raise Invalid(_("Some settings need another look."), {name: [said] for name, said in faults.items()})


@action
def _save(
    actor: Person | None, wanted: Wanted, address: str, subscription: Subscription | None
) -> Subscription:
    row = locked(subscription) if subscription else Subscription(secret=seal(new_secret()))
    before = _seen(row) if subscription else {}
    name = wanted.name.strip()
    if Subscription.objects.filter(name=name).exclude(pk=row.pk).exists():
        _refuse({"name": _("There is one with this name already.")})
    assert wanted.owner is not None
    row.name, row.address, row.owner, row.language = name, address, wanted.owner, wanted.language
    row.events = [name for name in EventName.values if name in wanted.events]
    row.all_services, row.all_teams = wanted.services is None, wanted.teams is None
    row.with_answers, row.changed_at = wanted.with_answers, clock.now()
    row.save()
    row.services.set(wanted.services or [])
    row.teams.set(wanted.teams or [])
    _tell(row, actor, before)
    return row


def _seen(row: Subscription) -> dict[str, object]:
    """All that isn't secret, as the timeline tells it."""
    return {
        "name": row.name,
        "address": row.address,
        "events": ", ".join(row.events),
        "services": "*" if row.all_services else ", ".join(sorted(each.slug for each in row.services.all())),
        "teams": "*" if row.all_teams else ", ".join(sorted(each.slug for each in row.teams.all())),
        "with_answers": row.with_answers,
        "language": row.language,
        "owner": row.owner.email,
    }


def _tell(row: Subscription, actor: Person | None, before: dict[str, object]) -> None:
    after = _seen(row)
    if not before:
        note(row, SubscriptionAdded(title=row.name, settings=after), actor)
        return
    changes = {name: (before[name], value) for name, value in after.items() if before[name] != value}
    if changes:
        note(row, SubscriptionChanged(title=row.name, changes=changes), actor)


@action
def set_mode(*, actor: Person | None, subscription: Subscription, mode: Mode) -> Subscription:
    """Switch it on, pause it or switch it off. Switched on, what waited goes out now, and has a day again; switched
    off, it is told none of that. Raises NotAllowed, NotFound."""
    require(may_subscribe(actor))
    row = locked(subscription)
    if row.mode == mode:
        return row
    row.mode = mode
    row.paused_because = Because.PERSON if mode == Mode.PAUSED else ""
    row.failures, row.failing_since, row.rest_until, row.told_at = 0, None, None, None
    row.save()
    waiting = Delivery.objects.filter(subscription=row, state=DeliveryState.WAITING)
    if mode == Mode.ON:
        now = clock.now()
        waiting.update(next_at=now, until_at=now + TRIED_FOR)
        jobs.enqueue("telling.send", subscription=row.pk)
    elif mode == Mode.OFF:
        said = "it was switched off before this could be told"
        waiting.update(state=DeliveryState.GIVEN_UP, next_at=None, problem=said)
    note(row, ModeSet(title=row.name, mode=mode), actor)
    return row


@action
def remove(*, actor: Person | None, subscription: Subscription) -> None:
    """Take it away with all that was told to it; its history is kept. Raises NotAllowed, NotFound."""
    require(may_subscribe(actor))
    row = locked(subscription, to_remove=True)
    note(row, SubscriptionRemoved(title=row.name), actor)
    row.delete()


@action
def forget_old() -> int:
    """Forget what was told long ago, and give up what has waited for a week; returns how many were forgotten."""
    now = clock.now()
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, created_at__lt=now - HELD_FOR)
    waiting.exclude(subscription__mode=Mode.ON).update(
        state=DeliveryState.GIVEN_UP, next_at=None, problem="it was paused for a week"
    )
    over = Delivery.objects.filter(created_at__lt=now - KEPT_FOR).exclude(state=DeliveryState.WAITING)
    return over.delete()[0]


@action
def _reseal(reseal: Reseal) -> int:
    rows = list(Subscription.objects.select_for_update(no_key=True))
    for row in rows:
        row.secret = reseal(row.secret)
        row.former = reseal(row.former) if row.former else ""
        row.save(update_fields=["secret", "former"])
    return sum(1 + bool(row.former) for row in rows)


holds_sealed("subscriptions", _reseal)
