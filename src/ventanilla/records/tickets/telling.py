"""What a ticket's answers say about it in a few words: what tells it apart from its like, and why it weighs so much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ventanilla.core.blueprint import Package, Question
from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.text import Localized, languages
from ventanilla.core.people.models import Location, Person
from ventanilla.core.rules import facts_in
from ventanilla.records.intake.interpret import display

NAMING = ("choice", "identifier", "short_text", "choices")
IN_OWN_WORDS = ("long_text",)
LONGEST = 60

Answers = Mapping[str, Any]


def subject_of(package: Package, answers: Answers, rows: Answers) -> Localized:
    """What the service says, or the first thing that was chosen or named, and of an incident the place: «E-mail»,
    «Heating · Floor 3»."""
    asked = [question for question in questions(package.form) if answers.get(question.id) is not None]
    if package.named_by is not None:
        by_id = {question.id: question for question in asked}
        wanted = [by_id[name] for name in package.named_by if name in by_id]
    else:
        named = _first(asked, NAMING) or _first(asked, IN_OWN_WORDS)
        place = _first(asked, ("location",)) if package.kind == "incident" else None
        wanted = [question for question in (named, place) if question]
    if not wanted:
        return {}
    said = {
        code: [_short(shown.text) for shown in display(wanted, answers, rows, code)] for code in languages()
    }
    return {code: " · ".join(filter(None, texts)) for code, texts in said.items() if any(texts)}


def weights_of(package: Package, answers: Answers, rows: Answers) -> dict[str, dict[str, list[str]]]:
    """Which answers made impact and urgency what they are, in words: {"impact": {"en": ["How many…: The team"]}}."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, value in (("impact", package.impact), ("urgency", package.urgency)):
        read = {fact.split(".")[1] for fact in facts_in(value) if fact.startswith("answers.")}
        asked = [q for q in questions(package.form) if q.id in read and answers.get(q.id) is not None]
        if asked:
            found[name] = {
                code: [shown.told for shown in display(asked, answers, rows, code)] for code in languages()
            }
    return found


def place_of(package: Package, answers: Answers, beneficiary: Person) -> tuple[Location | None, str]:
    """Where it is about, and how that is known: the first place among the answers ("answers"), else where the
    person it is for works ("person")."""
    named = next((question.id for question in questions(package.form) if question.type == "location"), "")
    path = answers.get(named) if named else None
    found = Location.objects.filter(path=path).first() if isinstance(path, str) else None
    if found is not None:
        return found, "answers"
    return beneficiary.location, "person" if beneficiary.location_id else ""


def _first(asked: Iterable[Question], kinds: tuple[str, ...]) -> Question | None:
    return next((question for question in asked if question.type in kinds), None)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
