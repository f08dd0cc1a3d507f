"""What of a workflow is kept from who asks."""

from __future__ import annotations

from typing import Any

from ventanilla.core.blueprint.blocks.ask import Ask
from ventanilla.core.blueprint.blocks.base import Block
from ventanilla.core.blueprint.blocks.cancel import Cancel
from ventanilla.core.blueprint.blocks.identity import Identity
from ventanilla.core.blueprint.blocks.notify import Notify
from ventanilla.core.blueprint.blocks.resolve import Resolve
from ventanilla.core.blueprint.blocks.task import Task
from ventanilla.core.blueprint.blocks.values import SOMEBODY


def is_kept(block: Block, around: bool) -> bool:
    """Whether who asks sees nothing of `block`; `around` says so of the block that holds it, or from whose outcome it
    follows. What is addressed to them always reaches them."""
    if faces_requester(block):
        return False
    return around if block.seen_by is None else block.seen_by == "team"


def faces_requester(block: Block) -> bool:
    """Whether who asks, or whom it is for, has something to do there or is told something: a question or message to
    them, and how their request ends."""
    match block:
        case Ask():
            return block.amend or _names_them(block.to)
        case Notify():
            return any(map(_names_them, block.to))
        case Task():
            return _names_them(block.holder)
    return isinstance(block, Identity | Cancel | Resolve)


def _names_them(whom: Any) -> bool:
    return isinstance(whom, str) and whom in SOMEBODY
