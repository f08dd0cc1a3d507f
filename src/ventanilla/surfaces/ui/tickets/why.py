"""Why a request went where it went (B06): plainly for who asked, in full for who looks after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.queries import explanations
from ventanilla.records.tickets.models import Ticket

MARKS = {"✓": "yes", "✗": "no"}
DEEPEST = 4


@dataclass(frozen=True)
class Line:
    """One line: `mark` is "yes", "no" or empty, `level` how deep it stands."""

    text: str
    mark: str = ""
    level: int = 0


@dataclass(frozen=True)
class Reason:
    """One decision that was made by itself, what came out, and what it hangs on."""

    kind: str
    title: str
    outcome: str
    lines: tuple[Line, ...]


def why(ticket: Ticket, reader: Person, *, full: bool = False) -> list[Reason]:
    """Why this team, this priority, these targets, and why these people decide."""
    return [
        Reason(one.kind, one.subject, one.outcome, tuple(_lines(one.lines)))
        for one in explanations(ticket, reader, full=full)
    ]


def _lines(lines: Iterable[str]) -> Iterable[Line]:
    for line in lines:
        text = line.lstrip(" ")
        level = min((len(line) - len(text)) // 2, DEEPEST)
        mark = MARKS.get(text[:1], "")
        yield Line(text[1:].strip() if mark else text, mark, level)
