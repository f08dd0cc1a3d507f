"""A service tried out: what would become of the request that a designer has just filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.blocks import walk
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow.endings import outcome_words
from ventanilla.engines.workflow.queries import StepShown
from ventanilla.engines.workflow.runtime.simulation import Simulation, choices_from, simulate
from ventanilla.engines.workflow.runtime.simulation.choosing import NEVER
from ventanilla.engines.workflow.runtime.simulation.story import Part, moment_of, story
from ventanilla.surfaces.ui.linemap import Node, Station
from ventanilla.surfaces.ui.tickets.course import Holders, whole_way

FINISHES = ("resolved", "cancelled")
"""What ends the request for who asked; what follows is aftercare."""
DECIDES = "decide."
AS = "as"
ICONS = {
    "asked": "paper-airplane",
    "approval": "hand-raised",
    "task": "clipboard-document-check",
    "ask": "question-mark-circle",
    "opened": "envelope",
    "message": "envelope",
    "asset": "computer-desktop",
    "budget": "banknotes",
    "set": "pencil-square",
    "reminder": "bell",
    "escalation": "arrow-up-circle",
    "expired": "clock",
    "late": "clock",
    "fault": "exclamation-triangle",
    "refused": "exclamation-triangle",
    "resolved": "check-circle",
    "cancelled": "x-circle",
}


@dataclass(frozen=True)
class Assumed:
    """What one may assume about a step."""

    name: str
    label: str
    options: list[dict[str, Any]]


@dataclass(frozen=True)
class Shown:
    """A part of the story with its icon and what may be assumed about it."""

    part: Part
    icon: str
    assumed: Assumed | None = None


@dataclass(frozen=True)
class Trial:
    """What would happen, as the page shows it."""

    nodes: list[Node] = field(default_factory=list)
    parts: list[Shown] = field(default_factory=list)
    problem: str = ""


def asker(request: HttpRequest, reader: Person) -> tuple[Person, str]:
    """Who is to ask, and what is wrong with whom was named."""
    address = request.POST.get(AS, "").strip()
    if not address or address.lower() == reader.email.lower():
        return reader, ""
    person = by_email(address[:254]) if "\x00" not in address else None
    if person is None or not person.is_active:
        return reader, _("Nobody active here has this address.")
    return person, ""


def trial(request: HttpRequest, package: Package, person: Person, answers: Mapping[str, Any]) -> Trial:
    """What would happen if `person` sent these answers, with what the reader assumes about the steps."""
    known = {block.id: block.outcomes for block in walk(package.workflow)}
    wanted = {
        name.removeprefix(DECIDES): str(value)
        for name, value in request.POST.items()
        if name.startswith(DECIDES) and value and name.removeprefix(DECIDES) in known
    }
    try:
        played = simulate(
            package=package, person=person, answers=answers, choices=choices_from(wanted, package)
        )
    except Invalid as refused:
        said = [str(word) for words in refused.fields.values() for word in words]
        return Trial(problem=" ".join([str(refused), *said]))
    return Trial(_nodes(played), _parts(played, known, wanted))


def _nodes(played: Simulation) -> list[Node]:
    steps = {
        each.block: StepShown(
            block=each.block,
            state="done" if each.ended_at else "active",
            name=pick(each.title),
            who=list(each.who),
            due_at=each.due_at,
            round=each.key.round if each.key else 1,
        )
        for each in played.happenings
        if each.block and each.kind not in ("message", "set", "opened")
    }
    finish = next((each.at for each in played.happenings if each.kind in FINISHES), played.ended_at)
    ended = finish is not None
    good = played.outcome in ("fulfilled", "solved", "")
    state = "done" if ended and good else "stopped" if ended else "next"
    name = _("Done") if good else outcome_words(played.outcome)
    when = moment_of(finish) if finish else ""
    end = Station("end", name, state, when_text=when)  # type: ignore[arg-type]
    return whole_way(
        played.outline,
        Holders(steps, {}),
        Station("sent", _("Request sent"), "done", played.requester.name, moment_of(played.at)),
        Station("work", _("The team works on it"), "next", pick(played.team.name)),
        lambda _middle: end,
    )


def _parts(
    played: Simulation, known: Mapping[str, tuple[str, ...]], wanted: Mapping[str, str]
) -> list[Shown]:
    offered: set[str] = set()
    shown = []
    for part in story(played):
        outcomes = known.get(part.block, ())
        offers = bool(outcomes) and part.block not in offered and part.kind not in ("reminder", "late")
        offered.add(part.block)
        assumed = _assumed(part, outcomes, wanted.get(part.block, "")) if offers else None
        shown.append(Shown(part, ICONS.get(part.kind, "cog-6-tooth"), assumed))
    return shown


def _assumed(part: Part, outcomes: tuple[str, ...], chosen: str) -> Assumed:
    values = ["", *outcomes[1:], NEVER]
    labels = {"": outcome_words(outcomes[0]), NEVER: _("Nobody does anything")}
    options = [
        {"value": value, "label": labels.get(value) or outcome_words(value), "chosen": value == chosen}
        for value in values
    ]
    return Assumed(f"{DECIDES}{part.block}", _("What if? %(step)s") % {"step": part.title}, options)
