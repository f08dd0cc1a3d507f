"""What was answered on the way of a request, and who may read the secrets among it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ventanilla.core.blueprint.questions import Secret
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import forms
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries.dossier import dossier_of
from ventanilla.records.intake.secrets import is_sealed
from ventanilla.records.tickets.actions.reveal import NO_SECRET
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.secrets import may_read_secret

ASKED = (TaskKind.ASK, TaskKind.WORK)


def _given(ticket: int) -> QuerySet[Task]:
    rows = Task.objects.filter(ticket=ticket, state=OpenState.DONE, kind__in=ASKED)
    kept = ~Q(answers={}) | Q(sealed_answer__isnull=False)
    related = ("done_by", "step", "sealed_answer")
    return rows.filter(kept).select_related(*related).defer("sealed_answer__text").order_by("ended_at", "pk")


GIVEN = StandingRows(_given, ticket=-1)


def given_on_the_way(ticket: Ticket) -> list[Task]:
    """The tasks and questions of a ticket that hold answers, in the order in which these came. Of one that stays sealed
    `sealed_answer` says when it came, and `answers` is empty. No query when nothing was done yet."""
    done = any(task.state == OpenState.DONE and task.kind in ASKED for task in dossier_of(ticket).tasks)
    return list(GIVEN(ticket=ticket.pk)) if done else []


def secrets_to_read(person: Person, ticket: Ticket, task: Task) -> set[str]:
    """The questions of a task whose secret `person` may open."""
    asked = [
        one
        for one in forms.parse(task.form)
        if isinstance(one, Secret) and is_sealed(task.answers.get(one.id))
    ]
    return {one.id for one in asked if may_read_secret(person, ticket, one)}


def given_secret(person: Person, ticket: Ticket, pk: int, question: str) -> tuple[Task, Secret]:
    """A secret that was answered on the way, with its task. Raises NotFound for what isn't there or isn't for
    `person`."""
    task = Task.objects.filter(pk=pk, ticket=ticket, kind=TaskKind.ASK).first()
    asked = forms.parse(task.form) if task else ()
    found = next((one for one in asked if isinstance(one, Secret) and one.id == question), None)
    if task is None or found is None or question not in secrets_to_read(person, ticket, task):
        raise NotFound(NO_SECRET)
    return task, found
