"""The line map: progress as stations on a metro line. Here is what it takes; `linemap_markup` draws it.

The workflow (or anybody) gives a list of nodes, dataclasses or dicts with the same keys:

    [Station("submitted", "Solicitud enviada", "done", who="Ana Gil", when_text="ayer a las 10:32"),
     Tracks("all", [[Station("asset", "Asignar portátil", "here", who="Equipos TI")],
                    [Station("desk", "Preparar el puesto", "next", who="Instalaciones")]]),
     Station("delivery", "Entrega", "next")]

Names and texts are in the reader's language already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["done", "here", "next", "skipped", "stopped", "problem"]
REACHED = frozenset({"done", "here", "stopped", "problem"})
PASSED = frozenset({"done", "skipped"})
# Above this many stations in a row their names no longer fit side by side.
MOST_COLUMNS = 8


@dataclass(frozen=True)
class Station:
    """One stop.

    `who` has it, `when_text` says when it was done or is due, `note` is a short remark, `kind` the type
    of block; `maybe`: it may not come at all; `state_word` is said in the place of the state's own word.
    """

    id: str
    name: str
    state: State = "next"
    who: str = ""
    when_text: str = ""
    note: str = ""
    kind: str = ""
    maybe: bool = False
    state_word: str = ""


@dataclass(frozen=True)
class Tracks:
    """Parallel branches that begin together and join when `join` of them ("all", "any", 2…) are done."""

    join: str | int = "all"
    branches: list[list[Node]] = field(default_factory=list)
    id: str = ""


Node = Station | Tracks


def nodes_from(raw: Iterable[Node | Mapping[str, Any]]) -> list[Node]:
    """Nodes from dataclasses or dicts; a dict with "branches" is Tracks. Raises TypeError on unknown keys."""
    return [_node(item) for item in raw]


def _node(item: Node | Mapping[str, Any]) -> Node:
    if isinstance(item, Station):
        return item
    if isinstance(item, Tracks):
        return Tracks(item.join, [nodes_from(branch) for branch in item.branches], item.id)
    if "branches" in item:
        branches = [nodes_from(branch) for branch in item["branches"]]
        return Tracks(item.get("join", "all"), branches, item.get("id", ""))
    return Station(**item)


def stations(nodes: Iterable[Node]) -> list[Station]:
    """All stations, in reading order."""
    flat: list[Station] = []
    for node in nodes:
        flat += [node] if isinstance(node, Station) else [s for b in node.branches for s in stations(b)]
    return flat


def progress(nodes: Iterable[Node]) -> tuple[int, int]:
    """How many stations are behind, and how many there are; skipped ones don't count."""
    counted = [station.state for station in stations(nodes) if station.state != "skipped"]
    return counted.count("done"), len(counted)


def columns(nodes: Sequence[Node]) -> int:
    """How many stations stand side by side when the line is drawn from left to right."""
    return sum(
        1 if isinstance(node, Station) else max(map(columns, node.branches), default=0) for node in nodes
    )


def passed(node: Node) -> bool:
    """Is everything in it behind?"""
    return all(station.state in PASSED for station in stations([node]))


def reached(nodes: Sequence[Node], then: bool = False) -> bool:
    """Does the coloured line come to the first of `nodes`? `then`: it comes to what follows them.

    A skipped station is passed through, so it is coloured only when the line goes on behind it.
    """
    if not nodes:
        return then
    first = nodes[0]
    if isinstance(first, Station):
        return first.state in REACHED or (first.state == "skipped" and reached(nodes[1:], then))
    onwards = reached(nodes[1:], then)
    return onwards or any(reached(branch) for branch in first.branches)
