"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import YesNo
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup

YES = frozenset({"yes", "true", "1", "on", "sí", "si"})
NO = frozenset({"no", "false", "0", "off"})


class YesNoType(AnswerType[YesNo]):
    type: ClassVar[str] = "yes_no"

    def read(self, question: YesNo, raw: Any, scope: Scope) -> Read:
        if isinstance(raw, bool):
            return Read(raw)
        word = raw.strip().lower() if isinstance(raw, str) else ""
        if word not in YES | NO:
            raise Wrong(self.missing(question))
        return Read(word in YES)

    def missing(self, question: YesNo) -> str:
        return _("Answer yes or no.")

    def text(self, question: YesNo, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return _("Yes") if answer else _("No")

    def schema(self, question: YesNo, scope: Scope) -> dict[str, Any]:
        return {"type": "boolean"}
