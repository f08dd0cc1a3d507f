"""Feeds events to the machine and carries out what it answers, until nothing is left to do."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable

from django.db import DatabaseError

from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.timeline.actions import RunawayReactions, attempt, reacting
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, RunState, TaskKind
from ventanilla.engines.workflow.models import Run, Task
from ventanilla.engines.workflow.runtime import holding, promise, store, targets
from ventanilla.engines.workflow.runtime.item_words import in_words
from ventanilla.engines.workflow.runtime.perform import Performer, perform, perform_with_care
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.tickets.actions import locked, move
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.facts import surroundings
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import waits_by_hand

MAX_EVENTS = 1_000
log = logging.getLogger(__name__)


class Runaway(RuntimeError):
    """One event led to so many others that something must be wrong; nothing of it was kept."""


RUNNING = StandingRows(
    lambda ticket: (
        Run.objects.filter(ticket=ticket, state=RunState.RUNNING)
        .select_related("version")
        .defer("version__definition")
    ),
    ticket=-1,
)


def feed(ticket: Ticket | int, *events: machine.Event, new: Run | None = None) -> None:
    """Let `events` happen to the run of `ticket` (`new`: one without steps yet), with the ticket's row locked first.
    Without a run, or one that has ended, nothing happens. Raises Runaway; the machine's own faults become tasks for
    the service's owner, and so does what a step can't do, which is no matter of whoever did the one before."""
    if reacting():  # what fails there is taken back and told where reactions are run
        _feed(ticket, events, new, perform)
    elif not _goes_well(ticket, events, new):
        _feed(ticket, events, new, perform_with_care)


def _goes_well(ticket: Ticket | int, events: Iterable[machine.Event], new: Run | None) -> bool:
    """Let them happen, all as one; False when something could not be carried out, and nothing has happened."""
    try:
        with attempt():
            _feed(ticket, events, new, perform)
    except (DatabaseError, Runaway, RunawayReactions):
        raise
    except Exception:
        log.info("something could not be carried out: each is by itself", exc_info=True)
        return False
    return True


def _feed(
    ticket: Ticket | int, events: Iterable[machine.Event], new: Run | None, carry_out: Performer
) -> None:
    ticket = locked(ticket)
    run = new or next(iter(RUNNING(ticket=ticket.pk)), None)
    if run is None:
        return
    rows = [] if new else store.rows_of(run)
    scene = Scene(ticket=ticket, run=run, state=store.state_of(rows))
    scene.know(rows)
    before = scene.state
    waiting = deque(events)
    for _count in range(MAX_EVENTS):
        if not waiting:
            break
        waiting.extend(_take(scene, waiting.popleft(), carry_out))
    else:
        raise Runaway(f"more than {MAX_EVENTS} events in {ticket.number}")
    scene.ticket = locked(ticket)
    aimed = targets.keep(scene, before)
    keep_turn(scene.ticket)
    holding.keep(scene)
    promise.keep(ticket=scene.ticket, because=promise.SAID if aimed else promise.STEP)


def _take(scene: Scene, event: machine.Event, carry_out: Performer) -> list[machine.Event]:
    scene.ticket = locked(scene.ticket)
    moved = machine.advance(
        store.program_of(scene.run.version_id, scene.ticket.part),
        scene.state,
        event,
        lambda _state: scene.facts,
        clock.now(),
        surroundings=surroundings(scene.ticket.department),
    )
    moved = in_words(moved, scene)
    scene.know(store.save(scene.run, moved.changed))
    scene.state = moved.state
    return [further for effect in _dates_first(moved.effects) for further in carry_out(effect, scene)]


def _dates_first(effects: Iterable[machine.Effect]) -> list[machine.Effect]:
    """The mail to somebody outside says by when it has to be answered, so the dates of its step come before it."""
    found: list[machine.Effect] = []
    for effect in effects:
        last = found[-1] if found else None
        outside = last if isinstance(last, machine.OpenAsk) and last.address is not None else None
        if outside and isinstance(effect, machine.SetTimer) and effect.key == outside.key:
            found.insert(-1, effect)
        else:
            found.append(effect)
    return found


ASKED = Standing(
    lambda ticket: Task.objects.filter(
        ticket=ticket, state=OpenState.OPEN, kind__in=[TaskKind.ASK, TaskKind.CORRECTION]
    ).values_list("assignee_id"),
    ticket=-1,
)


def keep_turn(ticket: Ticket) -> None:
    """«Waiting» while the one who asked has something to answer, and under way again when not."""
    if ticket.ended:
        return
    theirs = any(
        holder in (ticket.requester_id, ticket.requested_for_id) for (holder,) in ASKED(ticket=ticket.pk)
    )
    if theirs and ticket.status != Status.WAITING:
        move(ticket, Status.WAITING, actor=None)
    elif not theirs and ticket.status == Status.WAITING and not waits_by_hand(ticket):
        move(ticket, Status.OPEN, actor=None)
