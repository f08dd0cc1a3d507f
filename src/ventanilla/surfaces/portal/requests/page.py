"""All that the page of a request shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.engines.integrations.queries import secrets_for
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.queries import Turn, turns_of
from ventanilla.engines.workflow.queries.outside import open_check
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.knowledge.queries import articles_for_service
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_asker, is_staff, may_reopen, may_withdraw, takes_part
from ventanilla.records.tickets.queries import public_files, remembered_answers
from ventanilla.records.tickets.waits import wait_of
from ventanilla.surfaces.portal.articles.rows import Row, rows_of
from ventanilla.surfaces.portal.requests.incident import status_of, targets_of, tie_of, twin_of
from ventanilla.surfaces.portal.requests.sharing import sharing_of
from ventanilla.surfaces.portal.requests.together import together_of
from ventanilla.surfaces.ui.format import day, filesize, time_tag
from ventanilla.surfaces.ui.linemap import Node, Station, stations
from ventanilla.surfaces.ui.tickets import answers
from ventanilla.surfaces.ui.tickets.conversation import conversation
from ventanilla.surfaces.ui.tickets.course import way_of
from ventanilla.surfaces.ui.tickets.deciding import deciding
from ventanilla.surfaces.ui.tickets.given import given_in
from ventanilla.surfaces.ui.tickets.naming import called, tie, why_so_urgent
from ventanilla.surfaces.ui.tickets.promise import promise_note, promise_of
from ventanilla.surfaces.ui.tickets.rating import asked_how_it_was
from ventanilla.surfaces.ui.tickets.turns import ASKED, full_sentences
from ventanilla.surfaces.ui.tickets.why import why
from ventanilla.surfaces.ui.tickets.words import ended_once

Shown = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """Something that waits for the reader, on top of the page."""

    title: str
    text: str
    url: str
    button: str


def page_of(ticket: Ticket, person: Person) -> Shown:
    """Everything but the form for a message."""
    return {**live_parts(ticket, person), **_standing(ticket, person)}


def live_parts(ticket: Ticket, person: Person) -> Shown:
    """What changes while the page is open."""
    open_now = turns_of(ticket, person)
    nodes = way_of(ticket, person)
    urgent, told = why_so_urgent(ticket)
    proving = open_check(ticket, person) is not None
    return {
        "ticket": ticket,
        "number": ticket.number,
        "title": _named(ticket, person),
        "urgent": "" if ticket.ended else urgent,
        "urgent_told": told,
        "targets": targets_of(ticket),
        "tie": tie_of(ticket, person),
        "twin": twin_of(ticket, person),
        "kind": ticket.get_kind_display(),
        "asked_on": day(ticket.created_at),
        "status": status_of(ticket),
        "calls": calls_of(open_now, ticket, person, proving=proving),
        "next": full_sentences(ticket, open_now, person),
        "deciding": deciding(ticket, person),
        "after": "" if ticket.ended else after_that(nodes, open_now),
        "promise": promise_of(ticket),
        "promise_note": promise_note(ticket),
        "seen": seen(ticket),
        "nodes": nodes,
        "items": conversation(ticket, person),
        "facts": _facts(ticket),
        "why": why(ticket, person, full=is_staff(person, ticket)),
        "files": _files(ticket),
        "rating": asked_how_it_was(ticket, person),
        "may_write": ticket.status != "closed" and takes_part(person, ticket),
        "may_reopen": may_reopen(person, ticket),
        "length": ticket.stream.length,
        "live_url": reverse("portal:live", args=[ticket.number]),
    }


def _named(ticket: Ticket, person: Person) -> str:
    """What it is, and for whom when that is neither the reader nor who asked."""
    if ticket.requested_for_id in (ticket.requester_id, person.pk):
        return called(ticket)
    return _("%(title)s, for %(name)s") % {"title": called(ticket), "name": ticket.requested_for.name}


def calls_of(open_now: Sequence[Turn], ticket: Ticket, person: Person, *, proving: bool) -> list[Call]:
    """All that waits for this reader, a question of the team in the conversation included."""
    calls = [*_for_their_eyes(ticket, person, proving=proving)]
    calls += [call for turn in open_now if (call := call_of(turn, ticket, person))]
    asked = person.pk in (ticket.requester_id, ticket.requested_for_id) and tie(ticket) is None
    wait = wait_of(ticket) if asked and not open_now else None
    if wait is not None:
        calls.append(
            Call(
                _("The team waits for your answer"),
                wait.question or _("The team has asked you something"),
                "#id_text",
                _("Answer"),
            )
        )
    return calls


def _for_their_eyes(ticket: Ticket, person: Person, *, proving: bool) -> Iterator[Call]:
    """A code to enter, and what can be seen once."""
    if proving:
        url = reverse("portal:code", args=[ticket.number])
        yield Call(
            _("Enter the code"), _("We have sent it to the address on file."), url, _("Enter the code")
        )
    for secret in secrets_for(person, ticket.stream_id):
        url = reverse("portal:once", args=[ticket.number, secret.pk])
        words = _("It can be shown one single time.")
        title = _("Your one-time password is ready")
        if secret.label:
            title = _("“%(label)s” is there for you to see.") % {"label": pick(secret.label)}
        yield Call(title, words, url, _("See it"))


def call_of(turn: Turn, ticket: Ticket, person: Person) -> Call | None:
    """What a turn asks of this reader, if it is theirs and to be done in the portal."""
    if not turn.is_of(person):
        return None
    if turn.kind == "approval":
        url = reverse("portal:approval", args=[turn.pk])
        return Call(_("Your decision is needed"), pick(turn.title), url, _("See it and decide"))
    if turn.kind not in ASKED:
        return None
    url = reverse("portal:task", args=[ticket.number, turn.pk])
    if turn.kind == "correction":
        return Call(
            _("Something has to be corrected"),
            _("Nothing is lost: change what is asked and send it again."),
            url,
            _("Correct it"),
        )
    return Call(_("There is a question for you"), pick(turn.title), url, _("Answer"))


def after_that(nodes: list[Node], open_now: Sequence[Turn] = ()) -> str:
    """What follows, in words; nothing when the end is next."""
    if any(turn.kind == TaskKind.CORRECTION for turn in open_now):
        return _("After that it is decided again.")
    step = following(nodes)
    return ended_once(_("After that: %(step)s.") % {"step": step}) if step else ""


def following(nodes: list[Node]) -> str:
    """The station that follows and who will likely have it; nothing when the end is next."""
    ahead = [station for station in _in_order(nodes) if station.state == "next" and station.id != "end"]
    ahead.sort(key=lambda station: station.maybe)
    if not ahead:
        return ""
    return f"{ahead[0].name} ({ahead[0].who})" if ahead[0].who else ahead[0].name


def _in_order(nodes: list[Node]) -> list[Station]:
    """The stations behind the last one reached."""
    flat = stations(nodes)
    reached = [index for index, station in enumerate(flat) if station.state in ("here", "problem", "done")]
    return flat[reached[-1] + 1 :] if reached else flat


def seen(ticket: Ticket) -> dict[str, Any]:
    """«Seen by the team at 10:32» (S040)."""
    team = pick(ticket.team.name)
    if ticket.seen_at is None:
        words = "" if ticket.ended else _("%(team)s hasn't opened it yet.") % {"team": team}
        return {"yes": False, "text": words, "at": None}
    return {"yes": True, "text": _("Seen by %(team)s") % {"team": team}, "at": time_tag(ticket.seen_at)}


def _facts(ticket: Ticket) -> list[Shown]:
    rows = [(_("Asked by"), ticket.requester.name)]
    if ticket.requested_for_id != ticket.requester_id:
        rows.append((_("For"), ticket.requested_for.name))
    rows.append((_("With the team"), pick(ticket.team.name)))
    if ticket.assignee:
        rows.append((_("Worked on by"), ticket.assignee.name))
    rows.append((_("Asked on"), day(ticket.created_at)))
    if ticket.promised_at and not ticket.ended:
        rows.append((_("Promised for"), _day_of(ticket.promised_at)))
    if ticket.resolved_at:
        rows.append((_("Ended on"), _day_of(ticket.resolved_at)))
    return [{"label": label, "value": value} for label, value in rows]


def _day_of(at: datetime) -> str:
    return day(at)


def _files(ticket: Ticket) -> list[Shown]:
    return [
        {
            "name": tie.file.name,
            "size": filesize(tie.file.size),
            "url": reverse("portal:file", args=[ticket.number, tie.file.key]),
        }
        for tie in public_files(ticket)
    ]


def _reading(ticket: Ticket, person: Person) -> list[Row]:
    """What is worth reading while the request is under way."""
    if ticket.ended or not is_asker(person, ticket):
        return []
    return rows_of(articles_for_service(person, ticket.service, most=3))


def _answers(ticket: Ticket, person: Person) -> list[answers.Item]:
    return answers.items_of(
        package_of(ticket.version),
        remembered_answers(ticket),
        ticket.number,
        with_columns=False,
        secrets=answers.readable_secrets(ticket, person),
    )


def _standing(ticket: Ticket, person: Person) -> Shown:
    return {
        "answers": _answers(ticket, person),
        "given": given_in(ticket, person, own=True),
        "reading": _reading(ticket, person),
        **together_of(ticket, person),
        "sharing": sharing_of(ticket, person),
        "may_withdraw": may_withdraw(person, ticket),
        "closed": ticket.status == "closed",
        "comment_url": reverse("portal:comments", args=[ticket.number]),
        "cancel_url": reverse("portal:cancellation", args=[ticket.number]),
    }
