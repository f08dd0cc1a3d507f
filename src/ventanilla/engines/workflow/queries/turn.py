"""Something open in a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ventanilla.core.people.models import Person

BY_ITSELF = frozenset({"portal", "system", "message", "wait", "elsewhere", "sealed"})


@dataclass(frozen=True)
class Turn:
    """Something open in a ticket: what kind it is ("approval", "code", or a kind of task), what it is called, who has
    it (in words, where some of several are enough: «2 of these 3: …»; `people` by id, when it is theirs alone), and
    until when. `pk` is that of the approval, check or task."""

    kind: str
    pk: int
    title: dict[str, str]
    names: tuple[str, ...]
    people: frozenset[int]
    opened_at: datetime
    due_at: datetime | None
    kept: bool = False
    """Whether who asks sees nothing of it."""

    @property
    def by_itself(self) -> bool:
        """Whether nobody has to do anything: it goes on when the portal has done it, the system answers, or the day
        has come."""
        return self.kind in BY_ITSELF

    def is_of(self, person: Person) -> bool:
        return person.pk in self.people
