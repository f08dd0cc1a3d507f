"""Changing fields of the ticket."""

from __future__ import annotations

from typing import Any

from ventanilla.core.people.models import Location
from ventanilla.core.people.queries import team_by_slug
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries import FieldsSet
from ventanilla.engines.workflow.fault_words import fault_texts
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.catalog.models import Category
from ventanilla.records.tickets.actions import assign, set_priority
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.entries import FaultFound
from ventanilla.records.tickets.models import Ticket

OF_WORK = ("impact", "urgency", "priority", "team", "assignee")


def set_fields(effect: machine.SetFields, scene: Scene) -> list[machine.Event]:
    """Set what the block says. A value that can't be set is told to the team, and the request goes on; who works on it
    and how urgent it is can't be when the request has ended."""
    values = dict(effect.values)
    if scene.ticket.ended:
        problem = ", ".join(name for name in OF_WORK if name in values) or _file(scene.ticket, values)
    else:
        problem = _weigh(scene.ticket, values) or _hand_over(scene, values) or _file(scene.ticket, values)
    if problem:
        scene.record(FaultFound(where=effect.key.block, problem=fault_texts("unknown_field", problem)))
    scene.record(FieldsSet(fields={name: str(value) for name, value in effect.values.items()}))
    scene.refresh()
    return []


def _weigh(ticket: Ticket, values: dict[str, Any]) -> str:
    wanted = {name: str(values[name]) for name in ("impact", "urgency", "priority") if name in values}
    if not wanted:
        return ""
    impact, urgency = wanted.get("impact", ticket.impact), wanted.get("urgency", ticket.urgency)
    priority = wanted.get("priority", "").upper()
    if not {impact, urgency} <= set(Level.values) or (priority and priority not in Priority.__members__):
        return ", ".join(f"{name} = {value}" for name, value in wanted.items())
    set_priority(
        actor=None,
        ticket=ticket,
        impact=Level(impact),
        urgency=Level(urgency),
        priority=Priority[priority] if priority else None,
    )
    return ""


def _hand_over(scene: Scene, values: dict[str, Any]) -> str:
    if "team" not in values and "assignee" not in values:
        return ""
    team = team_by_slug(str(values["team"])) if "team" in values else scene.ticket.team
    person = scene.somebody(values["assignee"]) if values.get("assignee") else None
    if team is None or (person and not team.members.filter(pk=person.pk).exists()):
        return person.name if person else str(values.get("assignee") or values.get("team"))
    assign(actor=None, ticket=scene.ticket, team=team, assignee=person)
    return ""


def _file(ticket: Ticket, values: dict[str, Any]) -> str:
    for name, model in (("category", Category), ("location", Location)):
        if name not in values:
            continue
        found = model.objects.filter(slug=str(values[name]).rsplit("/")[-1]).first()
        if found is None:
            return str(values[name])
        setattr(ticket, name, found)
        ticket.save(update_fields=[name])
    return ""
