"""Which approvals were given and still hold, which of them saw other answers, and what waits until they are confirmed.

All of it is kept with the run's own step, as places: a block, and the keys of the items that it was done for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from ventanilla.core.blueprint.blocks import Approval
from ventanilla.engines.workflow.machine.anew import own
from ventanilla.engines.workflow.machine.ledger import Ledger
from ventanilla.engines.workflow.machine.program import Sequence
from ventanilla.engines.workflow.machine.steps import (
    CONFIRMING,
    DOUBTED,
    GIVEN,
    HELD,
    ROOT_KEY,
    Place,
    Step,
    StepKey,
    places,
)


@dataclass(frozen=True)
class Entry:
    """A block still to be entered, as long as the container around it (`guard`) is under way. `beside`: it is done
    beside its guard, which is late or further already, and has a fault perhaps."""

    block: str
    iteration: tuple[str, ...]
    guard: StepKey
    beside: bool = False

    def is_in(self, region: frozenset[str], iteration: tuple[str, ...]) -> bool:
        """Whether it lies in these blocks, in this iteration or those below it."""
        return self.block in region and self.iteration[: len(iteration)] == iteration


@dataclass(frozen=True)
class Ending:
    """A sequence that has come to its end, by its `last` block, and what follows from that has to wait."""

    owner: str
    name: str
    iteration: tuple[str, ...]
    last: str = ""

    @property
    def block(self) -> str:
        return self.owner

    def is_in(self, region: frozenset[str], iteration: tuple[str, ...]) -> bool:
        """Whether it lies in these blocks, as its last block does, in this iteration or those below it."""
        inside = self.owner in region or self.last in region
        return inside and self.iteration[: len(iteration)] == iteration


class Given(Ledger):
    """The approvals that hold, beside the steps. Each list is written only while there is something in it."""

    def places(self, kept: str) -> list[Place]:
        """The places of one of the lists."""
        return places(self.step(ROOT_KEY).data, kept)

    def keep(self, kept: str, found: Iterable[Place]) -> None:
        """Write one of the lists."""
        self._write(kept, [[block, list(iteration)] for block, iteration in found])

    @property
    def is_confirming(self) -> bool:
        """Whether something is asked anew, and nothing else may begin."""
        return bool(self.step(ROOT_KEY).data.get(CONFIRMING))

    def confirms(self, block: str, iteration: tuple[str, ...]) -> Place | None:
        """The place that is asked anew to which this block belongs, as what follows on its outcome does too."""
        for place in self.places(CONFIRMING):
            if block in own(self.program, place[0]) and iteration[: len(place[1])] == place[1]:
                return place
        return None

    def agree(self, step: Step, outcome: str | None) -> None:
        """Remember an approval that was given."""
        if outcome == "approved" and isinstance(self.node(step).block, Approval):
            place = step.key[:2]
            self.keep(GIVEN, [*(one for one in self.places(GIVEN) if one != place), place])

    def begin_anew(self, block: str, iteration: tuple[str, ...]) -> None:
        """A block is entered: what was given in it, or after it, will be asked for when it is reached."""
        if self.places(GIVEN):
            node = self.program.nodes[block]
            ahead = self.from_here(node.sequence, node.index)
            self._leave_out((GIVEN,), ahead, iteration)

    def from_here(self, sequence: Sequence, index: int) -> frozenset[str]:
        """The blocks of a sequence from a place on, with all below them."""
        return frozenset[str]().union(*(self.program.nodes[item].inside for item in sequence.items[index:]))

    def hold(self, one: Entry | Ending) -> None:
        """Let it wait until nothing is asked anew any more."""
        self._write(HELD, [*self.step(ROOT_KEY).data.get(HELD, ()), _written(one)])

    def release(self) -> list[Entry | Ending]:
        """What waited, in its order; it waits no longer."""
        held = self._held()
        self.forget(HELD)
        return held

    def _held(self) -> list[Entry | Ending]:
        return [_read(row) for row in self.step(ROOT_KEY).data.get(HELD, ())]

    def forget(self, *lists: str) -> None:
        """Keep nothing more in these lists."""
        for kept in lists:
            self._write(kept, [])

    def cancel_inside(self, blocks: Iterable[str], iteration: tuple[str, ...]) -> None:
        region = frozenset(blocks)
        super().cancel_inside(region, iteration)
        self._leave_out((CONFIRMING, DOUBTED), region, iteration)
        self._write(HELD, [_written(one) for one in self._held() if not one.is_in(region, iteration)])

    def _leave_out(self, lists: Iterable[str], region: frozenset[str], iteration: tuple[str, ...]) -> None:
        depth = len(iteration)
        for kept in lists:
            self.keep(
                kept,
                (
                    (block, at)
                    for block, at in self.places(kept)
                    if not (block in region and at[:depth] == iteration)
                ),
            )

    def _write(self, kept: str, rows: list[Any]) -> None:
        root = self.step(ROOT_KEY)
        if rows != list(root.data.get(kept, ())):
            data = {name: value for name, value in root.data.items() if name != kept}
            self._put(replace(root, data={**data, kept: rows} if rows else data))


def _written(one: Entry | Ending) -> dict[str, Any]:
    row = {"block": one.block, "at": list(one.iteration)}
    if isinstance(one, Ending):
        return {**row, "ended": one.name, "last": one.last}
    return {
        **row,
        "guard": [one.guard.block, list(one.guard.iteration), one.guard.round],
        "beside": one.beside,
    }


def _read(row: Any) -> Entry | Ending:
    iteration = tuple(row["at"])
    if "ended" in row:
        return Ending(row["block"], row["ended"], iteration, row["last"])
    block, items, round_ = row["guard"]
    return Entry(row["block"], iteration, StepKey(block, tuple(items), round_), row["beside"])
