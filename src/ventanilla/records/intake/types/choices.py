"""Several choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import Choices, SourceOptions
from ventanilla.records.intake.answer_type import AnswerType, is_blank
from ventanilla.records.intake.options import answers, offered
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup
from ventanilla.records.intake.types.choice import described_options, option_text
from ventanilla.records.intake.types.looked_up import try_later


class ChoicesType(AnswerType[Choices]):
    """JSON: a list of values, in the order of the options. Chosen list rows are kept by value."""

    type: ClassVar[str] = "choices"

    def read(self, question: Choices, raw: Any, scope: Scope) -> Read:
        given = [value for value in (raw if isinstance(raw, list | tuple) else [raw]) if not is_blank(value)]
        options = offered(question, scope)
        values = {option.value for option in options}
        if isinstance(question.options, SourceOptions) and given and not answers(question.options, scope):
            raise Wrong(try_later())
        if any(not isinstance(value, str) or value not in values for value in given):
            raise Wrong(_("Choose from the options only."))
        chosen = [option for option in options if option.value in given]
        self._check_count(question, len(chosen))
        snapshots = {option.value: option.snapshot() for option in chosen if option.row is not None}
        return Read([option.value for option in chosen] or None, rows={"": snapshots} if snapshots else {})

    def missing(self, question: Choices) -> str:
        return self._too_few(max(question.min_choices or 1, 1))

    def minimum(self, question: Choices, scope: Scope) -> int:
        return question.min_choices or 0

    def text(self, question: Choices, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        kept = rows.get("") or {}
        return ", ".join(
            option_text(question, value, (kept.get(value) or {}).get("label")) for value in answer
        )

    def schema(self, question: Choices, scope: Scope) -> dict[str, Any]:
        items = {"type": "string", **described_options(question, scope)}
        described: dict[str, Any] = {"type": "array", "items": items, "uniqueItems": True}
        least = max(question.min_choices or 0, 1 if question.required else 0)
        if least:
            described["minItems"] = least
        if question.max_choices:
            described["maxItems"] = question.max_choices
        return described

    def _check_count(self, question: Choices, count: int) -> None:
        if question.min_choices and count < question.min_choices:
            raise Wrong(self._too_few(question.min_choices))
        if question.max_choices and count > question.max_choices:
            most = question.max_choices
            text = ngettext("Choose %(count)s option at most.", "Choose %(count)s options at most.", most)
            raise Wrong(text % {"count": most})

    def _too_few(self, least: int) -> str:
        text = ngettext("Choose at least one option.", "Choose at least %(count)s options.", least)
        return text % {"count": least}
