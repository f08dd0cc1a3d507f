"""All that the page of a ticket at the desk shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.questions import Calculated, Hidden
from ventanilla.core.blueprint.thresholds import Threshold
from ventanilla.core.kit import clock
from ventanilla.core.kit.standing import Standing, StandingRows
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.search.text import bare
from ventanilla.engines.sla.choices import ClockKind, ClockState
from ventanilla.engines.sla.models import Mark
from ventanilla.engines.sla.queries import ClockView, clocks, marks_of
from ventanilla.engines.sla.wording import what_happens
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_do, may_send_again
from ventanilla.engines.workflow.queries import Turn, dossier_of, open_step_count, turns_of
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Level, Outcome, Part, Priority, Status
from ventanilla.records.tickets.facts import zone_of
from ventanilla.records.tickets.models import Attachment, Ticket
from ventanilla.records.tickets.policies import may_work
from ventanilla.records.tickets.queries import participants, remembered_answers
from ventanilla.records.tickets.same import how_many_follow
from ventanilla.surfaces.desk.articles.proposing import article_part
from ventanilla.surfaces.desk.outages.tickets import tie_of
from ventanilla.surfaces.desk.rows import PRESSING, due_of
from ventanilla.surfaces.desk.waiting import waits_words
from ventanilla.surfaces.ui.format import day, filesize, short_day, time_tag
from ventanilla.surfaces.ui.tickets import answers, conversation, course
from ventanilla.surfaces.ui.tickets.given import given_in
from ventanilla.surfaces.ui.tickets.naming import lozenge
from ventanilla.surfaces.ui.tickets.promise import promise_note
from ventanilla.surfaces.ui.tickets.rating import how_it_was
from ventanilla.surfaces.ui.tickets.turns import full_sentences
from ventanilla.surfaces.ui.tickets.why import why
from ventanilla.surfaces.ui.tickets.words import listed

Shown = dict[str, Any]
MOST_TWINS = 20
NOT_TYPED = (Calculated, Hidden)
ENDINGS = (Outcome.FULFILLED, Outcome.SOLVED, Outcome.DECLINED, Outcome.DUPLICATE)


def page_of(ticket: Ticket, person: Person, typed: Mapping[str, Any] | None = None) -> Shown:
    """Everything on the page, for a person who works on the ticket; `typed` is what a refused form held, by the name
    of the form (comment, resolution, assignment, priority)."""
    works = may_work(person, ticket) and not ticket.ended
    open_now = turns_of(ticket, person)
    followers = participants(ticket)
    return {
        "ticket": ticket,
        "title": " · ".join(filter(None, [pick(ticket.title), pick(ticket.subject)])),
        "status": lozenge(ticket, _("Joined")),
        "priority": Priority(ticket.priority).name.lower() if ticket.priority in PRESSING else "",
        "nodes": course.way_of(ticket, person),
        "next": full_sentences(ticket, open_now, person),
        "items": conversation.conversation(ticket, person, staff=True),
        "answers": answers.items_of(
            package_of(ticket.version),
            remembered_answers(ticket),
            ticket.number,
            secrets=answers.readable_secrets(ticket, person),
        ),
        "given": given_in(ticket, person),
        "tasks": [_task(task, person) for task in _open_tasks(ticket)],
        "clocks": [_clock(shown) for shown in clocks(ticket)],
        "marks": [_mark(mark) for mark in marks_of(ticket)],
        "facts": _facts(ticket),
        "why": why(ticket, person, full=True),
        "files": _files(ticket),
        "participants": [follower.name for follower in followers],
        "rating": how_it_was(ticket),
        "recipient": ticket.requester.given_name or ticket.requester.name,
        "readers": listed(_readers(ticket, followers)),
        "works": works,
        "tie": tie_of(ticket, person, works=works),
        "twins": _twins(ticket, person),
        **article_part(ticket, person),
        "typed": dict(typed or {}),
        **(_choices(ticket, person, open_now) if works else {}),
    }


def _twins(ticket: Ticket, person: Person) -> list[Shown]:
    """The request that this one repeats, and those that repeat it, as far as the reader may see them."""
    wanted = [pk for (pk,) in TWINS(ticket=ticket.pk, of=ticket.duplicate_of_id or 0)]
    if not wanted:
        return []
    rows = Ticket.objects.visible_to(person).filter(pk__in=wanted).order_by("pk")[:MOST_TWINS]
    return [
        {
            "url": reverse("desk:ticket", args=[other.number]),
            "number": other.number,
            "words": _("Repeats %(number)s") % {"number": other.number}
            if other.pk == ticket.duplicate_of_id
            else _("Repeated by %(number)s") % {"number": other.number},
        }
        for other in rows
    ]


TWINS = Standing(
    lambda ticket, of: Ticket.objects.filter(Q(pk=of) | Q(duplicate_of=ticket)).values_list("pk"),
    ticket=-1,
    of=-2,
)


def _open_tasks(ticket: Ticket) -> list[Task]:
    tasks = dossier_of(ticket).open_tasks
    for task in tasks:
        task.ticket = ticket
    return tasks


def _task(task: Task, person: Person) -> Shown:
    """Questions to the requester are told, but answered in the portal by whom they are for."""
    work = task.kind in (TaskKind.WORK, TaskKind.FAULT)
    return {
        "url": reverse("desk:task", args=[task.pk]) if work else "",
        "title": pick(task.title),
        "holder": task.address
        or (task.assignee.name if task.assignee else pick(task.team.name if task.team else None)),
        "send_again": reverse("desk:send_again", args=[task.pk]) if may_send_again(person, task) else "",
        "mine": work and may_do(person, task),
        "due": due_of(task.due_at),
        "fault": task.kind == TaskKind.FAULT,
        "kept": task.kept,
    }


def _clock(shown: ClockView) -> Shown:
    words = {
        ClockState.MET: _("In time"),
        ClockState.PAUSED: _("Paused, %(left)s") % {"left": shown.remaining},
    }.get(shown.state, shown.remaining)
    return {
        "label": shown.label,
        "words": words,
        "state": shown.state,
        "at": time_tag(shown.due_at, short_day(shown.due_at)),
    }


def _mark(mark: Mark) -> Shown:
    """A moment on the way to a target: when, what happens, and whether it has."""
    return {
        "at": time_tag(mark.fires_at, short_day(mark.fires_at)),
        "passed": mark.passed_at is not None,
        "label": str(ClockKind(mark.clock.kind).label),
        "words": "; ".join(what_happens(Threshold.model_validate(mark.says))),
    }


def _files(ticket: Ticket) -> list[Shown]:
    """What was attached, and the documents that the portal made."""
    return [
        {
            "name": one.file.name,
            "size": filesize(one.file.size) if one.public else _only_here(one.file.size),
            "url": reverse("portal:file", args=[ticket.number, one.file.key]),
        }
        for one in Attachment.objects.filter(Q(public=True) | Q(comment=None), ticket=ticket)
        .select_related("file")
        .order_by("pk")
    ]


def _only_here(size: int) -> str:
    """Of a document that who asked doesn't see."""
    return _("%(size)s, only for the team") % {"size": filesize(size)}


