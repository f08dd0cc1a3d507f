"""A block without the blocks that it holds."""

from __future__ import annotations

from typing import Any

from ventanilla.core.blueprint.blocks.base import KNOWN, Block, write_block


def alone(block: Block) -> Any:
    """What a block itself says, as JSON values: equal when nothing but blocks inside it, or after it, differs."""
    return _alone(write_block(block))


def _alone(part: Any) -> Any:
    if isinstance(part, dict):
        kept = {key: _alone(value) for key, value in part.items() if not _is_sequence(value)}
        return {key: value for key, value in kept.items() if value not in ({}, [])}
    return [_alone(item) for item in part] if isinstance(part, list) else part


def _is_sequence(part: Any) -> bool:
    """Whether these are blocks, or branches of blocks."""
    return (isinstance(part, list) and bool(part) and all(map(_is_block, part))) or _are_branches(part)


def _are_branches(part: Any) -> bool:
    if not isinstance(part, list) or not part or not all(isinstance(item, list) for item in part):
        return False
    return any(_is_block(inner) for item in part for inner in item)


def _is_block(part: Any) -> bool:
    if not isinstance(part, dict) or len(part) != 1:
        return False
    ((kind, body),) = part.items()
    return kind in KNOWN and isinstance(body, dict) and "id" in body
