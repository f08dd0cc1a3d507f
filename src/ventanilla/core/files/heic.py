"""HEIC without its traces: what tells of its making is written over where it stands, and the picture isn't touched.

How it is to be turned and its colours are no Exif there but properties of the picture, so they stay.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ventanilla.core.files.traces import Unread, written_over

TOLD = frozenset({b"Exif", b"mime", b"uri "})
EMPTY_EXIF = b"\x00\x00\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00"
"""Nought entries, for readers that want to find a list of them."""
MOVES, OF_SOMEBODY = b"moov", frozenset({b"uuid", b"udta"})
MOST = 10_000
IN_FILE, IN_META = 0, 1


@dataclass(frozen=True)
class _Box:
    kind: bytes
    begin: int  # of what it holds
    end: int


def without_traces(content: bytes) -> bytes:
    """The same picture; raises Unread, struct.error or IndexError when it isn't built as it should be, or moves."""
    boxes = list(_boxes(content, 0, len(content)))
    if not boxes or boxes[0].kind != b"ftyp" or any(box.kind == MOVES for box in boxes):
        raise Unread
    meta = [box for box in boxes if box.kind == b"meta"]
    if len(meta) != 1:
        raise Unread
    inside = list(_boxes(content, meta[0].begin + 4, meta[0].end))
    told = _told(content, inside)
    spots = [spot for number, *spots in _places(content, inside) if number in told for spot in spots]
    if len({number for number, *_spots in _places(content, inside)} & told) != len(told):
        raise Unread
    own = [(box.begin, box.end) for box in (*boxes, *inside) if box.kind in OF_SOMEBODY]
    return written_over(content, [*spots, *own], EMPTY_EXIF)


def _boxes(content: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, kind = struct.unpack_from(">I4s", content, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, at + 8)[0], 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise Unread
        yield _Box(kind, at + head, at + size)
        at += size


def _only(inside: list[_Box], kind: bytes) -> _Box | None:
    found = [box for box in inside if box.kind == kind]
    if len(found) > 1:
        raise Unread
    return found[0] if found else None


def _told(content: bytes, inside: list[_Box]) -> set[int]:
    """The numbers of the items that tell of its making."""
    listed = _only(inside, b"iinf")
    if listed is None:
        raise Unread
    wide = content[listed.begin] > 0
    found = set()
    for box in _boxes(content, listed.begin + (8 if wide else 6), listed.end):
        version = content[box.begin]
        if box.kind != b"infe" or version not in (2, 3):
            raise Unread
        number, kind = struct.unpack_from(">H2x4s" if version == 2 else ">I2x4s", content, box.begin + 4)
        if kind in TOLD:
            found.add(number)
    return found


def _places(content: bytes, inside: list[_Box]) -> Iterator[tuple[int, *tuple[tuple[int, int], ...]]]:
    """Each item's number, and from where to where its data stand in the file."""
    box = _only(inside, b"iloc")
    if box is None:
        raise Unread
    held = _only(inside, b"idat")
    version, sizes = content[box.begin], struct.unpack_from(">H", content, box.begin + 4)[0]
    if version > 2:
        raise Unread
    reader = _Reader(content, box.begin + 6, box.end)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    for _item in range(reader.number(4 if version == 2 else 2)):
        number = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else IN_FILE
        own = reader.number(2)  # 0: this file
        base = reader.number(base_size)
        spots = []
        for _extent in range(reader.number(2)):
            reader.number(index_size)
            begin = base + reader.number(offset_size)
            spots.append((begin, begin + reader.number(length_size)))
        yield number, *_in_file(spots, method, own, held, len(content))


def _in_file(
    spots: list[tuple[int, int]], method: int, own: int, held: _Box | None, size: int
) -> Iterator[tuple[int, int]]:
    if own or method not in (IN_FILE, IN_META) or (method == IN_META and held is None):
        raise Unread
    shift, most = (held.begin, held.end) if method == IN_META and held else (0, size)
    for begin, end in spots:
        if shift + end > most or begin == end:  # without a length it is all of the file
            raise Unread
        yield shift + begin, shift + end


class _Reader:
    """Whole numbers one after another, each of so many bytes."""

    def __init__(self, content: bytes, at: int, end: int) -> None:
        self.content, self.at, self.end, self.count = content, at, end, 0

    def number(self, size: int) -> int:
        self.count += 1
        if size not in (0, 2, 4, 8) or self.at + size > self.end or self.count > MOST * 8:
            raise Unread
        found = int.from_bytes(self.content[self.at : self.at + size], "big")
        self.at += size
        return found
