"""Who sent an HTTP request."""

from __future__ import annotations

from django.http import HttpRequest

from ventanilla.core.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who is signed in. Raises TypeError on a page that is open to all: those must not ask."""
    if not request.user.is_authenticated:
        raise TypeError("nobody is signed in")
    return request.user
