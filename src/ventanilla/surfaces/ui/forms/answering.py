"""The whole way of a form through one request: read, check, and draw again when something is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import check
from ventanilla.records.intake.reading import Checked
from ventanilla.records.intake.sequence import Items
from ventanilla.surfaces.ui.forms.binding import bind
from ventanilla.surfaces.ui.forms.fields import FormView
from ventanilla.surfaces.ui.forms.reading import from_post


@dataclass(frozen=True)
class Answered:
    """`complete`: nothing is missing, and `checked.answers` may be acted on; else show `form` (again)."""

    form: FormView
    raw: Mapping[str, Any]
    checked: Checked
    complete: bool


def answered(
    items: Items,
    request: HttpRequest,
    context: Context,
    *,
    start: Mapping[str, Any] | None = None,
    **look: Any,
) -> Answered:
    """A form as it comes out of `request`.

    On GET it holds `start` (None: the defaults); `look` goes to `bind`.
    """
    items = list(items)
    if request.method != "POST":
        return Answered(bind(items, context, raw=start, **look), start or {}, Checked(), complete=False)
    raw, intent = from_post(items, request)
    checked = check(items, raw, context)
    wrong = checked.errors if intent.sends else {}
    complete = intent.sends and not (wrong or intent.errors or intent.unseen(items, checked))
    form = bind(items, context, raw=raw, errors=wrong, intent=intent, **look)
    return Answered(form, raw, checked, complete)
