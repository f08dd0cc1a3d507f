"""Forms on a page.

    found = forms.answered(package.form, request, context, submit=_("Send"), state_url=…)
    if found.complete: …act on found.raw…
    else: render(request, "…", {"form": found.form})        {% include "ui/forms/form.html" %}

`from_post`, `bind` and `state` are the steps of it, for pages that need them apart.
"""

from __future__ import annotations

from ventanilla.records.intake.conditions import rules_of
from ventanilla.surfaces.ui.forms import widgets
from ventanilla.surfaces.ui.forms.answering import Answered, answered
from ventanilla.surfaces.ui.forms.binding import bind
from ventanilla.surfaces.ui.forms.fields import FormView
from ventanilla.surfaces.ui.forms.intents import Intent
from ventanilla.surfaces.ui.forms.people import search_people
from ventanilla.surfaces.ui.forms.reading import from_post, peek
from ventanilla.surfaces.ui.forms.state import state

__all__ = [
    "Answered",
    "FormView",
    "Intent",
    "answered",
    "bind",
    "from_post",
    "peek",
    "rules_of",
    "search_people",
    "state",
    "widgets",
]
