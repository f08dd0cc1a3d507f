"""All that the page of a ticket at the desk shows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.engines.sla.queries import clocks
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.policies import may_do
from ventanilla.engines.workflow.queries import open_step_count, tasks_of, turns
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.choices import Level, Outcome, Priority, Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import may_work
from ventanilla.records.tickets.queries import latest_answers, participants
from ventanilla.surfaces.ui.format import day, time_tag
from ventanilla.surfaces.ui.states import status_badge
from ventanilla.surfaces.ui.tickets import answers, conversation, course
from ventanilla.surfaces.ui.tickets.turns import full_sentences
from ventanilla.surfaces.ui.tickets.words import by_when

Shown = dict[str, Any]


def page_of(ticket: Ticket, person: Person) -> Shown:
    """Everything on the page, for a person who works on the ticket."""
    works = may_work(person, ticket)
    return {
        "ticket": ticket,
        "title": pick(ticket.title),
        "status": status_badge(ticket.status, ticket.outcome),
        "priority": Priority(ticket.priority).name.lower(),
        "nodes": course.way_of(ticket),
        "next": full_sentences(ticket, turns([ticket])[ticket.pk], person),
        "items": conversation.conversation(ticket, person, staff=True),
        "answers": answers.items_of(package_of(ticket.version), latest_answers(ticket), ticket.number),
        "tasks": [_task(task, person) for task in tasks_of(ticket).select_related("ticket") if task.state == "open"],
        "clocks": [
            {"label": c.label, "remaining": c.remaining, "state": c.state, "at": time_tag(c.due_at)}
            for c in clocks(ticket)
        ],
        "facts": _facts(ticket),
        "why": ticket.traces.get("routing", {}).get(get_language() or "", []),
        "participants": [follower.name for follower in participants(ticket)],
        "works": works and not ticket.ended,
        "typed": {"public": True},
        **(_choices(ticket, person) if works and not ticket.ended else {}),
    }


def _task(task: Task, person: Person) -> Shown:
    return {
        "url": reverse("desk:task", args=[task.pk]) if may_do(person, task) else "",
        "title": pick(task.title),
        "who": task.assignee.name if task.assignee else pick(task.team.name if task.team else None),
        "when": by_when(task.due_at),
        "fault": task.kind == "fault",
    }


def _facts(ticket: Ticket) -> list[Shown]:
    rows = [(_("Asked by"), ticket.requester.name)]
    if ticket.requested_for_id != ticket.requester_id:
        rows.append((_("For"), ticket.requested_for.name))
    asker = ticket.requested_for
    rows += [
        (_("Department"), pick(asker.department.name) if asker.department else asker.organization.name),
        (_("Place"), pick(ticket.location.name) if ticket.location else ""),
        (_("Team"), pick(ticket.team.name)),
        (_("Assigned to"), ticket.assignee.name if ticket.assignee else _("Nobody yet")),
        (_("Asked on"), day(ticket.created_at)),
        (_("Promised for"), day(ticket.promised_at) if ticket.promised_at else ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


def _choices(ticket: Ticket, person: Person) -> Shown:
    members = ticket.team.members.filter(is_active=True).order_by("given_name", "family_name")
    teams = Team.objects.order_by("slug").exclude(pk=ticket.team_id)
    return {
        "is_mine": ticket.assignee_id == person.pk,
        "in_team": members.filter(pk=person.pk).exists(),
        "members": [(str(member.pk), member.name) for member in members],
        "other_teams": [(team.slug, pick(team.name)) for team in teams],
        "levels": Level.choices,
        "endings": [
            (outcome.value, outcome.label)
            for outcome in (Outcome.FULFILLED, Outcome.SOLVED, Outcome.DECLINED, Outcome.DUPLICATE)
        ],
        "waits": ticket.status == Status.WAITING,
        "open_steps": open_step_count(ticket),
    }
