"""What the heart does in a second: pure advances, persisted steps, and submissions by several people at once.

    python -m bench.machine 10000                    on the database of the bench with so many tickets
    python -m bench.machine 10000 --seconds 2        a short look

The flow is thirty blocks. Persisted steps are measured beside the bare SQL of the same rows, and beside
SpiffWorkflow (when it is installed: `uv sync --group bench`) on the same flow, each step kept in a row of JSON as its
users do. All three in the same run, one after the other, so that they share whatever else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

from bench import places
from bench.drive import measure
from bench.serve import server
from ventanilla.config import embedded_postgres

BLOCKS = 30
CLIENTS = (1, 8, 32)
SECONDS = 5.0
AT = datetime(2027, 3, 1, 9, tzinfo=UTC)


def main() -> None:
    """Measure all and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.machine", description=__doc__)
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--without-submits", action="store_true")
    asked = parser.parse_args()
    with embedded_postgres.used(places.CLUSTER):
        print(table(asked.size, asked.seconds, submits=not asked.without_submits), flush=True)


def table(size: int, seconds: float, *, submits: bool = True) -> str:
    """The figures as Markdown."""
    name = places.database(size)
    os.environ |= places.environment(name)
    django.setup()
    rows = [("pure advances, tree of 30 blocks", pure(seconds)), *persisted(seconds)]
    if submits:
        rows += submitting(name, seconds)
    lines = [f"| {what} | {figure:,.0f} |" for what, figure in rows]
    return "\n".join(["| the heart | a second |", "|---|---:|", *lines])


def flow() -> list[dict[str, Any]]:
    """Thirty blocks: tasks one after another, a branch, two at a time, each with an answer that the next ones know."""
    holds = {"fact": "outputs.b0.n", "op": "gt", "value": 0}
    blocks = [_task(number) for number in range(BLOCKS - 7)]
    blocks.insert(
        5, {"branch": {"id": "way", "cases": [{"when": holds, "blocks": [_task(100), _task(101)]}]}}
    )
    branches = [[_task(110)], [_task(111), _task(112)]]
    blocks.insert(12, {"parallel": {"id": "both", "branches": branches}})
    return blocks


def _task(number: int) -> dict[str, Any]:
    asks = [{"id": "n", "type": "number", "label": {"en": "N"}}]
    return {"task": {"id": f"b{number}", "team": "it", "asks": asks}}


def _rate(seconds: float, once: Callable[[], int]) -> float:
    """How many a second, doing `once` (which says how many it did) again and again."""
    once()  # plans, caches
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        count += once()
    return count / (time.perf_counter() - began)


def program() -> Any:
    """The flow, compiled."""
    from pydantic import TypeAdapter

    from ventanilla.core.blueprint.blocks import Blocks
    from ventanilla.engines.workflow import machine

    return machine.compile(TypeAdapter(Blocks).validate_python(flow()))


def pure(seconds: float) -> float:
    """Advances without a database: whole runs from the beginning to the end."""
    compiled = program()
    return _rate(seconds, lambda: len(course(compiled)))


def course(compiled: Any) -> list[Any]:
    """One run, each task done as soon as it is open: what every advance changed."""
    from ventanilla.engines.workflow import machine

    state, moves = machine.State(), []
    event: Any = machine.Started()
    while event is not None:
        moved = machine.advance(compiled, state, event, {}, AT)
        state = moved.state
        moves.append(moved.changed)
        place = next((s for s in state.open_steps() if not compiled.nodes[s.key.block].is_container), None)
        event = machine.Finished(place.key, "done", {"n": 1}) if place else None
    return moves


def persisted(seconds: float) -> list[tuple[str, float]]:
    """Steps written, each advance in a transaction of its own: by the engine's store, by bare SQL, by SpiffWorkflow."""
    compiled = program()
    found = [
        ("persisted steps", _rate(seconds, lambda: through_the_store(compiled))),
        ("the bare SQL of the same rows", _rate(seconds, bare_sql(compiled))),
    ]
    spiff = spiff_workflow()
    return [*found, ("SpiffWorkflow, the same flow", _rate(seconds, spiff))] if spiff else found


def through_the_store(compiled: Any) -> int:
    """A run whose state is read and written in every advance, as in real life."""
    from django.db import transaction

    from ventanilla.engines.workflow import machine
    from ventanilla.engines.workflow.runtime import store

    run, count = _run(), 0
    event: Any = machine.Started()
    while event is not None:
        with transaction.atomic():
            moved = machine.advance(compiled, store.load(run), event, {}, AT)
            store.save(run, moved.changed)
        count += len(moved.changed)
        places_ = [s for s in moved.state.open_steps() if not compiled.nodes[s.key.block].is_container]
        event = machine.Finished(places_[0].key, "done", {"n": 1}) if places_ else None
    run.steps.all().delete()
    return count


