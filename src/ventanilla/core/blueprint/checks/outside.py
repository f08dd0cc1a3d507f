"""Blocks that refer to what another block did, and identity that must not rest on what was typed."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import (
    AssignAsset,
    Block,
    Grant,
    GrantEnd,
    Identity,
    ReserveAsset,
    visits,
)
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.rules import facts_in

TYPED = ("answers.", "outputs.")


def check_outside(workflow: tuple[Block, ...]) -> Iterator[Problem]:
    """What is ended was given before, what is handed out put aside, and a code goes to an address on file."""
    granting: set[str] = set()
    reserving: set[str] = set()
    for visit in visits(workflow):
        match visit.block:
            case Grant(id=name):
                granting.add(name)
            case ReserveAsset(id=name):
                reserving.add(name)
            case GrantEnd(of=name) if name not in granting:
                yield Problem((*visit.path, "of"), "ends_nothing", {"of": name})
            case AssignAsset(reserved=name) if name is not None and name not in reserving:
                yield Problem((*visit.path, "reserved"), "reserves_nothing", {"of": name})
            case Identity(address=address):
                for fact in facts_in(address):
                    if fact.startswith(TYPED):
                        yield Problem((*visit.path, "address"), "identity_typed", {"fact": fact})
