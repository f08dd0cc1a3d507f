"""People as values name them."""

from __future__ import annotations

from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email

LONGEST_NUMBER = 18


def somebody_named(text: str) -> Person | None:
    """Somebody by address, or by the id that the answer to a question of type person holds; None when unknown."""
    if "@" in text:
        return by_email(text)
    if text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return Person.objects.filter(pk=int(text)).first()
    return None


def anybody_named(text: str) -> Person | None:
    """The same, also somebody who has left, when nobody who is here has the address."""
    if "@" not in text:
        return somebody_named(text)
    return Person.objects.filter(email__iexact=text.strip()).order_by("-is_active", "pk").first()


def who_has_left(text: str) -> str:
    """The name of somebody who is named so and has left; nothing for everybody else."""
    person = anybody_named(text)
    return "" if person is None or person.is_active else person.name
