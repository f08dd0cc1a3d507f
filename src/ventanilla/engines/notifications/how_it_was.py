"""The question how it was, in the news that a request is done.

Whether a person asked for it, or a schedule or another request did, the workflow knows, and stands above this room:
what tells it is given in config/wiring.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.feedback.policies import may_rate
from ventanilla.records.feedback.queries import rating_of
from ventanilla.records.tickets.entries import Resolved
from ventanilla.records.tickets.models import Ticket

Teller = Callable[[Ticket], bool]

_tellers: list[Teller] = []


def register(asked_by_itself: Teller) -> None:
    """Set what tells whether nobody asked for a ticket themselves. Called once, by config/wiring.py."""
    _tellers[:] = [asked_by_itself]


def question(person: Person, ticket: Ticket | None, news: Iterable[EntryType]) -> list[dict[str, str]]:
    """One more line for who hears that what they asked for is done, in the active language: it leads to where they say
    how it was. Nobody is asked twice about a request, nor after they have said it."""
    if ticket is None or not any(type(what) is Resolved for what in news) or not may_rate(person, ticket):
        return []
    path = f"/requests/{ticket.number}/#how-it-was"
    asked = Notification.objects.filter(person=person, ticket=ticket, also__contains=[{"path": path}])
    if rating_of(ticket) or any(teller(ticket) for teller in _tellers) or asked.exists():
        return []
    return [{"text": _("How was it? Tell us with a mark from 1 to 5."), "path": path}]
