"""Who may enter the designer, and which of its rooms."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from ventanilla.core.access.choices import Role
from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import has_role, is_portal_admin, require
from ventanilla.core.people.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def designs(person: Person) -> bool:
    """Designers and administrators of a department, and portal administrators."""
    return has_role(person, Role.DESIGNER, Role.DEPARTMENT_ADMINISTRATOR) or is_portal_admin(person)


def for_designers(view: View[P]) -> View[P]:
    """Refuse the page to those who design nothing."""
    return _behind(designs, view)


def for_administrators(view: View[P]) -> View[P]:
    """Refuse the page to all but portal administrators."""
    return _behind(is_portal_admin, view)


def _behind(may: Callable[[Person], bool], view: View[P]) -> View[P]:
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(may(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
