"""Who may enter the articles' side of the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import require
from ventanilla.records.knowledge.policies import may_write_somewhere

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_writers(view: View[P]) -> View[P]:
    """Refuse the page to those who write nowhere."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(may_write_somewhere(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
