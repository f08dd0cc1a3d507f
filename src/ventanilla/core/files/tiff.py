"""TIFF without its traces: entries that tell of its making leave the lists, and what they held is written over."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ventanilla.core.files.traces import Unread, written_over

ORDERS = {b"II*\x00": "<", b"MM\x00*": ">"}
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
EXIF, GPS, WITHIN, SUB_PICTURES = 0x8769, 0x8825, 0xA005, 0x014A
LISTS = frozenset({EXIF, GPS, WITHIN})
TOLD = LISTS | {
    *(
        0x010D,
        0x010E,
        0x010F,
        0x0110,
        0x0131,
        0x0132,
        0x013B,
        0x013C,
    ),  # document, words, maker, model, software, when, who, on what
    *(0x02BC, 0x83BB, 0x8649, 0x8298, 0xC614, 0xC62F, 0xC634, 0xC65D, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F),
    *(0x4746, 0x4749, 0x920A, 0x9003, 0x9004, 0xA430, 0xA431, 0xA434, 0xA435, 0xC4A5, 0x935C, 0x8335),
}
MOST_LISTS, MOST_ENTRIES = 2000, 4000
Entry = tuple[int, int, int, bytes]  # tag, type, count, value or where it is


def without_traces(content: bytes) -> bytes:
    """The same picture; raises Unread or struct.error when it isn't built as it should be."""
    order = ORDERS.get(content[:4])
    if order is None:
        raise Unread
    kept, spots = bytearray(content), []
    waiting: list[int] = [struct.unpack_from(f"{order}I", content, 4)[0]]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at in seen or len(seen) >= MOST_LISTS:
            raise Unread
        seen.add(at)
        entries, following = _entries(content, order, at)
        told = [entry for entry in entries if entry[0] in TOLD]
        if told:
            _shorten(kept, order, at, entries, following)
            spots += [spot for entry in told for spot in _held(content, order, entry, depth=0)]
        if following:
            waiting.append(following)
        for entry in entries:
            if entry[0] == SUB_PICTURES:
                waiting += _numbers(content, order, entry)
    lists = [(at, at + 2) for at in seen]
    return written_over(bytes(kept), [spot for spot in spots if not _touches(spot, lists)])


def _entries(content: bytes, order: str, at: int) -> tuple[list[Entry], int]:
    """What a list holds, and where the next one is."""
    count = struct.unpack_from(f"{order}H", content, at)[0]
    if count > MOST_ENTRIES:
        raise Unread
    found = [struct.unpack_from(f"{order}HHI4s", content, at + 2 + 12 * index) for index in range(count)]
    return found, struct.unpack_from(f"{order}I", content, at + 2 + 12 * count)[0]


def _shorten(kept: bytearray, order: str, at: int, entries: list[Entry], following: int) -> None:
    """The list in its place, without what is told; what is over is emptied."""
    stays = [entry for entry in entries if entry[0] not in TOLD]
    written = struct.pack(f"{order}H", len(stays))
    written += b"".join(struct.pack(f"{order}HHI4s", *entry) for entry in stays)
    written += struct.pack(f"{order}I", following)
    whole = 2 + 12 * len(entries) + 4
    kept[at : at + whole] = written.ljust(whole, b"\x00")


def _held(content: bytes, order: str, entry: Entry, depth: int) -> Iterator[tuple[int, int]]:
    """From where to where stands what an entry holds, with the lists that it leads to."""
    tag, kind, count, value = entry
    length = SIZES.get(kind, 0) * count
    begin = struct.unpack(f"{order}I", value)[0]
    if length > 4:
        if begin + length > len(content):
            raise Unread
        yield begin, begin + length
    if tag in LISTS and length == 4:
        if depth > 2:
            raise Unread
        below, _following = _entries(content, order, begin)
        for one in below:
            yield from _held(content, order, one, depth + 1)
        yield begin, begin + 2 + 12 * len(below) + 4


def _numbers(content: bytes, order: str, entry: Entry) -> list[int]:
    _tag, kind, count, value = entry
    if SIZES.get(kind) != 4 or count > MOST_LISTS:
        raise Unread
    if count <= 1:
        return [struct.unpack(f"{order}I", value)[0]]
    return list(struct.unpack_from(f"{order}{count}I", content, struct.unpack(f"{order}I", value)[0]))


def _touches(spot: tuple[int, int], lists: list[tuple[int, int]]) -> bool:
    """A file that says so only breaks itself: the lists stay readable."""
    return any(spot[0] < end and begin < spot[1] for begin, end in lists)
