"""Steps that are kept from who asks: not those that they have to do, or that tell them something."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import (
    Block,
    CreateTicket,
    Visit,
    faces_requester,
    is_kept,
    visits,
)
from ventanilla.core.blueprint.blocks.values import SOMEBODY
from ventanilla.core.blueprint.problems import Problem


def check_kept(workflow: tuple[Block, ...]) -> Iterator[Problem]:
    """What says `seen_by: team` isn't addressed to who asks, and a request that is made inside isn't theirs."""
    for visit in visits(workflow):
        block = visit.block
        if block.seen_by == "team" and faces_requester(block):
            yield Problem((*visit.path, "seen_by"), "kept_from_doer", {"kind": block.type})
        elif isinstance(block, CreateTicket) and _kept(visit):
            for name in ("asked_by", "requested_for"):
                if getattr(block, name) in SOMEBODY:
                    yield Problem((*visit.path, name), "kept_yet_theirs", {"name": name})


def _kept(visit: Visit) -> bool:
    """Whether who asks sees nothing of it, by its own word or that of what it stands in."""
    around = False
    for above in visit.above:
        around = is_kept(above.block, around)
    return is_kept(visit.block, around)