def _run() -> Any:
    """A run to write steps for: any ticket's."""
    from ventanilla.engines.workflow.models import Run

    run = Run.objects.filter(steps=None).first() or Run.objects.order_by("-pk").first()
    assert run is not None, "load the bench's data first: python -m bench --only-load"
    run.steps.all().delete()
    return run


UPSERT = """
    INSERT INTO workflow_step (run_id, block, iteration, round, state, outcome, outputs, data, started_at)
    VALUES (%s, %s, '{}', %s, %s, %s, %s, %s, %s)
    ON CONFLICT (run_id, block, iteration, round)
    DO UPDATE SET state = excluded.state, outcome = excluded.outcome, outputs = excluded.outputs, data = excluded.data
"""


def bare_sql(compiled: Any) -> Callable[[], int]:
    """The rows of the same course, read and written by hand: what the database itself takes."""
    from django.db import connection, transaction

    run, moves = _run(), course(compiled)
    written = [
        [
            (run.pk, s.key.block, s.key.round, s.state.value, s.outcome or "", json.dumps(dict(s.outputs)),
             json.dumps(dict(s.data)), s.started_at)
            for s in changed
        ]
        for changed in moves
    ]  # fmt: skip

    def once() -> int:
        for rows in written:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM workflow_step WHERE run_id = %s ORDER BY id", [run.pk])
                cursor.fetchall()
                for row in rows:
                    cursor.execute(UPSERT, row)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM workflow_step WHERE run_id = %s", [run.pk])
        return sum(map(len, written))

    return once


def spiff_workflow() -> Callable[[], int] | None:
    """The same flow there: the whole state is read from and written to one row with every step. None when it isn't
    installed."""
    try:
        from SpiffWorkflow.serializer.json import JSONSerializer
        from SpiffWorkflow.specs.ExclusiveChoice import ExclusiveChoice
        from SpiffWorkflow.specs.Join import Join
        from SpiffWorkflow.specs.Simple import Simple
        from SpiffWorkflow.specs.StartTask import StartTask
        from SpiffWorkflow.specs.WorkflowSpec import WorkflowSpec
        from SpiffWorkflow.util.task import TaskState
        from SpiffWorkflow.workflow import Workflow
    except ImportError:
        return None
    from django.db import connection, transaction

    spec = WorkflowSpec("flow", addstart=True)
    last: Any = spec.start or StartTask(spec)

    def chain(after: Any, *names: str) -> Any:
        for name in names:
            task = Simple(spec, name, manual=True)
            after.connect(task)
            after = task
        return after

    last = chain(last, *(f"b{n}" for n in range(5)))
    way = ExclusiveChoice(spec, "way")
    last.connect(way)
    first = Simple(spec, "b100", manual=True)
    way.connect(first)
    last = chain(first, "b101", *(f"b{n}" for n in range(5, 11)))
    split = Simple(spec, "both")
    last.connect(split)
    join = Join(spec, "join", split_task="both")
    chain(split, "b110").connect(join)
    chain(split, "b111", "b112").connect(join)
    chain(join, *(f"b{n}" for n in range(11, BLOCKS - 7)))
    serializer = JSONSerializer()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS spiff (id int PRIMARY KEY, state text)")

    def once() -> int:
        kept, count = Workflow(spec).serialize(serializer), 0
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                if count:
                    cursor.execute("SELECT state FROM spiff WHERE id = 1")
                    (kept,) = cursor.fetchone()
                flow_ = Workflow.deserialize(serializer, kept)
                ready = next(iter(flow_.get_tasks(state=TaskState.READY)), None)
                if ready is None:
                    return count
                ready.data["n"] = 1
                ready.run()
                cursor.execute(
                    "INSERT INTO spiff VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET state = excluded.state",
                    [flow_.serialize(serializer)],
                )
            count += 1

    return once


def submitting(name: str, seconds: float) -> list[tuple[str, float]]:
    """Whole submissions over HTTP: checked, routed, clocks and workflow started, people told."""
    pages = json.loads(places.run(name, "bench.targets", capture=True).splitlines()[-1])
    found = []
    with server(name):
        calls = pages["submit"]
        measure(calls, clients=8, seconds=0, least=50)
        for clients in CLIENTS:
            seen = measure(calls, clients=clients, seconds=seconds, least=clients)
            words = f"submissions, {clients} client{'s' if clients > 1 else ''}"
            found.append((words, len(seen.seconds) / seen.lasted))
    return found


if __name__ == "__main__":
    main()
