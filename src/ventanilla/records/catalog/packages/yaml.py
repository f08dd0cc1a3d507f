"""From plain values to YAML that people like to read and edit, always the same for the same values.

Short things stand on one line (`{es: …, en: …}`); what doesn't fit, and what holds blocks or questions,
opens up into lines. Comments, anchors and the like are not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.records.catalog.packages import words

WIDTH = 110
STEP = 2
OPEN = frozenset(
    {"form", "questions", "routing", "workflow", "branches", "blocks", "cases", "otherwise", "on", "asks"}
)
"""What stands below these names gets a line for each item, however short."""


def write(document: Mapping[str, Any]) -> str:
    """The text of a document: mappings, lists, texts, numbers, yes and no, nothing."""
    return "\n".join(_mapping(document, 0)) + "\n"


def _mapping(mapping: Mapping[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, value in mapping.items():
        head = " " * indent + _name(key) + ":"
        lines += _entry(head, value, indent, opened=key in OPEN)
    return lines


def _entry(head: str, value: Any, indent: int, *, opened: bool) -> list[str]:
    """A name and its value: on the same line if it fits, else below."""
    line = _on_one_line(value)
    if line is not None and not opened and len(head) + 1 + len(line) <= WIDTH:
        return [f"{head} {line}"]
    if isinstance(value, Mapping) and value:
        return [head, *_mapping(value, indent + STEP)]
    if isinstance(value, list) and value:
        return [head, *_list(value, indent + STEP)]
    first, *rest = _scalar_lines(value, indent + STEP)
    return [f"{head} {first}", *rest]


def _list(items: list[Any], indent: int) -> list[str]:
    lines: list[str] = []
    for item in items:
        lines += _item(item, indent)
    return lines


def _item(item: Any, indent: int) -> list[str]:
    head = " " * indent + "-"
    line = _on_one_line(item)
    alone = isinstance(item, Mapping) and len(item) == 1
    if line is not None and not alone and indent + STEP + len(line) <= WIDTH:
        return [f"{head} {line}"]
    if isinstance(item, Mapping) and item:
        return _hung(head, _mapping(item, indent + STEP))
    if isinstance(item, list) and item:
        return _hung(head, _list(item, indent + STEP))
    first, *rest = _scalar_lines(item, indent + STEP)
    return [f"{head} {first}", *rest]


def _hung(head: str, lines: list[str]) -> list[str]:
    """The first of the lines moves up beside the dash."""
    return [f"{head} {lines[0].lstrip(' ')}", *lines[1:]]


def _scalar_lines(value: Any, indent: int) -> list[str]:
    if isinstance(value, str):
        block = words.literal(value, indent)
        if block is None and len(value) + indent > WIDTH:
            block = words.folded(value, indent, WIDTH)
        if block is not None:
            return block
    return [_inline(value)]


def _on_one_line(value: Any) -> str | None:
    """The value on one line, or None when it reads better on several."""
    if isinstance(value, str) and "\n" in value and words.literal(value, 0):
        return None
    if isinstance(value, Mapping | list) and _wants_room(value):
        return None
    return _inline(value, within=False)


def _wants_room(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any((key in OPEN and item) or _wants_room(item) for key, item in value.items())
    if isinstance(value, list):
        return any(_is_block(item) or _wants_room(item) for item in value)
    return isinstance(value, str) and words.literal(value, 0) is not None


def _name(key: str, *, within: bool = False) -> str:
    """`on` is a name of the grammar, and stays bare though YAML 1.1 would take it for true."""
    return key if key == "on" else words.scalar(key, within=within)


def _is_block(value: Any) -> bool:
    """A block of a workflow: `{task: {id: …}}`."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return False
    (body,) = value.values()
    return isinstance(body, Mapping) and "id" in body


def _inline(value: Any, *, within: bool = False) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_name(k, within=True)}: {_inline(v, within=True)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item, within=True) for item in value) + "]"
    return words.scalar(value, within=within)
