"""Several colleagues: those who were named, each with a button to take them away, and a field for one more."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Persons
from ventanilla.records.intake.types.person import find_people, written
from ventanilla.records.intake.types.persons import PersonsType
from ventanilla.surfaces.ui.forms.naming import DROP
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

NEW = "new"
PERSONS = PersonsType()


class PersonsWidget(Widget[Persons]):
    type: ClassVar[str] = "persons"
    template: ClassVar[str] = "ui/forms/persons.html"

    def take(self, question: Persons, posted: Posted, name: str, path: str) -> Any:
        """Those who stand there, less the one to be taken away, and who was typed besides."""
        dropped = posted.text(DROP).removeprefix(f"{name}:")
        given = [one for one in posted.texts(name) if one != dropped]
        typed = posted.text(f"{name}.{NEW}").strip()
        return [*given, typed] if typed else given

    def was_sent(self, question: Persons, posted: Posted, name: str) -> bool:
        return posted.was_shown(name) or f"{name}.{NEW}" in posted.values

    def details(self, question: Persons, raw: Any, filling: Filling) -> dict[str, Any]:
        given = raw if isinstance(raw, list) else [raw] if as_text(raw) else []
        chips: dict[str, str] = {}
        typed = ""
        for one in given[: 2 * PERSONS.most(question)]:
            found = find_people(one, filling.context.person)
            if len(found) == 1:
                chips[str(found[0].pk)] = written(found[0])
            else:
                typed = as_text(one)
        return {
            "chips": list(chips.items()),
            "value": typed,
            "new_name": f"{filling.path(question)}.{NEW}",
            "offers": [written(person) for person in filling.offers.people],
            "full": len(chips) >= PERSONS.most(question),
        }
