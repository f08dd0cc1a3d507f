"""Answers that a source knows: a thing, a service, a number that is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import AssetChoice, Identifier, LookedUp, ServiceChoice
from ventanilla.core.kit.text import pick
from ventanilla.records.intake.answer_type import AnswerType, clean
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup
from ventanilla.records.intake.sources import Found, NoAnswer, find_in

Asked = TypeVar("Asked", bound=LookedUp)
LONGEST = 100
MOST_DESCRIBED = 200


class LookedUpType(AnswerType[Asked]):
    """JSON: what the source tells it by. How it reads and its columns are kept as they were."""

    def read(self, question: Asked, raw: Any, scope: Scope) -> Read:
        written = " ".join(clean(raw).split()) if isinstance(raw, str) else ""
        if not written or len(written) > LONGEST:
            raise Wrong(self.unknown(question))
        source, inputs = question.asks()
        try:
            found = find_in(source, scope.context.enquiry(scope.values(inputs)), written)
        except NoAnswer:
            return self.unanswered(question, written)
        if found is None:
            raise Wrong(self.unknown(question))
        return Read(found.value, rows={"": snapshot(found)})

    def unknown(self, question: Asked) -> str:
        """One sentence for what doesn't exist and for what isn't theirs."""
        return _("Choose one of the list.")

    def unanswered(self, question: Asked, written: str) -> Read:
        """What to make of it when the source doesn't answer."""
        raise Wrong(try_later())

    def options(self, question: Asked, scope: Scope) -> Sequence[Found] | None:
        """What may be chosen; None when the source doesn't answer."""
        source, inputs = question.asks()
        return scope.context.offered_by(source, scope.values(inputs))

    def facts(
        self, question: Asked, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        columns = rows.get("") or {}
        return {path: answer, **{f"{path}.{name}": value for name, value in columns.items()}}

    def text(self, question: Asked, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return pick((rows.get("") or {}).get("label")) or str(answer)

    def schema(self, question: Asked, scope: Scope) -> dict[str, Any]:
        described: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
        found = self.options(question, scope) or ()
        if 0 < len(found) <= MOST_DESCRIBED:
            described["oneOf"] = [{"const": each.value, "title": pick(each.label)} for each in found]
        return described


class AssetType(LookedUpType[AssetChoice]):
    """A thing by its serial number."""

    type: ClassVar[str] = "asset"

    def missing(self, question: AssetChoice) -> str:
        return _("Choose one of the list.")

    def unknown(self, question: AssetChoice) -> str:
        return _("Choose one of the list, or write the serial number as it stands on the thing.")

    def schema(self, question: AssetChoice, scope: Scope) -> dict[str, Any]:
        if question.of == "organization":  # they may be thousands, and are told by their serial number
            return {"type": "string", "maxLength": LONGEST}
        return super().schema(question, scope)


class ServiceType(LookedUpType[ServiceChoice]):
    """A service by its id."""

    type: ClassVar[str] = "service"

    def missing(self, question: ServiceChoice) -> str:
        return _("Choose one of the services.")

    def unknown(self, question: ServiceChoice) -> str:
        return _("Choose one of the services.")


class IdentifierType(LookedUpType[Identifier]):
    """What is typed and looked up. Unchecked, when the source didn't answer and the package lets it pass."""

    type: ClassVar[str] = "identifier"

    def unknown(self, question: Identifier) -> str:
        return _("We can't find this, or you can't use it. Check how it is written.")

    def unanswered(self, question: Identifier, written: str) -> Read:
        if question.otherwise == "later":
            raise Wrong(try_later())
        return Read(written, rows={"": {"checked": False}})

    def schema(self, question: Identifier, scope: Scope) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST}

    def facts(
        self, question: Identifier, answer: Any, rows: Mapping[str, dict[str, Any]], path: str
    ) -> dict[str, Any]:
        return {f"{path}.checked": True, **super().facts(question, answer, rows, path)}


def snapshot(found: Found) -> dict[str, Any]:
    """What is kept of something that was found: its columns and how it reads."""
    return {**found.columns, "label": dict(found.label)}


def try_later() -> str:
    """What to say when a source doesn't answer."""
    return _(
        "We can't check this right now, because another system doesn't answer. Try again in a few minutes."
    )
