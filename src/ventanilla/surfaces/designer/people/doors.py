"""Who may look after people: administrators of the portal, and those who keep an attribute (HR, for example)."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import require
from ventanilla.core.directory.policies import keeps_people

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_keepers_of_people(view: View[P]) -> View[P]:
    """Refuse the page to everybody else."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(keeps_people(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
