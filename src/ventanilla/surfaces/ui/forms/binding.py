"""From a form and its answers to what the templates draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Element, Question, Section
from ventanilla.core.blueprint.questions import FileUpload
from ventanilla.records.intake.conditions import rules
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check, defaults
from ventanilla.records.intake.limits import templates
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import Items, elements_of, questions_of
from ventanilla.surfaces.ui.forms.fields import Field, FormView, Said, SectionView
from ventanilla.surfaces.ui.forms.intents import Intent
from ventanilla.surfaces.ui.forms.naming import ROW_HERE
from ventanilla.surfaces.ui.forms.widget import Filling, Offers, make_fields

PEOPLE = "people:search"


def bind(
    items: Items,
    context: Context,
    *,
    raw: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    intent: Intent | None = None,
    prefix: str = "",
    action: str = "",
    submit: str = "",
    state_url: str = "",
) -> FormView:
    """The form to draw, with what was typed (`raw`; None: the defaults) and what is wrong with it.

    `prefix` keeps two forms of one page apart. `state_url` answers with `state` as JSON; without it,
    conditions that only the server may know are looked at when the form is sent. `submit` are the words of
    the button.
    """
    items = list(items)
    filled = defaults(items, context) if raw is None else raw
    checked = check(items, filled, context)
    wrong = {**(errors or {}), **(intent.errors if intent else {})}
    unseen = intent.unseen(items, checked) if intent and intent.sends else []
    filling = Filling(
        context, checked, Offers(context), wrong, prefix, focus=_focus(items, intent, filled, unseen, wrong)
    )
    sections = [_section(section, filled, filling) for section in _sections(items)]
    return FormView(
        sections=sections,
        errors=list(_summary(sections, wrong)),
        shown=" ".join(sorted(name for name in checked.visible if ROW_HERE not in name)),
        data=_data(items, context, checked),
        submit=submit or _("Send"),
        prefix=prefix,
        notice=_notice(unseen) if not wrong else "",
        action=action,
        state_url=state_url,
        people_url=_people_url(),
        multipart=_has_files(elements_of(items)),
    )


def _sections(items: Items) -> Iterator[tuple[Section | None, tuple[Element, ...]]]:
    """The sections; questions without one stand together."""
    loose = tuple(item for item in items if isinstance(item, Element))
    if loose:
        yield None, loose
    yield from ((item, item.questions) for item in items if isinstance(item, Section))


def _section(
    section: tuple[Section | None, tuple[Element, ...]], raw: Mapping[str, Any], filling: Filling
) -> SectionView:
    head, elements = section
    return SectionView(
        f"{filling.prefix}s-{head.id}" if head else "",
        Said.of(head.title if head else None, filling.language),
        Said.of(head.intro if head else None, filling.language),
        list(make_fields(elements, raw, filling)),
    )


def _focus(
    items: Items,
    intent: Intent | None,
    raw: Mapping[str, Any],
    unseen: list[str],
    wrong: Mapping[str, list[str]],
) -> str:
    """The path of the field to go on with, when there is no error to go to."""
    if intent is None or wrong:
        return ""
    if intent.name == "add":
        return _first_in_new_row(items, intent.place, raw)
    if intent.name == "remove":
        return intent.place.rpartition(".")[0]
    if intent.name == "drop":
        return intent.place.partition(":")[0]
    return unseen[0] if unseen else ""


def _first_in_new_row(items: Items, name: str, raw: Mapping[str, Any]) -> str:
    group = next((each for each in questions_of(items) if each.id == name), None)
    first = next((each for each in group.inner() if isinstance(each, Question)), None) if group else None
    return f"{name}.{len(raw.get(name, ())) - 1}.{first.id}" if first else ""


def _summary(sections: list[SectionView], errors: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Every error with its question, in the order of the page; then those that belong to no field."""
    told: set[str] = set()
    for section in sections:
        for field, words in _named(section.fields, ""):
            for message in field.errors:
                told.add(field.name)
                yield field.id, _sentence(words, message)
    for name, messages in errors.items():
        if name not in told:
            yield from (("", message) for message in messages)


def _named(fields: Iterable[Field], before: str) -> Iterator[tuple[Field, str]]:
    """Each field with what it is called, those in rows by the row too; hidden ones have no errors to show."""
    for field in fields:
        words = f"{before}{field.label}"
        yield field, words
        for line in field.with_.get("lines", ()):
            here = _("%(group)s, line %(number)s: ") % {"group": words, "number": line.number}
            yield from _named(line.fields, here)


def _sentence(label: str, message: str) -> str:
    ended = label.rstrip()
    return f"{ended} {message}" if ended.endswith(("?", "!", ".", ":")) else f"{ended}: {message}"


def _notice(unseen: list[str]) -> str:
    if not unseen:
        return ""
    return ngettext(
        "One thing more: your answers lead to another question.",
        "One thing more: your answers lead to other questions.",
        len(unseen),
    )


def _data(items: Items, context: Context, checked: Checked) -> dict[str, Any]:
    """What forms.js works with."""
    return {
        **rules(items, context),
        "language": (get_language() or "es")[:2],
        "required": sorted(checked.required),
        "words": {
            "appeared": _("New question: %s"),
            "gone": _("No longer asked: %s"),
            "added": _("Line %s added"),
            "removed": _("Line %s removed"),
            "found_one": _("One person found"),
            "found": _("%s people found"),
            "nobody": _("Nobody found with these letters"),
            "step": _("Step %s"),
            "yes": _("Yes"),
            "no": _("No"),
            **templates(),
            "left": _("Room for %s more characters"),
            "over": _("%s characters too many"),
        },
    }


def _people_url() -> str:
    try:
        return reverse(PEOPLE)
    except NoReverseMatch:
        return ""


def _has_files(elements: Iterable[Element]) -> bool:
    return any(isinstance(each, FileUpload) or _has_files(each.inner()) for each in elements)