def _readers(ticket: Ticket, followers: list[Person]) -> list[str]:
    """Who gets to read a public message."""
    people = [ticket.requester.name, ticket.requested_for.name, *(follower.name for follower in followers)]
    return list(dict.fromkeys(people))


def _facts(ticket: Ticket) -> list[Shown]:
    rows: list[tuple[str, str | SafeString]] = [(_("Asked by"), _who(ticket.requester))]
    if ticket.requested_for_id != ticket.requester_id:
        rows.append((_("For"), _who(ticket.requested_for)))
    asker = ticket.requested_for
    others = how_many_follow([ticket]).get(ticket.pk, 0)
    also = ngettext("%(n)s more person", "%(n)s more people", others) % {"n": others} if others else ""
    rows += [
        (_("Waiting for the same"), also),
        (_("Department"), pick(asker.department.name) if asker.department else asker.organization.name),
        (_("Place"), pick(ticket.location.name) if ticket.location else ""),
        (_("Team"), pick(ticket.team.name)),
        (_("Assigned to"), ticket.assignee.name if ticket.assignee else _("Nobody yet")),
        (_("Priority"), str(Priority(ticket.priority).label)),
        (_("Asked"), time_tag(ticket.created_at)),
        (_("Promised for"), day(ticket.promised_at) if ticket.promised_at else ""),
        (_("Estimated anew"), promise_note(ticket)),
        (_("First seen"), time_tag(ticket.seen_at)),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _who(person: Person) -> SafeString:
    note = (
        format_html('<br><span class="muted small">{}</span>', person.job_title) if person.job_title else ""
    )
    return format_html("{}{}", person.name, note)


def _correcting(ticket: Ticket) -> Shown:
    """What can be marked to be corrected; or that it is asked for already."""
    form = package_of(ticket.version).form
    given = remembered_answers(ticket).answers
    asked = next((task for task in _open_tasks(ticket) if task.kind == TaskKind.CORRECTION), None)
    return {
        "markable": [
            {"id": one.id, "label": pick(one.label)}
            for one in questions(form)
            if one.id in given and not isinstance(one, NOT_TYPED)
        ],
        "may_ask_correction": bool(form) and ticket.part != Part.ONE and asked is None,
        "may_take_back": asked is not None and asked.step_id is None,
        "correction_waits": waits_words(asked) if asked else [],
    }


def _choices(ticket: Ticket, person: Person, open_now: list[Turn]) -> Shown:
    members, teams = MEMBERS(team=ticket.team_id), OTHER_TEAMS(team=ticket.team_id)
    in_team = any(member.pk == person.pk for member in members)
    return {
        **_correcting(ticket),
        "may_take": in_team and ticket.assignee_id != person.pk,
        "members": [(str(member.pk), member.name) for member in members],
        "other_teams": sorted(
            ((team.slug, pick(team.name)) for team in teams), key=lambda each: bare(each[1]).casefold()
        ),
        "levels": Level.choices,
        "endings": [(outcome.value, outcome.label) for outcome in ENDINGS],
        "waits": ticket.status == Status.WAITING or bool(ticket.supplier),
        "until": ticket.supplier_until.isoformat() if ticket.supplier_until else "",
        "tomorrow": (clock.today(zone_of(ticket.department)) + timedelta(days=1)).isoformat(),
        "open_now": [f"{pick(turn.title)} · {listed(turn.names)}" for turn in open_now],
        "open_steps": len(open_now) or open_step_count(ticket),
    }


MEMBERS = StandingRows(
    lambda team: (
        Person.objects.filter(teams=team, is_active=True)
        .only("given_name", "family_name")
        .order_by("given_name", "family_name")
    ),
    team=-1,
)
OTHER_TEAMS = StandingRows(
    lambda team: Team.objects.filter(in_use=True).order_by("slug").exclude(pk=team), team=-1
)
