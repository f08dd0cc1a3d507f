"""A workflow for several people at once: what is decided once for all, and what each one's own ticket goes through."""

from __future__ import annotations

from ventanilla.core.blueprint.blocks import Approval, Block, GoBack, walk


def for_all(workflow: tuple[Block, ...]) -> tuple[Block, ...]:
    """The approvals at the very beginning, as far as nothing behind them leads back to them."""
    return workflow[: _length(workflow)]


def for_each_one(workflow: tuple[Block, ...]) -> tuple[Block, ...]:
    """What follows."""
    return workflow[_length(workflow) :]


def _length(workflow: tuple[Block, ...]) -> int:
    length = 0
    while length < len(workflow) and isinstance(workflow[length], Approval):
        length += 1
    while length:
        led_back_to = {block.to for block in walk(workflow[length:]) if isinstance(block, GoBack)}
        met = [place for place, block in enumerate(workflow[:length]) if block.id in led_back_to]
        if not met:
            break
        length = met[0]
    return length
