"""One choice out of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Choice, Choices, RowOptions, SourceOptions
from ventanilla.core.kit.text import Localized, languages, pick
from ventanilla.core.rules import facts_in
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.options import Offered, answers, offered
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup
from ventanilla.records.intake.types.looked_up import try_later

LONGEST_WRITTEN = 200


class ChoiceType(AnswerType[Choice]):
    type: ClassVar[str] = "choice"

    def read(self, question: Choice, raw: Any, scope: Scope) -> Read:
        found = next((option for option in offered(question, scope) if option.value == raw), None)
        if found is None and isinstance(question.options, SourceOptions):
            return unanswered(question.options, raw, scope)
        if found is None:
            raise Wrong(_("Choose one of the options."))
        if not (found.leaf or getattr(question.options, "any_level", False)):
            raise Wrong(_("Choose one of those below “%(name)s” too.") % {"name": pick(found.label)})
        return Read(found.value, rows={"": found.snapshot()} if found.row is not None else {})

    def missing(self, question: Choice) -> str:
        return _("Choose one of the options.")

    def facts(
        self, question: Choice, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        """The columns of the chosen row, its words by language among them; of a written option its words,
        by which messages call it."""
        words = written_words(question, answer)
        columns = rows.get("") or ({"label": words, "words": words} if words else {})
        return {path: answer, **{f"{path}.{name}": value for name, value in columns.items()}}

    def text(self, question: Choice, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return option_text(question, answer, (rows.get("") or {}).get("label"))

    def schema(self, question: Choice, scope: Scope) -> dict[str, Any]:
        return {"type": "string", **described_options(question, scope)}


def written_words(question: Choice | Choices, value: str) -> Localized | None:
    """The label of an option that is written in the form; None of any other."""
    options = question.options if isinstance(question.options, tuple) else ()
    return next((dict(option.label) for option in options if option.value == value), None)


def unanswered(options: SourceOptions, raw: Any, scope: Scope) -> Read:
    """What to make of an answer that the source doesn't offer: nothing, unless the source doesn't answer and the
    package lets it be written."""
    if answers(options, scope):
        raise Wrong(_("Choose one of the options."))
    written = " ".join(clean(raw).split()) if isinstance(raw, str) else ""
    if options.otherwise == "later" or not 0 < len(written) <= LONGEST_WRITTEN:
        raise Wrong(try_later())
    return Read(written, rows={"": {"checked": False, "label": dict.fromkeys(languages(), written)}})


def option_text(question: Choice | Choices, value: str, kept: Localized | None) -> str:
    """An option's label: as it was kept with the answer, else as the form has it."""
    if kept:
        return pick(kept) or value
    if not isinstance(question.options, tuple):
        return value
    return next((pick(option.label) for option in question.options if option.value == value), value)


def described_options(question: Choice | Choices, scope: Scope) -> dict[str, Any]:
    """JSON Schema of one option, with the words as titles; open when the options depend on other answers."""
    found = _describable(question, scope)
    return (
        {"oneOf": [{"const": option.value, "title": pick(option.label)} for option in found]} if found else {}
    )


def _describable(question: Choice | Choices, scope: Scope) -> list[Offered]:
    options = question.options
    if isinstance(options, tuple):
        return [Offered(option.value, option.label) for option in options]
    own = f"{scope.prefix}."
    if isinstance(options, RowOptions):
        return [] if options.rows.startswith(own) else offered(question, scope)
    if isinstance(options, SourceOptions) and any(
        path.startswith(own) for path in facts_in(options.inputs or {})
    ):
        return []
    if options.where is not None and any(path.startswith(own) for path in facts_in(options.where)):
        return []
    return offered(question, scope)
