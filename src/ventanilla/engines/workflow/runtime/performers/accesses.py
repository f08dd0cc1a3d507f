"""Giving access, waiting for its end, and taking it away."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from ventanilla.core.blueprint.blocks import Grant as GrantBlock
from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.rules import RuleFault, as_json, compute
from ventanilla.core.timeline.actions import attempt
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Awaited
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.grants.actions import Terms, end, give, move_end
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.queries import active_grant
from ventanilla.records.tickets.facts import surroundings, zone_of

LONGEST_ACCESS = 200
YEAR_DAYS = 365 * 20


def give_access(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """The person has it from now on; who has it already has it longer."""
    block = effect.block
    holder = scene.somebody(effect.values["holder"])
    if holder is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.values["holder"]))]
    until = _until(effect, scene)
    if until is not None and until <= clock.now():
        return [machine.Failed(effect.key, "access_past", "")]
    terms = Terms(until, _before(until, block.remind_before, scene), _days(block.review_every))
    access = str(effect.values["access"])[:LONGEST_ACCESS]
    grant, extended = give(
        ticket=scene.ticket, holder=holder, access=access, label=scene.write(block.label), terms=terms
    )
    outputs = {
        "grant": str(grant.pk),
        "access": grant.access,
        "until": grant.until.isoformat().replace("+00:00", "Z") if grant.until else None,
        "extended": extended,
    }
    return [machine.Finished(effect.key, "granted", outputs)]


def _until(effect: machine.Work, scene: Scene) -> datetime | None:
    return end_of(effect.block, effect.values["until"], scene)


def end_of(block: Any, given: object, scene: Scene) -> datetime | None:
    """When an access that the block gives now ends; `given` is what its `until` says. None: without end."""
    if block.length is not None:
        return working_hours(scene.ticket.department.calendar).due(
            clock.now(), block.length.amount, block.length.unit
        )
    if not given:
        return None
    if len(str(given)) > len("2026-01-01"):
        return datetime.fromisoformat(str(given))
    last = date.fromisoformat(str(given))  # the day itself is still theirs
    return datetime.combine(last, time(23, 59), zone_of(scene.ticket.department))


def move_ends(scene: Scene) -> None:
    """The answers have changed: the accesses that this run gave until a day of theirs end when they say now."""
    for step in scene.state.values():
        node = scene.program.nodes.get(step.key.block)
        block = node.block if node else None
        number = str(step.outputs.get("grant", ""))
        if not isinstance(block, GrantBlock) or block.until is None or not number.isdecimal():
            continue
        scene.here = step.key
        grant, until = Grant.objects.filter(pk=int(number)).first(), _now_until(block, scene)
        if grant is not None and until is not None:
            before = _before(until, block.remind_before, scene)
            move_end(grant=grant, ticket=scene.ticket, terms=Terms(until, before, _days(block.review_every)))


def _now_until(block: GrantBlock, scene: Scene) -> datetime | None:
    """The end that the block would give now; none when its day can't be worked out any more."""
    facts = {**scene.facts, **scene.outputs}
    try:
        given = as_json(compute(block.until, facts, surroundings(scene.ticket.department)))
        until = end_of(block, given, scene)
    except (RuleFault, ValueError):
        return None
    return max(until, clock.now()) if until else None


def _before(until: datetime | None, length: Duration | None, scene: Scene) -> timedelta | None:
    """How long before the end to tell of it, working time included: measured from now, which is near enough."""
    if until is None or length is None:
        return None
    now = clock.now()
    return working_hours(scene.ticket.department.calendar).due(now, length.amount, length.unit) - now


def _days(length: Duration | None) -> int | None:
    if length is None:
        return None
    per_day = {
        "days": 1.0,
        "months": 365 / 12,
        "business_days": 7 / 5,
        "hours": 1 / 24,
        "business_hours": 1 / 8,
        "minutes": 1 / 1440,
    }
    return min(max(1, round(length.amount * per_day.get(length.unit, 1.0))), YEAR_DAYS)


def await_end(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """Wait until the access that this request gave has ended. What it only extended is taken back by the request that
    gave it."""
    given = scene.state.latest(effect.block.of, effect.key.iteration) or scene.state.latest(effect.block.of)
    number = str(given.outputs.get("grant", "")) if given else ""
    grant = Grant.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if grant is None:
        return [machine.Failed(effect.key, "no_access", "")]
    if grant.ticket_id != scene.ticket.pk:
        return [machine.Finished(effect.key, "elsewhere")]
    if grant.ended_at is not None:
        return [machine.Finished(effect.key, "ended", {"reason": grant.end_reason})]
    Awaited.objects.update_or_create(step=scene.step(effect.key), defaults={"subject": f"grant:{grant.pk}"})
    return []


def take_away(effect: machine.Work, scene: Scene) -> list[machine.Event]:
    """End the person's access now."""
    named = str(effect.values["holder"])
    holder = scene.somebody(named) or scene.who_left(named)
    grant = active_grant(holder, str(effect.values["access"])[:LONGEST_ACCESS]) if holder else None
    if grant is None:
        return [machine.Finished(effect.key, "none")]
    try:
        with attempt():
            end(actor=None, grant=grant, reason=EndReason.REVOKED)
    except Conflict:
        return [machine.Finished(effect.key, "none")]
    return [machine.Finished(effect.key, "revoked")]
