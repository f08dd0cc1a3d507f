"""Who may look at what people search for: whoever writes answers, not designers alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from ventanilla.core.access.identity import person_of
from ventanilla.core.access.policies import require
from ventanilla.engines.search.policies import may_mend

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_menders(view: View[P]) -> View[P]:
    """Refuse the page to those who write neither articles nor services."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        require(may_mend(person_of(request)))
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
