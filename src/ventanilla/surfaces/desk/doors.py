"""Who may enter the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from ventanilla.core.access.choices import Role
from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import is_agent, is_portal_admin, require
from ventanilla.core.access.queries import departments_where
from ventanilla.core.kit.standing import MANY, Standing
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.queries import has_work
from ventanilla.records.budgets.models import CostCentre

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def works_here(person: Person) -> bool:
    """Agents and department administrators, and whoever was given a task."""
    return is_agent(person) or has_work(person)


def keeps_budgets(person: Person) -> bool:
    """Works in a department that keeps accounts, or answers for a cost centre."""
    if is_portal_admin(person):
        return CostCentre.objects.exists()
    keeps = departments_where(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR)
    return bool(KEPT(person=person.pk, departments=list(keeps)))


KEPT = Standing(
    lambda person, departments: CostCentre.objects.kept_by(person, departments).values_list("pk")[:1],
    person=-1,
    departments=MANY,
)


def for_keepers(view: View[P]) -> View[P]:
    """Refuse the page to those who have nothing to do with budgets."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(keeps_budgets(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)


def for_agents(view: View[P]) -> View[P]:
    """Refuse the page to those who don't work at the desk."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(works_here(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
