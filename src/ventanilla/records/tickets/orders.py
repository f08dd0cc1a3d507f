"""Several services in one order: what is asked once for all of them, and whether each is ready to be sent."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from ventanilla.core.blueprint import Question, Section
from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check, defaults
from ventanilla.records.intake.reading import Checked
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.drafts import drafts_of
from ventanilla.records.tickets.facts import asking_facts
from ventanilla.records.tickets.models import Draft

NEVER_SHARED = ("file", "secret", "consent")
EMPTY: tuple[Any, ...] = (None, "", [], {})
Name = tuple[str, ...]
PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Taken:
    """An answer that another service of the order asks for: which question, of which service."""

    question: Question
    answer: Any
    service: Service


@dataclass(frozen=True)
class Item:
    """One service of an order: its draft with what it takes from the others, read as if it were sent now."""

    draft: Draft
    answers: Mapping[str, Any]
    taken: Mapping[str, Taken]
    checked: Checked
    whom: Person

    @property
    def ready(self) -> bool:
        return not self.checked.errors


@dataclass(frozen=True)
class Common:
    """What several services of an order ask: it is asked with `service` and good for the `others`, too. No `answer` yet
    is None."""

    question: Question
    service: Service
    answer: Any
    others: tuple[Service, ...]


def items_of(person: Person) -> list[Item]:
    """The services of the person's order, in the order in which they were put there."""
    drafts = sorted(drafts_of(person, in_order=True), key=lambda draft: (draft.begun_at, draft.pk))
    known: dict[Name, Taken] = {}
    return [_item(person, draft, known) for draft in drafts]


def taken_in(items: Iterable[Item], service: Service) -> dict[str, Taken]:
    """What the form of a service in the order need not ask: it is asked with another service before it."""
    return next((dict(item.taken) for item in items if item.draft.service_id == service.pk), {})


def common_of(items: Iterable[Item]) -> list[Common]:
    """What is asked once for several services of the order, in the order in which it is asked."""
    asked: dict[Name, list[tuple[Item, Question]]] = {}
    for item in items:
        for question in questions(_form(item.draft)):
            if question.id in item.checked.visible and question.type not in NEVER_SHARED:
                asked.setdefault(_name(question), []).append((item, question))
    return [found for askers in asked.values() if (found := _common(askers))]


def _common(askers: list[tuple[Item, Question]]) -> Common | None:
    taken = [(item, item.taken[one.id]) for item, one in askers if one.id in item.taken]
    if taken:
        source = taken[0][1]
        others = tuple(item.draft.service for item, _source in taken)
        return Common(source.question, source.service, source.answer, others)
    if len(askers) < 2 or any(item.answers.get(one.id) not in EMPTY for item, one in askers):
        return None
    (first, question), *rest = askers
    return Common(question, first.draft.service, None, tuple(item.draft.service for item, _one in rest))


def _form(draft: Draft) -> tuple[Section, ...]:
    assert draft.service.live_version is not None, "drafts_of gives live services only"
    return package_of(draft.service.live_version).form


def _item(person: Person, draft: Draft, known: dict[Name, Taken]) -> Item:
    service, form = draft.service, _form(draft)
    whom = draft.requested_for or person
    context = context_for(person, whom, asking_facts(person, whom, service.department), service.department)
    asked = list(questions(form))
    own = {
        **defaults(form, context),
        **{name: value for name, value in draft.answers.items() if value not in EMPTY},
    }
    taken = {one.id: known[_name(one)] for one in asked if _name(one) in known}
    answers, checked = _read(form, own, taken, context)
    unfit = [name for name in taken if name in checked.errors]
    if unfit:  # this service doesn't accept what was said to the other: it asks for itself
        taken = {name: one for name, one in taken.items() if name not in unfit}
        answers, checked = _read(form, own, taken, context)
    _learn(known, asked, answers, service, taken)
    return Item(draft, answers, taken, checked, whom)


def _read(
    form: Iterable[Section], own: Mapping[str, Any], taken: Mapping[str, Taken], context: Context
) -> tuple[dict[str, Any], Checked]:
    answers = {**own, **{name: one.answer for name, one in taken.items()}}
    return answers, check(form, answers, context)


def _learn(
    known: dict[Name, Taken],
    asked: Iterable[Question],
    answers: Mapping[str, Any],
    service: Service,
    taken: Mapping[str, Taken],
) -> None:
    """What this service asks is asked with it, and taken from it by those behind it."""
    for question in asked:
        own = question.id not in taken and question.type not in NEVER_SHARED
        if own and answers.get(question.id) not in EMPTY:
            known.setdefault(_name(question), Taken(question, answers[question.id], service))


def _name(question: Question) -> Name:
    """What two questions of one order have in common that are asked once: the name that both say to share; else the
    same id, words and options, since the same id alone may well ask for something else («why this laptop?»)."""
    if question.shared:
        return "shared", question.shared, question.type
    own = question.model_dump(mode="json", include={"options"})
    return question.id, question.type, _plain(question.label), json.dumps(_plainly(own), sort_keys=True)


def _plainly(part: Any) -> Any:
    """The same with its labels as they sound."""
    if isinstance(part, dict):
        return {
            key: _plain(value) if key == "label" and value else _plainly(value) for key, value in part.items()
        }
    return [_plainly(each) for each in part] if isinstance(part, list) else part


def _plain(texts: Mapping[str, str]) -> str:
    """A text as it sounds, in the portal's language if it has it: without capitals, punctuation and double spaces."""
    text = pick(dict(texts), [settings.LANGUAGE_CODE])
    return PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", text)).casefold().strip()
