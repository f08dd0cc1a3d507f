"""The small counts in the navigation: worked out only when a page draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.http import HttpRequest, HttpResponse

from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.queries import unread_count
from ventanilla.engines.workflow.queries import open_approvals, open_tasks

MOST = 100

COUNTS: dict[str, Callable[[Person], int]] = {
    "approvals": lambda person: open_approvals(person).order_by().values("pk")[:MOST].count(),
    "notifications": unread_count,
    "tasks": lambda person: open_tasks(person).order_by().values("pk")[:MOST].count(),
}


class Badges(Mapping[str, int]):
    """Counts by name for one person; each is read once, when it is first asked for."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = COUNTS[name](self._person)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(COUNTS)

    def __len__(self) -> int:
        return len(COUNTS)


def badges(handle: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after authentication: `request.badges` for the layouts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.badges = Badges(request.user)  # type: ignore[attr-defined]
        return handle(request)

    return middleware
