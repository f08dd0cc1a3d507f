"""The small counts in the navigation: worked out only when a page draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Value

from ventanilla.core.access.queries import team_ids
from ventanilla.core.kit.standing import MANY, Standing
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.queries import unread
from ventanilla.engines.workflow.queries import desk_tasks_of, open_approvals, open_tasks_of
from ventanilla.records.budgets.models import CostCentre

MOST = 100
NAMES = ("approvals", "notifications", "tasks")


def _signs(person: int) -> QuerySet[Any, Any]:
    """A row for each thing that wants this person's eyes or hands, up to MOST of a kind."""
    rows = {
        "approvals": open_approvals(person),
        "notifications": unread(person),
        "work": desk_tasks_of(person),
        "budgets": CostCentre.objects.filter(owner=person),
    }
    first, *others = (found.order_by().values_list(Value(name))[:MOST] for name, found in rows.items())
    return first.union(*others, all=True)


def _tasks(person: int, teams: list[int]) -> QuerySet[Any, Any]:
    return open_tasks_of(person, teams).order_by().values_list("pk")[:MOST]


SIGNS = Standing(_signs, person=-1)
TASKS = Standing(_tasks, person=-1, teams=MANY)


class Badges(Mapping[str, int]):
    """Counts by name for one person, and what else the navigation asks; read when something is first asked for."""

    def __init__(self, person: Person) -> None:
        self._person = person

    @cached_property
    def signs(self) -> list[str]:
        """«approvals», «notifications», «work» and «budgets», as often as there is one."""
        return [name for (name,) in SIGNS(person=self._person.pk)]

    @cached_property
    def tasks(self) -> int:
        """Only those who work at the desk see this one."""
        return len(TASKS(person=self._person.pk, teams=team_ids(self._person)))

    def __getitem__(self, name: str) -> int:
        if name not in NAMES:
            raise KeyError(name)
        return self.tasks if name == "tasks" else self.signs.count(name)

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)
