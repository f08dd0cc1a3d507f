"""Consent to a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Consent
from ventanilla.core.kit import clock
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, instant_text
from ventanilla.records.intake.types.yes_no import NO, YES


class ConsentType(AnswerType[Consent]):
    """JSON: {"given": true, "at": moment, "text": {language: text}}; given as true. Without consent there is no answer.

    Answers that are given anew keep the moment of a consent to the same text.
    """

    type: ClassVar[str] = "consent"

    def read(self, question: Consent, raw: Any, scope: Scope) -> Read:
        given = raw.get("given") if isinstance(raw, Mapping) else raw
        word = given.strip().lower() if isinstance(given, str) else given
        if word is False or (isinstance(word, str) and word in NO):
            return Read(None)
        if word is not True and not (isinstance(word, str) and word in YES):
            raise Wrong(self.missing(question))
        before = scope.context.earlier.get(question.id)
        if isinstance(before, Mapping) and before.get("text") == question.text and before.get("at"):
            return Read(dict(before))
        moment = clock.now().astimezone(scope.context.zone).isoformat(timespec="seconds")
        return Read({"given": True, "at": moment, "text": dict(question.text)})

    def missing(self, question: Consent) -> str:
        return _("Tick the box to go on: without your consent this can't be done.")

    def fact(self, question: Consent, answer: Any) -> Any:
        return bool(answer.get("given"))

    def from_value(self, question: Consent, value: Any) -> Any:
        return None

    def text(self, question: Consent, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        try:
            moment = instant_text(datetime.fromisoformat(str(answer.get("at"))))
        except ValueError:
            return _("Consent given")
        return _("Consent given on %(moment)s") % {"moment": moment}

    def schema(self, question: Consent, scope: Scope) -> dict[str, Any]:
        return {"const": True} if question.required and question.visible_if is None else {"type": "boolean"}
