"""Reads. Who may see a request sees how it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ventanilla.records.feedback.models import Rating
from ventanilla.records.tickets.models import Ticket


def rating_of(ticket: Ticket) -> Rating | None:
    """How it was, if who asked has said so. One query."""
    return Rating.objects.filter(ticket=ticket).select_related("person").first()


def marks_of(tickets: Iterable[int]) -> Counter[int]:
    """How often each mark was given to these requests (by their ids). One query."""
    return Counter(Rating.objects.filter(ticket__in=list(tickets)).values_list("mark", flat=True))
