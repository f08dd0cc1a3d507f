"""Several people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Persons
from ventanilla.records.intake.answer_type import AnswerType, is_blank
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup
from ventanilla.records.intake.types.person import LONGEST, find_people

MOST = 20


class PersonsType(AnswerType[Persons]):
    """JSON: a list of ids as text. Each is given as one person is; the same one twice counts once."""

    type: ClassVar[str] = "persons"
    refers_to: ClassVar[str] = "person"

    def read(self, question: Persons, raw: Any, scope: Scope) -> Read:
        given = [item for item in (raw if isinstance(raw, list | tuple) else [raw]) if not is_blank(item)]
        if len(given) > 10 * self.most(question):
            raise Wrong(self._too_many(self.most(question)))
        ids: dict[str, None] = {}
        for item in given:
            ids[self._one(item, scope)] = None
        if question.min_people and len(ids) < question.min_people:
            raise Wrong(self._too_few(question.min_people))
        if len(ids) > self.most(question):
            raise Wrong(self._too_many(self.most(question)))
        return Read(list(ids) or None)

    def most(self, question: Persons) -> int:
        """How many people there may be."""
        return question.max_people or MOST

    def missing(self, question: Persons) -> str:
        return self._too_few(max(question.min_people or 1, 1))

    def minimum(self, question: Persons, scope: Scope) -> int:
        return question.min_people or 0

    def text(self, question: Persons, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        found = [lookup.people.get(str(key)) for key in answer]
        return ", ".join(person.name if person else _("Somebody who is no longer here") for person in found)

    def schema(self, question: Persons, scope: Scope) -> dict[str, Any]:
        one = {
            "type": "string",
            "maxLength": LONGEST,
            "description": _("The person's id or e-mail address."),
        }
        described: dict[str, Any] = {"type": "array", "items": one, "maxItems": self.most(question)}
        least = max(question.min_people or 0, 1 if question.required else 0)
        return {**described, "minItems": least} if least else described

    def _one(self, raw: Any, scope: Scope) -> str:
        found = find_people(raw, scope.context.person)
        words = {"name": str(raw)[:60]}
        if not found:
            raise Wrong(_("We can't find “%(name)s”. Write the whole name or the e-mail address.") % words)
        if len(found) > 1:
            text = _(
                "Several people are called “%(name)s”. Choose one of the list, or write the e-mail address."
            )
            raise Wrong(text % words)
        return str(found[0].pk)

    def _too_few(self, least: int) -> str:
        text = ngettext("Name at least one person.", "Name at least %(count)s people.", least)
        return text % {"count": least}

    def _too_many(self, most: int) -> str:
        return ngettext("Name %(count)s person only.", "Name %(count)s people at most.", most) % {
            "count": most
        }
