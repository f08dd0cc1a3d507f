"""A colleague whom somebody has written down."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues

ADDRESS = re.compile(r"[^\s<>()@]+@[^\s<>()@]+")
LONGEST = 400


def colleague(person: Person, text: str, field: str) -> Person:
    """The one colleague meant by an e-mail address, «Name (address)» or a name. Raises Invalid for `field`;
    whether there is such a person in another organisation is never told."""
    given = " ".join(text.replace("\x00", "").split())[:LONGEST]
    if not given:
        raise _invalid(field, _("Write the name or the e-mail address of a colleague."))
    address = ADDRESS.search(given)
    rows = colleagues(person).filter(email__iexact=address[0]) if address else colleagues(person, given)
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise _invalid(field, _("Several people have this name. Write the e-mail address."))
    raise _invalid(field, _("We can't find this person. Write the whole name or the e-mail address."))


def _invalid(field: str, words: str) -> Invalid:
    return Invalid(words, {field: [words]})
