"""A mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Rating
from ventanilla.core.rules.numbers import as_number
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup


class RatingType(AnswerType[Rating]):
    """JSON: a whole number from 1 on."""

    type: ClassVar[str] = "rating"

    def read(self, question: Rating, raw: Any, scope: Scope) -> Read:
        number = None if isinstance(raw, bool) else as_number(raw)
        if number is None or number != number.to_integral_value() or not 1 <= number <= question.most:
            raise Wrong(self.missing(question))
        return Read(int(number))

    def missing(self, question: Rating) -> str:
        return _("Choose a mark from 1 to %(most)s.") % {"most": question.most}

    def text(self, question: Rating, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return _("%(mark)s of %(most)s") % {"mark": answer, "most": question.most}

    def schema(self, question: Rating, scope: Scope) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": question.most}
