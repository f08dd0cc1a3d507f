"""Who fills in a form, when, and what is known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from ventanilla.core.people.models import Location, Person
from ventanilla.core.people.queries import locations


class ListRowLike(Protocol):
    """A row of a list, as far as a form cares."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> Mapping[str, str]: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


class ListSource(Protocol):
    """Where the rows of lists come from; the catalogue has one."""

    def rows(self, slug: str) -> Sequence[ListRowLike]:
        """The rows that may be chosen now, in order; none when there is no such list."""


class NoLists:
    """For forms that choose from no list."""

    def rows(self, slug: str) -> Sequence[ListRowLike]:
        return ()


@dataclass(frozen=True)
class Context:
    """What the answers are read against; it keeps what it has looked up, so make one for each request.

    `today` is a day in the service calendar's zone. `facts` are flat: requester.*, requested_for.*,
    ticket.*, … ; what the form itself asks is `answers.*`.
    `known_files` are keys that an earlier version of these answers had, whoever uploaded them.
    """

    person: Person
    requested_for: Person
    today: date
    lists: ListSource = field(default_factory=NoLists)
    facts: Mapping[str, Any] = field(default_factory=dict)
    known_files: frozenset[str] = frozenset()
    is_working_day: Callable[[date], bool] | None = None

    def rows(self, slug: str) -> Sequence[ListRowLike]:
        """The rows of a list, fetched once."""
        if slug not in self._rows:
            self._rows[slug] = self.lists.rows(slug)
        return self._rows[slug]

    @cached_property
    def places(self) -> Mapping[str, Location]:
        """Every place by its slug, parents first; fetched once."""
        return {place.slug: place for place in locations()}

    @cached_property
    def _rows(self) -> dict[str, Sequence[ListRowLike]]:
        return {}
