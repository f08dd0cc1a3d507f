"""With what a form begins: a draft, an earlier request, the address, or what is known of the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.records.intake.interpret import defaults
from ventanilla.records.tickets.again import carried_over
from ventanilla.records.tickets.drafts import Changed, changes_since
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker
from ventanilla.records.tickets.queries import visible
from ventanilla.surfaces.portal.asking.begun import Begun
from ventanilla.surfaces.portal.catalogue.entry import live
from ventanilla.surfaces.portal.searching.arriving import carried


@dataclass(frozen=True)
class Start:
    """The answers to begin with; what is said about where they come from; the page that was seen last."""

    answers: Mapping[str, Any]
    dropped: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    again: str = ""
    page: str = ""


def earlier(begun: Begun) -> Ticket | None:
    """The own request that the address says to ask for again. Raises NotFound for one that isn't."""
    number = begun.request.GET.get("again", "")
    if not number:
        return None
    ticket = visible(begun.person, number.replace("\x00", ""))
    if ticket.service_id != begun.service.pk or not is_asker(begun.person, ticket):
        raise NotFound(_("There is no such request, or you can't see it."))
    return ticket


def start_of(begun: Begun, again: Ticket | None) -> Start:
    """In this order: what was asked before, the draft, the address; each over what is known of the person."""
    if again is not None:
        found = carried_over(again, live(begun.service), begun.context)
        return Start(found.answers, dropped=found.dropped, again=again.number)
    named = carried(begun.form, begun.request.GET, begun.context)
    if begun.draft is None:
        return Start(named or defaults(begun.form, begun.context))
    said = {name.removeprefix("a."): value for name, value in (named or {}).items() if _named(begun, name)}
    answers = {**defaults(begun.form, begun.context), **begun.draft.answers, **said}
    changed = changes_since(begun.draft.version, live(begun.service)) if begun.draft.answers else []
    return Start(answers, changed=[_told(one) for one in changed], page=begun.draft.page)


def _named(begun: Begun, name: str) -> bool:
    return f"a.{name}" in begun.request.GET


def _told(changed: Changed) -> str:
    words = {
        "new": _("New: %(question)s"),
        "gone": _("Not asked any more: %(question)s"),
        "other": _("Asked differently: %(question)s"),
    }[changed.how]
    return words % {"question": changed.label}
