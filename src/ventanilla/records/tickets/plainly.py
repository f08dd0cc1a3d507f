"""Why a rule held, as one would say it to who asked: «Because you chose “Pro 16″” for “Which laptop?”»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.rules import Trace
from ventanilla.core.rules.kinds import is_empty
from ventanilla.core.rules.trace import shown

PEOPLE = ("requester.", "requested_for.")


def plainly(trace: Trace, language: str, names: Mapping[str, str]) -> list[str]:
    """The answers and the facts about people for which a rule held, a sentence each; `names` as for `Trace.words`.

    What nobody told and what isn't public (who somebody's manager is, their cost centre) is left out.
    """
    with override(language):
        return list(dict.fromkeys(_sentences(trace, language, names)))


def _sentences(trace: Trace, language: str, names: Mapping[str, str]) -> Iterator[str]:
    if trace.kind == "not" or not trace.held:
        return
    for child in trace.children:
        yield from _sentences(child, language, names)
    if trace.kind != "test" or is_empty(trace.actual) or trace.fact not in names:
        return
    values = {"value": shown(trace.actual, language, trace.fact, names), "name": names[trace.fact]}
    if trace.fact.startswith("answers."):
        yield _("Because you answered “%(value)s” to “%(name)s”.") % values
    elif (
        trace.fact.startswith(PEOPLE) and trace.fact.rpartition(".")[2] in OPEN
    ) or trace.fact in OF_THE_TICKET:
        yield _("Because of this: %(name)s – %(value)s.") % values


OF_THE_TICKET = frozenset(
    {"ticket.priority", "ticket.impact", "ticket.urgency", "ticket.team", "ticket.kind"}
)
OPEN = frozenset(
    {"location", "department", "organization", "organization_kind", "job_title", "language", "teams"}
)
"""What people may be told about who asked and whom it is for."""
