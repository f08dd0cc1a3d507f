"""Answers as a page shows them, with what is known about a chosen row of a list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.questions import Question, Secret
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import LookupList
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import display
from ventanilla.records.intake.showing import Shown, before
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.secrets import may_read_secret
from ventanilla.surfaces.ui.format import day, filesize, money, number

Item = dict[str, Any]


def items_of(
    package: Package,
    given: AnswerSet,
    number_: str,
    *,
    with_columns: bool = True,
    secrets: Collection[str] = (),
) -> list[Item]:
    """The answers in the order of the form, for `c-answers`; `with_columns` adds what is known about the chosen row of
    a list, its cost for example, for those who decide and work. `secrets` are the questions whose secret the reader
    may open."""
    asked = list(questions(package.form))
    shown = display(asked, given.answers, given.rows, get_language())
    columns = _columns(asked) if with_columns else {}
    return [
        {
            **_item(answer, given.rows.get(answer.id, {}), columns.get(answer.id, []), number_),
            **(_to_open(answer, number_) if answer.id in secrets else {}),
        }
        for answer in shown
    ]


def shown_items(shown: Iterable[Shown], number_: str) -> list[Item]:
    """Answers of a form in mid-way, for `c-answers`."""
    return [_item(answer, {}, (), number_) for answer in shown]


def _to_open(answer: Shown, number_: str) -> Item:
    return {"url": reverse("portal:secret", args=[number_, answer.id]), "change": _("Show")}


def readable_secrets(ticket: Ticket, person: Person) -> set[str]:
    """The questions whose secret `person` may open. No query when the form has none."""
    asked = [item for item in questions(package_of(ticket.version).form) if isinstance(item, Secret)]
    return {item.id for item in asked if may_read_secret(person, ticket, item)}


def _item(answer: Shown, row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], number_: str) -> Item:
    if answer.files:
        return {"label": answer.label, "value": files_list(number_, answer.files)}
    if answer.rows:
        return {"label": answer.label, "value": _inner_rows(number_, answer.rows)}
    details = _details(row, columns)
    if details:
        return {"label": answer.label, "value": format_html("{}{}", answer.text, details)}
    return {"label": answer.label, "value": answer.text}


def _inner_rows(number_: str, rows: Iterable[Sequence[Shown]]) -> SafeString:
    """One line for each row of a repeating group, its files as links."""
    lines = (format_html_join(" · ", "{}{}", (_inner(number_, shown) for shown in row)) for row in rows)
    return format_html(
        '<ol class="answer-rows">{}</ol>', format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    )


def _inner(number_: str, shown: Shown) -> tuple[str, str]:
    return before(shown.label), files_list(number_, shown.files) if shown.files else shown.text


def _columns(asked: Iterable[Question]) -> dict[str, list[Mapping[str, Any]]]:
    """The columns of the lists that questions choose from, by question id. At most one query."""
    slugs = {question.id: slug for question in asked if (slug := _list_of(question))}
    if not slugs:
        return {}
    known = dict(LookupList.objects.filter(slug__in=set(slugs.values())).values_list("slug", "columns"))
    return {question: known.get(slug, []) for question, slug in slugs.items()}


def _list_of(question: Question) -> str:
    return str(getattr(getattr(question, "options", None), "list", "") or "")


def _details(row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]]) -> SafeString:
    """«Cost: 1.249,00 € · Memory: 16» under the chosen option."""
    pairs = [(pick(column.get("label")) or str(column["key"]), row.get(column["key"])) for column in columns]
    told = [f"{label}: {_plain(value)}" for label, value in pairs if value not in (None, "")]
    return format_html('<span class="answer-note">{}</span>', " · ".join(told)) if told else SafeString("")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping) and "amount" in value:
        return money(value)
    if isinstance(value, int | float):
        return number(value)
    try:
        return (
            day(date.fromisoformat(value), year=True)
            if isinstance(value, str) and len(value) == 10
            else str(value)
        )
    except ValueError:
        return str(value)


def files_list(number_: str, files: Iterable[StoredFile]) -> SafeString:
    """The files of an answer as links."""
    rows = ((reverse("portal:file", args=[number_, f.key]), f.name, filesize(f.size)) for f in files)
    return format_html_join(
        "", '<span class="answer-file"><a href="{}">{}</a> <span class="muted">{}</span></span>', rows
    )
