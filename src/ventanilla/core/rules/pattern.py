"""Text patterns: the part of regular expressions that means the same everywhere, matched in linear time.

Known: letters, `.`, `[a-z]`, `[^a-z]`, `\\d \\w \\s` (ASCII), `( )`, `(?: )`, `|`, `* + ? {n} {n,} {n,m}`
and `\\` before a sign. No look-around, back-references, lazy repeats or anchors: a pattern always
matches the whole text. All paths are walked at once (Thompson, 1968), so no pattern can be slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ventanilla.core.rules.faults import RuleFault

LONGEST_PATTERN = 200
LONGEST_TEXT = 2_000
DEEPEST = 20
MOST_STEPS = 300
SIGNS = frozenset("\\.[](){}|*+?^$/-")
SHORTHANDS = {
    "d": (("0", "9"),),
    "w": (("0", "9"), ("A", "Z"), ("_", "_"), ("a", "z")),
    "s": (("\t", "\r"), (" ", " ")),
}
COUNT = re.compile(r"\{([0-9]{1,3})(,([0-9]{1,3})?)?\}")

Ranges = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Letter:
    """One sign of the text, in the ranges or outside them."""

    ranges: Ranges
    inside: bool = True

    def takes(self, sign: str) -> bool:
        return any(low <= sign <= high for low, high in self.ranges) == self.inside


@dataclass(frozen=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    choices: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    part: Node
    least: int
    most: int | None


Node = Letter | Sequence | Either | Repeat
ANYTHING = Letter((("\n", "\n"), ("\r", "\r"), ("\u2028", "\u2029")), inside=False)


@dataclass
class Program:
    """Steps: a letter to take, or places to go on from; the last step is the end."""

    steps: list[Letter | tuple[int, ...]] = field(default_factory=list)

    def matches(self, text: str) -> bool:
        now = self._reach([0])
        for sign in text:
            now = self._reach(
                place + 1
                for place in now
                if isinstance(step := self.steps[place], Letter) and step.takes(sign)
            )
            if not now:
                return False
        return len(self.steps) - 1 in now

    def _reach(self, places: Iterable[int]) -> set[int]:
        seen: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            step = self.steps[place]
            if isinstance(step, tuple):
                waiting.extend(step)
        return seen

    def put(self, step: Letter | tuple[int, ...]) -> int:
        if len(self.steps) >= MOST_STEPS:
            raise RuleFault("pattern_too_long")
        self.steps.append(step)
        return len(self.steps) - 1


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Program:
    """Raises RuleFault `pattern_too_long` or `pattern` (with what isn't understood)."""
    if len(pattern) > LONGEST_PATTERN:
        raise RuleFault("pattern_too_long")
    program = Program()
    _write(Parser(pattern).parsed(), program)
    program.put(())
    return program


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text fits; a text over 2,000 signs never does."""
    return len(text) <= LONGEST_TEXT and compiled(pattern).matches(text)


def _write(node: Node, program: Program) -> None:
    if isinstance(node, Letter):
        program.put(node)
    elif isinstance(node, Sequence):
        if not node.parts:  # nothing takes a step too, or "(){999}" nested would never end
            program.put((len(program.steps) + 1,))
        for part in node.parts:
            _write(part, program)
    elif isinstance(node, Either):
        _write_either(node, program)
    else:
        _write_repeat(node, program)


def _write_either(node: Either, program: Program) -> None:
    starts, ends = [], []
    fork = program.put(())
    for choice in node.choices:
        starts.append(len(program.steps))
        _write(choice, program)
        ends.append(program.put(()))
    program.steps[fork] = tuple(starts)
    for end in ends:
        program.steps[end] = (len(program.steps),)


def _write_repeat(node: Repeat, program: Program) -> None:
    for _ in range(node.least):
        _write(node.part, program)
    if node.most is None:
        fork = program.put(())
        _write(node.part, program)
        program.put((fork,))
        program.steps[fork] = (fork + 1, len(program.steps))
        return
    forks = []
    for _ in range(node.most - node.least):
        forks.append(program.put(()))
        _write(node.part, program)
    for fork in forks:
        program.steps[fork] = (fork + 1, len(program.steps))


class Parser:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def parsed(self) -> Node:
        node = self._either()
        if self.at < len(self.pattern):
            raise self._fault()
        return node

    def _either(self) -> Node:
        choices = [self._sequence()]
        while self._take("|"):
            choices.append(self._sequence())
        return choices[0] if len(choices) == 1 else Either(tuple(choices))

    def _sequence(self) -> Node:
        parts = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return Sequence(tuple(parts))

    def _repeated(self, part: Node) -> Node:
        for sign, least, most in (("*", 0, None), ("+", 1, None), ("?", 0, 1)):
            if self._take(sign):
                return Repeat(part, least, most)
        count = COUNT.match(self.pattern, self.at)
        if not count:
            return part
        least = int(count[1])
        most = least if count[2] is None else int(count[3]) if count[3] else None
        if most is not None and most < least:
            raise self._fault()
        self.at = count.end()
        return Repeat(part, least, most)

    def _atom(self) -> Node:
        if self._take("("):
            return self._group()
        if self._take("["):
            return self._class()
        if self._take("."):
            return ANYTHING
        if self._take("\\"):
            return Letter(self._escaped())
        sign = self.pattern[self.at]
        if sign in "*+?{}]^$":
            raise self._fault()
        self.at += 1
        return Letter(((sign, sign),))

    def _group(self) -> Node:
        if self._take("?") and not self._take(":"):
            raise self._fault()
        self.depth += 1
        if self.depth > DEEPEST:
            raise RuleFault("pattern_too_long")
        node = self._either()
        self.depth -= 1
        if not self._take(")"):
            raise self._fault()
        return node

    def _class(self) -> Node:
        outside = self._take("^")
        ranges: list[tuple[str, str]] = []
        while not self._take("]"):
            first = self._class_item()
            if len(first) == 1 and first[0][0] == first[0][1] and self._starts_range():
                self.at += 1
                last = self._class_item()
                if len(last) != 1 or last[0][0] != last[0][1] or last[0][0] < first[0][0]:
                    raise self._fault()
                first = ((first[0][0], last[0][0]),)
            ranges.extend(first)
        if not ranges:
            raise self._fault()
        return Letter(tuple(ranges), inside=not outside)

    def _class_item(self) -> Ranges:
        if self._take("\\"):
            return self._escaped()
        sign = self.pattern[self.at : self.at + 1]
        if sign in ("", "["):
            raise self._fault()
        self.at += 1
        return ((sign, sign),)

    def _starts_range(self) -> bool:
        return self.pattern[self.at : self.at + 1] == "-" and self.pattern[self.at + 1 : self.at + 2] != "]"

    def _escaped(self) -> Ranges:
        sign = self.pattern[self.at : self.at + 1]
        if sign in SHORTHANDS:
            self.at += 1
            return SHORTHANDS[sign]
        if not sign or sign not in SIGNS:
            raise self._fault()
        self.at += 1
        return ((sign, sign),)

    def _take(self, sign: str) -> bool:
        found = self.pattern.startswith(sign, self.at)
        self.at += found
        return found

    def _fault(self) -> RuleFault:
        return RuleFault("pattern", sign=self.pattern[self.at : self.at + 1] or "…", at=str(self.at + 1))
