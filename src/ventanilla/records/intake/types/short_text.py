"""One line of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Text
from ventanilla.core.kit.text import pick
from ventanilla.core.rules.pattern import matches
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope


class ShortText(AnswerType[Text]):
    """Text without line breaks; `most` is the limit when the question sets none."""

    type: ClassVar[str] = "short_text"
    most: ClassVar[int] = 500

    def read(self, question: Text, raw: Any, scope: Scope) -> Read:
        if not isinstance(raw, str):
            raise Wrong(self.missing(question))
        text = self.tidy(raw)
        messages = list(self._doubts(question, text))
        if messages:
            raise Wrong(*messages)
        return Read(text)

    def tidy(self, raw: str) -> str:
        return " ".join(clean(raw).split())

    def limit(self, question: Text) -> int:
        """How many signs an answer may have."""
        return question.max_length or self.most

    def schema(self, question: Text, scope: Scope) -> dict[str, Any]:
        described: dict[str, Any] = {"type": "string", "maxLength": self.limit(question)}
        least = max(question.min_length or 0, 1 if question.required else 0)
        if least:
            described["minLength"] = least
        if question.pattern:
            described["pattern"] = f"^(?:{question.pattern.regex})$"
        return described

    def _doubts(self, question: Text, text: str) -> Iterator[str]:
        limit = self.limit(question)
        if len(text) > limit:
            over = len(text) - limit
            yield ngettext(
                "Shorten your answer by %(over)s character: there is room for %(limit)s.",
                "Shorten your answer by %(over)s characters: there is room for %(limit)s.",
                over,
            ) % {"over": over, "limit": limit}
        elif question.min_length and len(text) < question.min_length:
            yield _("Tell us a little more: at least %(limit)s characters.") % {"limit": question.min_length}
        if question.pattern and not matches(question.pattern.regex, text):
            yield pick(question.pattern.message)
