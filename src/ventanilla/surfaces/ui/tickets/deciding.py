"""Who still has to decide, since when, and what happens if nobody does: in sentences, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.workflow.queries import Awaited, awaited_in
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.format import moment
from ventanilla.surfaces.ui.tickets.words import listed


def deciding(ticket: Ticket, reader: Person) -> list[str]:
    """All that `reader` may know about the open approvals of a ticket; nothing when none is open."""
    return [] if ticket.ended else [words for one in awaited_in(ticket, reader) for words in sentences(one)]


def sentences(one: Awaited) -> list[str]:
    """Of one approval."""
    told = [*_with_whom(one)]
    if one.answer_of:
        answer = {"who": listed(one.answer_of)}
        return [
            *told,
            _("First %(who)s has to answer a question; until then its clocks stand still.") % answer,
        ]
    return [*told, *_what_follows(one)]


def _with_whom(one: Awaited) -> Iterator[str]:
    """With whom it lies, and since when. Where some of several are enough the line above has said of whom, and it is
    told who stands in."""
    values = {"step": pick(one.title), "since": moment(one.since)}
    if not one.outstanding:
        who = listed(_named(name, behalf) for name, behalf in one.people.values())
        yield _("“%(step)s” lies with %(who)s since %(since)s.") % {**values, "who": who}
        return
    yield _("“%(step)s” has been waiting since %(since)s.") % values
    for name, behalf in one.people.values():
        if behalf:
            yield _("%(name)s decides on behalf of %(behalf)s.") % {"name": name, "behalf": listed(behalf)}


def _named(name: str, behalf: tuple[str, ...]) -> str:
    if not behalf:
        return name
    return _("%(name)s (on behalf of %(behalf)s)") % {"name": name, "behalf": listed(behalf)}


def _what_follows(one: Awaited) -> list[str]:
    """What happens by itself, the next first."""
    found = []
    if one.escalates_at:
        words = _("If nobody has decided by %(at)s, those above may decide too.")
        found.append(words % {"at": moment(one.escalates_at)})
    if one.expires_at:
        found.append(_at_the_end(one.if_expired) % {"at": moment(one.expires_at)})
    if one.reminds_at and not found:
        found.append(_("If nobody decides, a reminder goes out: %(at)s.") % {"at": moment(one.reminds_at)})
    return found or [_("If it takes too long, write in the conversation below.")]


def _at_the_end(if_expired: str) -> str:
    return {
        "approved": _("If it is still open by %(at)s, it counts as approved."),
        "rejected": _("If it is still open by %(at)s, it counts as rejected."),
    }.get(if_expired) or _("If it is still open by %(at)s, the owner of the service decides.")
