"""The answers that somebody marks to be corrected."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.form import questions
from ventanilla.core.kit.errors import Invalid
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.models import Ticket


def checked_marks(ticket: Ticket, marked: Iterable[str]) -> list[str]:
    """The ids of questions of the ticket's form, each once. Raises Invalid naming `marked` for any other."""
    wanted = list(dict.fromkeys(marked))
    if wanted and not {question.id for question in questions(package_of(ticket.version).form)}.issuperset(
        wanted
    ):
        said = _("One of the marked questions isn't in this request.")
        raise Invalid(said, {"marked": [said]})
    return wanted
