"""Random workflows of every block, in PostgreSQL, with two workers who do everything at once, twice and too late:
nothing is lost, nothing happens twice, each comes to its end, and by the way that the pure machine says."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from tests.durability.office import Office, office
from tests.durability.race import Race, Witness
from tests.engines.integrations.conftest import Elsewhere, elsewhere  # noqa: F401
from tests.engines.workflow.machine.machine_fields import ANSWERED
from tests.engines.workflow.machine.machine_happenings import next_done
from tests.engines.workflow.machine.machine_promises import check, check_join, check_seals
from tests.engines.workflow.machine.machine_trees import Grower, shuffled
from tests.engines.workflow.machine.machine_world import World
from ventanilla.core.blueprint.blocks import Wait, alone
from ventanilla.core.kit import clock
from ventanilla.core.timeline.models import Stream
from ventanilla.core.timeline.queries import verify
from ventanilla.engines.integrations.choices import CallState
from ventanilla.engines.integrations.models import Call
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import CheckState, OpenState, TaskKind
from ventanilla.engines.workflow.models import (
    Approval,
    Decision,
    IdentityCheck,
    Run,
    SealedAnswer,
    Spawned,
    Task,
)
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.durability, pytest.mark.django_db(transaction=True)]

MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
EXAMPLES = int(os.environ.get("DURABILITY_TREES", "5"))
GROWN = 60  # for each of those that race
LARGEST = 16
"""Of so many blocks."""
RACES = 2  # of each tree
STATUSES = (200, 200, 200, 404, 429, 503)
"""What the system elsewhere may answer."""
WAITING = (
    "approval",
    "ask",
    "connector",
    "create_ticket",
    "document",
    "for_each",
    "parallel",
    "task",
    "wait",
)
"""What a run stays at until something happens."""
ONCE = ("ticket.submitted", "workflow.started", "workflow.ended", "ticket.resolved", "ticket.cancelled")


class Reachable(Grower):
    """Its connectors ask a system that is there."""

    def connector(self, depth: int, back: list[str], name: str) -> dict[str, Any]:
        action = self.one(["send", "send_once"])
        inputs = {"path": "people", "body": {"who": self.value("ana"), "deep": [{"days": self.value(3)}]}}
        return {"connection": "directory", "action": action, "inputs": inputs, **self.one(ANSWERED)}


def some_trees(count: int) -> list[list[dict[str, Any]]]:
    """So many workflows, each of those in whose course the most happens that did in none before, and whose steps say
    the most. They are grown before anything races: enough to race about, and not all day."""
    left = {seed: course_of(tree) for seed in range(GROWN * count) if (tree := _grown(seed)) is not None}
    happened: set[str] = set()
    said: set[str] = set()
    found: list[int] = []
    for _ in range(count):
        found.append(max(left, key=lambda seed: (len(left[seed][0] - happened), len(left[seed][1] - said))))
        happens, says = left.pop(found[-1])
        happened, said = happened | happens, said | says
    return [tree for seed in found if (tree := _grown(seed)) is not None]


def _grown(seed: int) -> list[dict[str, Any]] | None:
    grower = shuffled(seed, Reachable)
    blocks = grower.sequence(2, [], least=3)
    first = [kind for block in blocks for kind in block]
    if grower.count > LARGEST or sum(kind in WAITING for kind in first) < 3 or "cancel" in first:
        return None
    return blocks


def course_of(tree: list[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """What happens when all goes well, and what is said by the blocks that are reached then."""
    world = World(tree).start()
    happens = {type(effect).__name__ for effect in world.effects}
    while not world.state.ended:
        happening = next_done(world)
        world.send(happening)
        happens |= {type(one).__name__ for one in (happening, *world.effects)}
    reached = {step.key.block for step in world.state.values() if "fault" not in step.data}
    nodes = [node for node in world.program.nodes.values() if node.id in reached and not node.made]
    return happens, {word for node in nodes for word in words_in(alone(node.block))}


def words_in(part: Any, above: str = "") -> set[str]:
    """Each field that a block says, and what stands there when it is a word."""
    if isinstance(part, dict):
        here = {f"{above}.{name}" for name in part}
        return here.union(*(words_in(value, f"{above}.{name}") for name, value in part.items()))
    if isinstance(part, list):
        return set[str]().union(*(words_in(value, above) for value in part))
    return {f"{above}={part}"} if isinstance(part, str | bool) and not above.endswith(".id") else set()


@pytest.fixture
def witness(monkeypatch: pytest.MonkeyPatch) -> Witness:
    return Witness(monkeypatch)


@pytest.fixture
def place(elsewhere: Elsewhere) -> Office:  # noqa: F811
    with clock.frozen(MONDAY):
        return office(elsewhere)


def test_two_workers_keep_every_promise(
    place: Office,
    witness: Witness,
    elsewhere: Elsewhere,  # noqa: F811
) -> None:
    trees = some_trees(EXAMPLES)
    assert len(trees) == EXAMPLES
    for seed in range(RACES * EXAMPLES):
        tree = trees[seed // RACES]
        print(seed, json.dumps(tree))  # shown when it fails
        one_race(place, witness, elsewhere, tree, seed)


def one_race(place: Office, witness: Witness, elsewhere: Elsewhere, tree: Any, seed: int) -> None:  # noqa: F811
    elsewhere.seen.clear()
    elsewhere.status = Random(seed).choice(STATUSES)
    with clock.frozen(MONDAY):
        ticket = place.ask(tree)
    race = Race(ticket, MONDAY)
    race.run(2 * seed, 2 * seed + 1)
    steps, events = ticket.run.steps.count(), sum(heard.run == ticket.run.pk for heard in witness.heard)
    print(f"{len(race.past)} happenings, {events} events, {steps} steps")
    hold(ticket, race, witness, elsewhere)
    before = picture(ticket)
    with clock.frozen(race.now):
        race.repeat_all()
    assert picture(ticket) == before, "what comes after the end changes nothing"


def hold(ticket: Ticket, race: Race, witness: Witness, elsewhere: Elsewhere) -> None:  # noqa: F811
    """The whole of what was promised."""
    ticket.refresh_from_db()
    run = Run.objects.select_related("version", "ticket").get(ticket=ticket)
    if race.waits_for_nothing:
        waits_only_for_rules(run)
    else:
        assert run.state == "ended"
        nothing_is_left_open(ticket)
    effects = same_way_as_the_machine(run, witness)
    each_effect_once(ticket, run, effects)
    systems_heard_once(ticket, elsewhere)
    assert not Task.objects.filter(ticket=ticket, kind=TaskKind.FAULT, step=None).exists(), (
        "a reaction failed"
    )
    assert list(verify(Stream.objects.filter(pk=ticket.stream_id))) == []


def waits_only_for_rules(run: Run) -> None:
    """What nobody and nothing will bring: a rule that never holds."""
    nodes, state = store.program_of(run.version, run.ticket.part).nodes, store.load(run)
    waiting = [nodes[step.key.block] for step in state.open_steps()]
    places = [node.block for node in waiting if not node.is_container]
    assert places
    assert all(isinstance(block, Wait) and block.when is not None for block in places), places


def nothing_is_left_open(ticket: Ticket) -> None:
    """Nobody is asked any more for what the run wanted."""
    of_run = {"step__run__ticket": ticket}
    assert not Task.objects.filter(state=OpenState.OPEN, **of_run).exists()
    assert not Approval.objects.filter(state=OpenState.OPEN, **of_run).exists()
    assert not IdentityCheck.objects.filter(state=CheckState.OPEN, **of_run).exists()
    assert not SealedAnswer.objects.filter(task__ticket=ticket).exists()
    assert not Call.objects.filter(stream=ticket.stream, state__in=["waiting", "trying"]).exists()
    assert ticket.ended


def same_way_as_the_machine(run: Run, witness: Witness) -> list[machine.Effect]:
    """What the database says is what the pure machine makes of the same events. Returns the effects that it had."""
    program, state = store.program_of(run.version, run.ticket.part), machine.State()
    effects: list[machine.Effect] = []
    for before, moved in witness.replayed(run):
        state = moved.state
        check(program, before, state)
        check_join(program, state)
        check_seals(program, before, moved)
        effects += moved.effects
    assert written(store.load(run)) == written(state)
    return effects


def written(state: machine.State) -> list[Any]:
    """As rows keep it; the dates that people are shown come from the calendar, which the machine doesn't know."""
    rows = [json.loads(json.dumps({**step.to_json(), "due_at": None})) for step in state.values()]
    return sorted(rows, key=lambda row: (row["block"], row["iteration"], row["round"]))


