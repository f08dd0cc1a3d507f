"""The state of a run, between rows and the machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

from ventanilla.core.blueprint.blocks import Block
from ventanilla.core.blueprint.several import for_all, for_each_one
from ventanilla.core.kit.standing import StandingRows
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.models import Run, Step
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Part

PLAIN = ("block", "iteration", "round", "state", "outcome", "outputs", "data")
MOMENTS = ("started_at", "ended_at", "due_at")
SAVE = """
    INSERT INTO workflow_step
        (run_id, block, iteration, round, state, outcome, outputs, data, started_at, ended_at, due_at)
    SELECT %s, block, iteration, round, state, outcome, outputs, data, started_at, ended_at, due_at
    FROM jsonb_to_recordset(%s::jsonb) AS given(
        block text, iteration text[], round int, state text, outcome text, outputs jsonb, data jsonb,
        started_at timestamptz, ended_at timestamptz, due_at timestamptz)
    ON CONFLICT (run_id, block, iteration, round) DO UPDATE SET
        state = excluded.state, outcome = excluded.outcome, outputs = excluded.outputs, data = excluded.data,
        started_at = excluded.started_at, ended_at = excluded.ended_at, due_at = excluded.due_at
    RETURNING id, block, iteration, round
"""
"""Written out, because every move of a run writes: Django's own way takes two and a half times as long."""


@lru_cache(maxsize=512)
def _program(version_id: int, part: str) -> machine.Program:
    package = package_of(ServiceVersion.objects.get(pk=version_id))
    workflow = blocks_for(package.workflow, part)
    return machine.compile(workflow, outcome="fulfilled" if package.kind == "request" else "solved")


def blocks_for(workflow: tuple[Block, ...], part: str) -> tuple[Block, ...]:
    """What a ticket goes through that is a `part` of something asked for several people (or isn't)."""
    if part == Part.TOGETHER:
        return for_all(workflow)
    return for_each_one(workflow) if part == Part.ONE else workflow


def program_of(version: ServiceVersion | int, part: str = "") -> machine.Program:
    """The compiled workflow of a version, for this part of what was asked for several people; a version never changes,
    so it is compiled once in a process. Without `part` it knows all blocks."""
    return _program(version if isinstance(version, int) else version.pk, part)


def load(run: Run) -> machine.State:
    """The state that the rows of `run` say."""
    return state_of(rows_of(run))


def rows_of(run: Run) -> list[Step]:
    """The steps of a run, in the order in which they were reached."""
    if "steps" in getattr(run, "_prefetched_objects_cache", {}):
        return sorted(run.steps.all(), key=attrgetter("pk"))
    return list(STEPS(run=run.pk))


STEPS = StandingRows(lambda run: Step.objects.filter(run=run).order_by("pk"), run=-1)


def state_of(rows: Iterable[Step]) -> machine.State:
    """The state that these step rows say."""
    return machine.State(
        machine.Step(
            key=key_of(row),
            state=machine.StepState(row.state),
            started_at=row.started_at,
            outcome=row.outcome or None,
            outputs=row.outputs,
            data=row.data,
            ended_at=row.ended_at,
            due_at=row.due_at,
        )
        for row in rows
    )


def key_of(row: Step) -> machine.StepKey:
    """The machine's name of a step row."""
    return machine.StepKey(row.block, tuple(row.iteration), row.round)


def row_of(run: Run, key: machine.StepKey) -> Step:
    """The row of a step."""
    return Step.objects.get(run=run, block=key.block, iteration=list(key.iteration), round=key.round)


def save(run: Run, steps: Iterable[machine.Step]) -> list[Step]:
    """Write the steps that changed, new or not, in one statement; their rows."""
    rows = [_row(run, step) for step in steps]
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(SAVE, [run.pk, json.dumps([_given(row) for row in rows])])
        known = {(block, tuple(items), number): pk for pk, block, items, number in cursor.fetchall()}
    for row in rows:
        row.pk = known[row.block, tuple(row.iteration), row.round]
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return rows


def _row(run: Run, step: machine.Step) -> Step:
    return Step(
        run=run,
        block=step.key.block,
        iteration=list(step.key.iteration),
        round=step.key.round,
        state=step.state.value,
        outcome=step.outcome or "",
        outputs=dict(step.outputs),
        data=dict(step.data),
        started_at=step.started_at,
        ended_at=step.ended_at,
        due_at=step.due_at,
    )


def _given(row: Step) -> dict[str, Any]:
    moments = {name: getattr(row, name) for name in MOMENTS}
    return {
        **{name: getattr(row, name) for name in PLAIN},
        **{name: at and at.isoformat() for name, at in moments.items()},
    }
