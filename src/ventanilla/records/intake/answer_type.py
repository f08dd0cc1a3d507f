"""What every question type has. A type is one small class in its own file; defining it makes it known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Question
from ventanilla.core.files.models import StoredFile
from ventanilla.core.rules import as_json
from ventanilla.records.intake.reading import Read
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup, Shown

Asked = TypeVar("Asked", bound=Question)

# What no text may hold: control signs but for line feed and tab, and halves of signs.
UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class AnswerType(Generic[Asked]):
    """How answers of one type are read, known to rules, shown and described."""

    type: ClassVar[str] = ""
    refers_to: ClassVar[str] = ""
    """Whose names `text` needs: "person", "location", "file", or nothing."""
    known: ClassVar[dict[str, AnswerType[Any]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("type"):
            AnswerType.known[cls.type] = cls()

    def read(self, question: Asked, raw: Any, scope: Scope) -> Read:
        """The answer as JSON from a raw value that isn't blank. Raises Wrong."""
        raise NotImplementedError

    def missing(self, question: Asked) -> str:
        """What to say when a required answer isn't there."""
        return _("Write your answer.")

    def lacking(self, question: Asked, scope: Scope) -> str:
        """The same, where it depends on other answers how much is required."""
        return self.missing(question)

    def raw(self, question: Asked, given: Mapping[Any, Any], scope: Scope) -> Any:
        """What counts as given: what was sent, else the default."""
        return given[question.id] if question.id in given else starting_value(question, scope)

    def minimum(self, question: Asked, scope: Scope) -> int:
        """How many of something the question asks for; more than none makes it required."""
        return 0

    def fact(self, question: Asked, answer: Any) -> Any:
        """The answer as rules know it."""
        return answer

    def facts(
        self, question: Asked, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        """All the facts of the answer below `path`; `rows` are the chosen list rows, this one's under ""."""
        return {path: self.fact(question, answer)}

    def from_value(self, question: Asked, value: Any) -> Any:
        """A computed default as raw JSON."""
        return as_json(value)

    def text(self, question: Asked, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        """The answer in words, in the active language."""
        return str(answer)

    def shown_files(self, question: Asked, answer: Any, lookup: Lookup) -> list[StoredFile]:
        """The files of the answer that are still there."""
        return []

    def shown_rows(
        self, question: Asked, answer: Any, rows: Mapping[str, Any], lookup: Lookup
    ) -> list[list[Shown]]:
        """The rows of a repeating group."""
        return []

    def schema(self, question: Asked, scope: Scope) -> dict[str, Any]:
        """JSON Schema (2020-12) of the answer, without what all types share."""
        raise NotImplementedError

    def refers(self, question: Asked) -> str:
        """What the answers to this question refer to, see `refers_to`."""
        return self.refers_to

    def outward(self, question: Asked, answer: Any) -> Any:
        """The answer as it may leave the portal: by the API, in exports, in what a workflow hands on. None to keep
        it back."""
        return answer


def starting_value(question: Question, scope: Scope) -> Any:
    """The question's default as raw JSON, or None."""
    if question.default is None:
        return None
    value = scope.value(question.default)
    return None if value is None else type_of(question).from_value(question, value)


def type_of(question: Question) -> AnswerType[Any]:
    """The type that reads the question's answers."""
    return AnswerType.known[question.type]


def is_blank(raw: Any) -> bool:
    """Whether a raw value says nothing: none, empty, only white space, or a list of such."""
    if raw is None:
        return True
    if isinstance(raw, str):
        return not clean(raw).strip()
    if isinstance(raw, list | tuple):
        return all(item is None or (isinstance(item, str) and is_blank(item)) for item in raw)
    return isinstance(raw, Mapping) and not raw


def clean(text: str) -> str:
    """Text in NFC with plain line ends, without signs that can't be stored or seen."""
    return unicodedata.normalize("NFC", UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