def each_effect_once(ticket: Ticket, run: Run, effects: list[machine.Effect]) -> None:
    """One effect for each step, and none that no step had."""
    entries = Counter(ticket.stream.entries.values_list("type", flat=True))
    assert {name: count for name, count in entries.items() if name in ONCE and count > 1} == {}
    assert entries["workflow.message"] == count(effects, machine.SendMessage)
    assert entries["workflow.fields_set"] == count(effects, machine.SetFields)
    handed_out = entries["workflow.asset_assigned"] + entries["workflow.asset_missing"]
    assert handed_out >= count(effects, machine.AssignAsset) - entries["workflow.task_opened"]
    made = [step for step in run.steps.filter(outcome="made") if step.outputs.get("file")]
    assert entries["workflow.document_made"] == len(made)
    for name in ("workflow.task_opened", "workflow.task_done"):
        tasks = Counter(ticket.stream.entries.filter(type=name).values_list("payload__task", flat=True))
        assert set(tasks.values()) <= {1}, name
    children = Ticket.objects.filter(parent=ticket)
    assert children.count() == Spawned.objects.filter(step__run=run).count()
    decided = Decision.objects.filter(approval__ticket=ticket).values_list("approval", "person", "void")
    valid = Counter((approval, person) for approval, person, void in decided if not void)
    assert set(valid.values()) <= {1}


def count(effects: list[machine.Effect], kind: type[Any]) -> int:
    return sum(isinstance(effect, kind) for effect in effects)


def systems_heard_once(ticket: Ticket, elsewhere: Elsewhere) -> None:  # noqa: F811
    """Each call was heard as often as it was tried, and once where that is the rule."""
    heard = Counter(seen.headers["idempotency-key"] for seen in elsewhere.seen)
    calls = Call.objects.filter(stream=ticket.stream)
    tried: Counter[str] = Counter()
    for call in calls:
        sure = call.action == "send_once" and elsewhere.status != 429  # which says that it wasn't done
        tried[call.idempotency_key] += min(call.tries, 1) if sure else call.tries
        assert call.state != CallState.OK or heard[call.idempotency_key]
    assert heard <= tried


def picture(ticket: Ticket) -> Any:
    """All that can be told of a request."""
    ticket.refresh_from_db()
    rows = store.load(Run.objects.get(ticket=ticket))
    entries = list(ticket.stream.entries.order_by("position").values_list("type", "payload"))
    calls = list(Call.objects.filter(stream=ticket.stream).values_list("key", "state", "tries"))
    return written(rows), entries, calls, ticket.status, ticket.outcome
