"""A secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Secret
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.secrets import sealed, unsealed
from ventanilla.records.intake.showing import Lookup

MOST = 500


class SecretType(AnswerType[Secret]):
    """JSON: a sealed text. What was sealed for the same person, or was the answer before, is taken as it is."""

    type: ClassVar[str] = "secret"

    def read(self, question: Secret, raw: Any, scope: Scope) -> Read:
        if not isinstance(raw, str):
            raise Wrong(self.missing(question))
        if raw == scope.context.earlier.get(question.id):
            return Read(raw)
        kept = unsealed(raw, question.id)
        if kept is not None and kept[1] == scope.context.person.pk:
            self._check(question, kept[0])
            return Read(raw)
        text = clean(raw).strip()
        self._check(question, text)
        return Read(sealed(text, question.id, scope.context.person.pk))

    def facts(
        self, question: Secret, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        return {}

    def text(self, question: Secret, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return _("Secret, kept sealed")

    def outward(self, question: Secret, answer: Any) -> Any:
        return None

    def schema(self, question: Secret, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "maxLength": question.max_length or MOST, "writeOnly": True}

    def _check(self, question: Secret, text: str) -> None:
        over = len(text) - (question.max_length or MOST)
        if over > 0:
            words = ngettext(
                "Shorten your answer by %(over)s character: there is room for %(limit)s.",
                "Shorten your answer by %(over)s characters: there is room for %(limit)s.",
                over,
            )
            raise Wrong(words % {"over": over, "limit": question.max_length or MOST})
