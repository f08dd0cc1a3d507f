"""What a page is given, once somebody is signed in."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ventanilla.core.people.models import Person


class Visit(HttpRequest):
    """A request of a person (`sign_in_by_default` turns everybody else away); htmx says what it wants."""

    user: Person
    htmx: HtmxDetails
