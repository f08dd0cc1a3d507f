"""How a ticket stands, for the mails about it: whose turn it is and what comes next.

The workflow knows that, and stands above this room: what tells it is given in config/wiring.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models import Ticket


@dataclass(frozen=True)
class Standing:
    """`step`: what the next step is called, for a subject; `sentences`: whose turn it is, until when."""

    step: str = ""
    sentences: tuple[str, ...] = ()


Teller = Callable[[Ticket, Person], Standing]

_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Set what tells how a ticket stands to a person, in the active language. Called once, by config/wiring.py."""
    _tellers[:] = [teller]


def standing_of(ticket: Ticket, person: Person) -> Standing:
    """How `ticket` stands for `person`; nothing when nobody can tell."""
    return _tellers[0](ticket, person) if _tellers else Standing()
