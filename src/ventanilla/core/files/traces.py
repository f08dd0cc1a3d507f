"""Writing over what a file shall not tell, without moving anything in it."""

from __future__ import annotations

from collections.abc import Iterable


class Unread(ValueError):
    """The container isn't built as it should be."""


def written_over(content: bytes, spots: Iterable[tuple[int, int]], instead: bytes = b"") -> bytes:
    """The content with noughts from each begin to its end; `instead` stands first where it fits."""
    kept = bytearray(content)
    for begin, end in spots:
        size = end - begin
        first = instead if size >= len(instead) else b""
        kept[begin:end] = first.ljust(size, b"\x00")
    return bytes(kept)
