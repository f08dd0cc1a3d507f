"""A person: a colleague of whoever fills in the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import PersonChoice
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import colleagues
from ventanilla.core.rules.kinds import fold
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup

ADDRESS = re.compile(r"[^\s<>()@]+@[^\s<>()@]+")
NUMBER = re.compile(r"[0-9]{1,18}")
LONGEST = 400


class PersonType(AnswerType[PersonChoice]):
    """JSON: the person's id as text. Given as id, address, "Name (address)", or a name that only one has.

    Nobody outside the organisation is found, and nothing tells them from people who don't exist.
    """

    type: ClassVar[str] = "person"
    refers_to: ClassVar[str] = "person"

    def read(self, question: PersonChoice, raw: Any, scope: Scope) -> Read:
        found = find_people(raw, scope.context.person)
        if not found:
            raise Wrong(_("We can't find this person. Write the whole name or the e-mail address."))
        if len(found) > 1:
            raise Wrong(
                _("Several people have this name. Choose one of the list, or write the e-mail address.")
            )
        return Read(str(found[0].pk))

    def missing(self, question: PersonChoice) -> str:
        return _("Choose a person: write the name or the e-mail address.")

    def text(self, question: PersonChoice, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        person = lookup.people.get(str(answer))
        return person.name if person else _("Somebody who is no longer here")

    def schema(self, question: PersonChoice, scope: Scope) -> dict[str, Any]:
        return {
            "type": "string",
            "maxLength": LONGEST,
            "description": _("The person's id or e-mail address."),
        }


def find_people(raw: Any, asking: Person) -> list[Person]:
    """The colleagues whom a raw value may mean: by id, address, or whole name. At most one query for each way."""
    if not isinstance(raw, str | int) or isinstance(raw, bool):
        return []
    text = clean(str(raw)).strip()[:LONGEST]
    people = colleagues(asking)
    if NUMBER.fullmatch(text):
        return list(people.filter(pk=int(text)))
    address = ADDRESS.search(text)
    if address:
        return list(people.filter(email__iexact=address[0]))
    return [person for person in colleagues(asking, text)[:50] if fold(person.name) == fold(text)]


def written(person: Person) -> str:
    """A person as a text field shows it, and as it is read back: "Marta Ibáñez (marta@acme.example)"."""
    return f"{person.name} ({person.email})"
