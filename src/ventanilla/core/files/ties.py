"""What holds a file. The rooms above say so themselves, so that this one needs to know none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ventanilla.core.files.models import StoredFile

Tie = Callable[[Sequence[StoredFile]], Iterable[StoredFile]]

_ties: list[Tie] = []


def register(tie: Tie) -> Tie:
    """Take part in deciding what is kept: `tie(files)` gives those of `files` that the caller's room holds.

    Called once, from `ready()` of the upper app or from the wiring; usable as a decorator.
    """
    if tie not in _ties:
        _ties.append(tie)
    return tie


def anyone() -> bool:
    """Whether a room has registered. As long as none has, nothing may be thought untied."""
    return bool(_ties)


def held(files: Sequence[StoredFile]) -> set[int]:
    """The ids of those of `files` that some room holds."""
    return {file.pk for tie in _ties for file in tie(files)}
