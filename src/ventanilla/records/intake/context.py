"""Who fills in a form, when, and what is known beforehand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from functools import cached_property
from typing import Any, Protocol

from ventanilla.core.people.models import Location, Person, Team
from ventanilla.core.people.queries import locations
from ventanilla.core.rules import FactType, as_json
from ventanilla.records.intake.sources import Enquiry, Found, NoAnswer, options_of


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

    def public_columns(self, slug: str) -> Mapping[str, FactType]:
        """The columns that everybody may know, with their types."""


class NoLists:
    """For forms that choose from no list."""

    def rows(self, slug: str) -> Sequence[ListRowLike]:
        return ()

    def public_columns(self, slug: str) -> Mapping[str, FactType]:
        return {}


@dataclass(frozen=True)
class Context:
    """What the answers are read against; it keeps what it has looked up, so make one for each request.

    `today` is a day in the service calendar's zone. `facts` are flat: requester.*, requested_for.*,
    ticket.*, … ; what the form itself asks is `answers.*`.
    `known_files` are keys that an earlier version of these answers had, whoever uploaded them; `earlier` are those
    answers themselves, by question. `zone` is the service calendar's, in which times are typed; `department` is the
    slug of the one that the service belongs to.
    """

    person: Person
    requested_for: Person
    today: date
    lists: ListSource = field(default_factory=NoLists)
    facts: Mapping[str, Any] = field(default_factory=dict)
    known_files: frozenset[str] = frozenset()
    is_working_day: Callable[[date], bool] | None = None
    zone: tzinfo = UTC
    earlier: Mapping[str, Any] = field(default_factory=dict)
    department: str = ""

    def rows(self, slug: str) -> Sequence[ListRowLike]:
        """The rows of a list, fetched once."""
        if slug not in self._rows:
            self._rows[slug] = self.lists.rows(slug)
        return self._rows[slug]

    def public_columns(self, slug: str) -> Mapping[str, FactType]:
        """The columns of a list that everybody may know, fetched once."""
        if slug not in self._public:
            self._public[slug] = self.lists.public_columns(slug)
        return self._public[slug]

    @cached_property
    def places(self) -> Mapping[str, Location]:
        """Every place by its slug, parents first; fetched once."""
        return {place.slug: place for place in locations()}

    @cached_property
    def teams(self) -> Sequence[Team]:
        """Every team with its department, fetched once."""
        return list(Team.objects.select_related("department").order_by("slug"))

    def offered_by(self, source: str, inputs: Mapping[str, Any]) -> Sequence[Found] | None:
        """What a source offers, asked once for each set of inputs; None when it doesn't answer."""
        key = (source, json.dumps(as_json(dict(inputs)), sort_keys=True, default=str))
        if key not in self._offered:
            try:
                self._offered[key] = options_of(source, self.enquiry(inputs))
            except NoAnswer:
                self._offered[key] = None
        return self._offered[key]

    def enquiry(self, inputs: Mapping[str, Any]) -> Enquiry:
        """Who asks a source, with these inputs."""
        return Enquiry(self.person, self.requested_for, as_json(dict(inputs)), self.department)

    @cached_property
    def _offered(self) -> dict[tuple[str, str], Sequence[Found] | None]:
        return {}

    @cached_property
    def _rows(self) -> dict[str, Sequence[ListRowLike]]:
        return {}

    @cached_property
    def _public(self) -> dict[str, Mapping[str, FactType]]:
        return {}
