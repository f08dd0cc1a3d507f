"""One choice: radio buttons while they can be taken in at a glance, else a list to open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import Choice, Choices, ListOptions, RowOptions, SourceOptions
from ventanilla.core.rules import facts_in
from ventanilla.records.intake.options import Offered, answers, offered
from ventanilla.records.intake.types.looked_up import try_later
from ventanilla.surfaces.ui.forms.fields import Choosable, Said
from ventanilla.surfaces.ui.forms.naming import field_id
from ventanilla.surfaces.ui.forms.widget import Filling, Widget, as_text

AT_A_GLANCE = 7
INDENT = "\u2003"


class ChoiceWidget(Widget[Choice]):
    type: ClassVar[str] = "choice"

    def details(self, question: Choice, raw: Any, filling: Filling) -> dict[str, Any]:
        options = choosables(question, {as_text(raw)}, filling)
        details = {
            "options": options,
            "open": 0 < len(options) <= AT_A_GLANCE and not changes(question) and not _is_tree(question),
            **tree_details(question.options, filling),
        }
        asked = question.options
        if not isinstance(asked, SourceOptions) or answers(asked, filling.scope):
            return details
        if asked.otherwise == "text":
            told = _("The list isn't available right now: write your answer.")
            return {"open": False, "value": as_text(raw), "limits": told, "written": True}
        return {**details, "limits": try_later()}

    def is_grouped(self, question: Choice, details: Mapping[str, Any]) -> bool:
        return bool(details["open"])

    def template_for(self, question: Choice, details: Mapping[str, Any]) -> str:
        if details.get("written"):
            return "ui/forms/text.html"
        return "ui/forms/radios.html" if details["open"] else "ui/forms/select.html"


def _is_tree(question: Choice) -> bool:
    return isinstance(question.options, ListOptions) and question.options.parent is not None


def tree_details(options: object, filling: Filling) -> dict[str, Any]:
    """What the browser needs to let somebody choose step by step."""
    if not isinstance(options, ListOptions) or options.parent is None:
        return {}
    return steps([Said.of(level, filling.language).text for level in options.levels], options.any_level)


def steps(levels: list[str], any_level: bool) -> dict[str, Any]:
    """The names of the steps, as the page carries them."""
    return {
        "tree": True,
        "levels": "|".join(level.replace("|", "/") for level in levels),
        "any_level": any_level,
    }


def changes(question: Choice | Choices) -> bool:
    """Whether the answers decide which rows of a list are offered."""
    options = question.options
    if isinstance(options, RowOptions):
        return options.rows.startswith("answers.")
    if isinstance(options, SourceOptions):
        return any(
            path.startswith("answers.")
            for path in facts_in([dict(options.inputs or {}), options.where or True])
        )
    if not isinstance(options, ListOptions) or options.where is None:
        return False
    return any(path.startswith("answers.") for path in facts_in(options.where))


def choosables(question: Choice | Choices, chosen: Iterable[str], filling: Filling) -> list[Choosable]:
    """The options to draw. Those of the form that aren't offered now are there too, hidden."""
    now = offered(question, filling.scope)
    if not isinstance(question.options, tuple):
        every = now
    else:
        every = [Offered(option.value, option.label, option.hint or {}) for option in question.options]
    depths = _depths(every)
    values, picked = {option.value for option in now}, set(chosen)
    base = field_id(filling.path(question), filling.prefix)
    return [
        Choosable(
            id=base if index == 0 else f"{base}-{index + 1}",
            value=option.value,
            label=_indented(Said.of(option.label, filling.language), depths[option.value]),
            hint=Said.of(option.hint, filling.language),
            checked=option.value in picked,
            offered=option.value in values,
            parent=option.parent,
            leaf=option.leaf,
        )
        for index, option in enumerate(every)
    ]


def _depths(every: Iterable[Offered]) -> dict[str, int]:
    """How many stand above each in its tree; parents come before their children."""
    found: dict[str, int] = {}
    for option in every:
        found[option.value] = found[option.parent] + 1 if option.parent in found else 0
    return found


def _indented(label: Said, depth: int) -> Said:
    return Said(f"{INDENT * depth}{label.text}", label.language) if depth else label
