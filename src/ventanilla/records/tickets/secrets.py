"""Who may read the secrets of a ticket, and sealing them anew when the keys change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.questions import Secret
from ventanilla.core.kit.sealing import Reseal
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.secrets import MARK, is_sealed
from ventanilla.records.tickets.choices import Reason
from ventanilla.records.tickets.facts import latest_answers
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.policies import reasons

BY_WORD: dict[str, frozenset[str]] = {
    "team": frozenset({Reason.TEAM.value}),
    "assignee": frozenset({Reason.ASSIGNEE.value}),
    "task": frozenset({Reason.TASK.value, Reason.TASK_ONLY.value}),
    "requester": frozenset({Reason.REQUESTER.value}),
    "requested_for": frozenset({Reason.REQUESTED_FOR.value}),
}


def may_read_secret(person: Person, ticket: Ticket, question: Secret) -> bool:
    """Whether the secret is meant for `person`, who must see the ticket in any case. Administrators, the owner of
    the service and the department are none of them by themselves."""
    why = reasons(person, ticket)
    if not why:
        return False
    words = [name for name in question.shown_to if name in BY_WORD]
    if any(why & BY_WORD[name] for name in words):
        return True
    teams = set(question.shown_to) - set(words)
    return bool(teams) and person.teams.filter(slug__in=teams).exists()


def secret_of(ticket: Ticket, name: str) -> Secret | None:
    """The secret question of this name, if there is one and it was answered."""
    asked = (each for each in questions(package_of(ticket.version).form) if isinstance(each, Secret))
    question = next((each for each in asked if each.id == name), None)
    return question if question and is_sealed(latest_answers(ticket).answers.get(name)) else None


def reseal_answers(reseal: Reseal) -> int:
    """Put every secret among the answers through `reseal`; how many they were."""
    done = 0
    holding = AnswerSet.objects.filter(answers__icontains=f'"{MARK}')
    for pk, answers in holding.values_list("pk", "answers").iterator():
        count, fresh = _resealed(answers, reseal)
        AnswerSet.objects.filter(pk=pk).update(answers=fresh)
        done += count
    return done


def _resealed(answers: Mapping[str, Any], reseal: Reseal) -> tuple[int, dict[str, Any]]:
    found = {name: answer for name, answer in answers.items() if is_sealed(answer)}
    fresh = {name: MARK + reseal(answer.removeprefix(MARK)) for name, answer in found.items()}
    return len(found), {**answers, **fresh}
