"""What has happened and what was said, in one line of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ventanilla.core.branding.queries import brand
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.entries import EntryType
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import entries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.entries import Decided, DocumentMade
from ventanilla.records.tickets.entries import AnswersAmended, CommentAdded, Resolved
from ventanilla.records.tickets.models import Attachment, Ticket
from ventanilla.surfaces.ui.format import time_tag
from ventanilla.surfaces.ui.tickets.answers import files_list
from ventanilla.surfaces.ui.tickets.differences import corrections

# The steps say it better.
SILENT = frozenset({"ticket.status_changed"})
VERDICT_TONES = {Verdict.APPROVE: "positive", Verdict.REJECT: "negative", Verdict.RETURN: "caution"}


@dataclass(frozen=True)
class Item:
    """A message (`who` is set) or something that happened."""

    when: SafeString
    text: str | SafeString
    who: str = ""
    note: str = ""
    mine: bool = False
    internal: bool = False
    icon: str = ""
    tone: str = ""
    detail: SafeString = field(default_factory=lambda: SafeString(""))
    files: list[dict[str, Any]] = field(default_factory=list)


def conversation(ticket: Ticket, person: Person, *, staff: bool = False) -> list[Item]:
    """All that everybody who follows the request may read; with `staff` also the team's notes and traces. One query,
    and one for the documents that the workflow wrote."""
    rows: Iterable[Entry] = list(entries(ticket.stream, staff=staff))
    amended = [entry.what.number for entry in rows if isinstance(entry.what, AnswersAmended)]
    tables = corrections(ticket, amended)
    papers = _papers(ticket, [entry.what for entry in rows if isinstance(entry.what, DocumentMade)])
    items = [_item(entry, ticket, person, tables, papers) for entry in rows if entry.type not in SILENT]
    return [_without_echo(item, before) for before, item in zip([None, *items], items, strict=False)]


def _without_echo(item: Item, before: Item | None) -> Item:
    """A correction is asked for with the words that sent it back: they are read once."""
    same = before is not None and item.detail and before.detail == item.detail
    return replace(item, detail=SafeString("")) if same else item


def _papers(ticket: Ticket, made: Sequence[DocumentMade]) -> dict[str, SafeString]:
    """The link to each document, by its name; who may read the entry may read it."""
    if not made:
        return {}
    ties = Attachment.objects.filter(ticket=ticket, file__name__in=[one.file for one in made])
    ties = ties.select_related("file").order_by("pk")
    return {tie.file.name: files_list(ticket.number, [tie.file]) for tie in ties}


def _item(
    entry: Entry,
    ticket: Ticket,
    person: Person,
    tables: Mapping[int, SafeString],
    papers: Mapping[str, SafeString],
) -> Item:
    what = entry.what
    if isinstance(what, CommentAdded):
        return _message(entry, what, ticket, person)
    return Item(
        when=time_tag(entry.at),
        text=what.say(entry.actor.name if entry.actor else brand().name),
        icon=what.icon,
        tone=_tone(what),
        detail=_detail(what, tables, papers),
    )


def _detail(
    what: EntryType, tables: Mapping[int, SafeString], papers: Mapping[str, SafeString]
) -> SafeString:
    if isinstance(what, AnswersAmended):
        return tables.get(what.number, SafeString(""))
    if isinstance(what, DocumentMade) and what.file in papers:
        return papers[what.file]
    return plain(what.detail())


def _message(entry: Entry, what: CommentAdded, ticket: Ticket, person: Person) -> Item:
    return Item(
        when=time_tag(entry.at),
        text=plain(what.text),
        who=entry.actor.name if entry.actor else brand().name,
        note=_("from the team") if what.by_staff else "",
        mine=entry.actor_id == person.pk,
        internal=not what.public,
        files=[
            {"name": f["name"], "url": reverse("portal:file", args=[ticket.number, f["key"]])}
            for f in what.files
        ],
    )


def _tone(what: object) -> str:
    if isinstance(what, Decided):
        return VERDICT_TONES.get(Verdict(what.verdict), "")
    return "positive" if isinstance(what, Resolved) else ""


def plain(text: str) -> SafeString:
    """What somebody typed: escaped, with its paragraphs and links."""
    if not text:
        return SafeString("")
    return mark_safe(linebreaks(urlize(text, nofollow=True, autoescape=True)))  # noqa: S308 (escaped by urlize)
