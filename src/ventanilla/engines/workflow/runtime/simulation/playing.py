"""Playing a package through for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.core.rules import RuleFault
from ventanilla.engines.sla.targets import Given, targets_of
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Choices, play
from ventanilla.engines.workflow.models import Run
from ventanilla.engines.workflow.runtime import promise
from ventanilla.engines.workflow.runtime.simulation.happenings import Happening
from ventanilla.engines.workflow.runtime.simulation.meetings import MEETINGS
from ventanilla.engines.workflow.runtime.simulation.stage import Stage, Theatre
from ventanilla.records.catalog.flaws import PackageRefused, flaws_of
from ventanilla.records.catalog.models import Category, Service, ServiceVersion
from ventanilla.records.catalog.queries import told_until
from ventanilla.records.intake.interpret import check
from ventanilla.records.tickets import routing
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.choices import Kind, Status
from ventanilla.records.tickets.facts import answers_facts, asking_facts, surroundings
from ventanilla.records.tickets.models import AnswerSet, Ticket
from ventanilla.records.tickets.turns import turn_words, whose_turn

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Target:
    """A promise of the team that would count, and by when it would have to be kept."""

    kind: str
    within: str
    due_at: datetime


@dataclass(frozen=True)
class Simulation:
    """What would become of a request. Nothing of it is stored anywhere.

    `outcome` is "" while it waits: `waits_for` are the titles of the steps that nobody finishes. `because` has the
    rule that routed it, in words by language.
    """

    at: datetime
    requester: Person
    requested_for: Person
    team: Team
    assignee: Person | None
    impact: str
    urgency: str
    priority: int
    because: Mapping[str, list[str]]
    problems: tuple[str, ...]
    promised_at: datetime | None
    targets: tuple[Target, ...]
    happenings: tuple[Happening, ...]
    outline: list[machine.MapNode] = field(repr=False)
    outcome: str = ""
    ended_at: datetime | None = None
    waits_for: tuple[Localized, ...] = ()
    moved: tuple[Target, ...] = ()
    """Promises that would be others at the end, by what the workflow left behind."""
    turn: tuple[str, ...] = ()
    """Why it would be this one of the team, where the service shares its work out."""


def simulate(
    *,
    package: Package,
    person: Person,
    answers: Mapping[str, Any],
    requested_for: Person | None = None,
    choices: Choices | None = None,
    at: datetime | None = None,
) -> Simulation:
    """Play what would happen if `person` asked for this with `answers` (raw, by question), at an aware instant.

    The package need not be published. Raises PackageRefused when it names what doesn't exist, Invalid with `fields`
    for answers that would not be accepted, and for a resource, which nobody asks for.
    """
    require_playable(package)
    whom, moment = requested_for or person, at or clock.now()
    service = service_for_package(package)
    with clock.frozen(moment):
        facts = asking_facts(person, whom, service.department)
        checked = check(package.form, answers, context_for(person, whom, facts, service.department))
        if checked.errors:
            raise Invalid(_("Some answers need another look."), checked.errors)
    given = AnswerSet(number=1, answers=checked.answers, rows=checked.rows, given_by=person, given_at=moment)
    return simulate_given(package, service, person, whom, given, choices or Choices(), moment)


def service_for_package(package: Package) -> Service:
    """The service as it would be with this package: its row if there is one, changed in memory alone."""
    found = Service.objects.select_related("department__calendar").filter(slug=package.service).first()
    service = found or Service(slug=package.service)
    service.department = Department.objects.select_related("calendar").get(slug=package.department)
    owner = by_email(package.owner.person)
    assert owner is not None, "flaws_of finds an owner who isn't there"
    service.owner = owner
    service.owner_team = Team.objects.get(slug=package.owner.team)
    service.category = Category.objects.get(slug=package.category)
    service.title = dict(package.title)
    service.confidential = package.confidential
    return service


def require_playable(package: Package) -> None:
    """Raise PackageRefused when the package names what doesn't exist, Invalid when there is nothing to play."""
    flaws = flaws_of(package)
    if flaws:
        raise PackageRefused(flaws)
    if package.is_resource:
        text = _(
            "“%(title)s” is a resource: people open it and ask for nothing, so there is nothing to try out."
        )
        raise Invalid(text % {"title": pick(package.title)})


def simulate_given(
    package: Package,
    service: Service,
    person: Person,
    requested_for: Person,
    given: AnswerSet,
    choices: Choices,
    at: datetime,
    corrected: Mapping[int, AnswerSet] | None = None,
) -> Simulation:
    """The same with answers that were checked before; `corrected` are later ones by number, which count from the
    correction on that left that number behind, or else from the first step on that was really done after them."""
    with clock.frozen(at):
        ticket, where = _ticket(package, service, person, requested_for, given)
        stage = replace(_stage(package, ticket, given, choices), corrected=dict(corrected or {}))
        if where.given.get("person") and where.assignee:
            stage.turns[where.team.pk] = [where.assignee.pk]
        start = _Start(ticket.team, ticket.assignee, ticket.impact, ticket.urgency, ticket.priority)
        targets = _targets(package, stage, at)
        promised = _promised(package, service, stage, targets)
        theatre = Theatre(stage, MEETINGS)
        try:
            around = surroundings(service.department)
            played = play(stage.program, theatre, at=at, choices=choices, surroundings=around)
        finally:
            theatre.close()
        facts = stage.facts
        later = _targets(package, stage, at, machine.output_facts(played.state))
    happenings = tuple(_with_end(each, played.state) for each in stage.happenings)
    return Simulation(
        at=at,
        requester=person,
        requested_for=requested_for,
        team=start.team,
        assignee=start.assignee,
        impact=start.impact,
        urgency=start.urgency,
        priority=start.priority,
        because=where.because,
        turn=tuple(turn_words(where.given, full=True)),
        problems=where.problems,
        promised_at=promised,
        targets=targets,
        moved=tuple(each for each in later if each not in targets),
        happenings=happenings,
        outline=machine.outline(stage.program, played.state, facts),
        outcome=_outcome(stage, happenings, played.state),
        ended_at=played.at if played.ended else None,
        waits_for=tuple(dict(stage.program.nodes[key.block].block.shown_title) for key in played.waits_for),
    )


@dataclass(frozen=True)
class _Start:
    """Where the request goes at first, before its workflow changes that."""

    team: Team
    assignee: Person | None
    impact: str
    urgency: str
    priority: int


def _ticket(
    package: Package, service: Service, person: Person, requested_for: Person, given: AnswerSet
) -> tuple[Ticket, routing.Routing]:
    """The ticket that would be made, in memory alone, and where it would go."""
    facts = {
        **asking_facts(person, requested_for, service.department),
        **answers_facts(package, given),
    }
    where = routing.decide(package, service.owner_team, facts, surroundings(service.department))
    if where.assign:
        turn = whose_turn(team=where.team, how=where.assign, but={person.pk, requested_for.pk})
        where = replace(where, assignee=turn.person, given=turn.trace)
    ticket = Ticket(
        number="–",
        kind=Kind(package.kind),
        title=dict(package.title),
        service=service,
        department=service.department,
        category=service.category,
        requester=person,
        requested_for=requested_for,
        team=where.team,
        assignee=where.assignee,
        impact=where.impact,
        urgency=where.urgency,
        priority=where.priority,
        confidential=package.confidential,
        status=Status.OPEN,
        language=person.language or get_language() or "",
        created_at=clock.now(),
    )
    return ticket, where


def _stage(package: Package, ticket: Ticket, given: AnswerSet, choices: Choices) -> Stage:
    program = machine.compile(package.workflow, outcome=_good_end(package))
    run = Run(ticket=ticket, version=ServiceVersion(service=ticket.service))
    return Stage(
        ticket=ticket,
        run=run,
        state=machine.State(),
        played=package,
        program=program,
        answers=given,
        choices=choices,
    )


def _good_end(package: Package) -> str:
    return "fulfilled" if package.kind == "request" else "solved"


def _targets(
    package: Package, stage: Stage, since: datetime, outputs: Mapping[str, Any] = NOTHING
) -> tuple[Target, ...]:
    """What the team promises, counted from `since`, once the workflow has left these `outputs` behind."""
    department = stage.ticket.department
    facts, hours = {**stage.facts, **outputs}, working_hours(department.calendar)
    given = Given(facts, surroundings(department), hours, since)
    try:
        return tuple(
            Target(kind.value, str(aim.promise.within or ""), aim.due(given))
            for kind, aim in targets_of(package, given).items()
        )
    except RuleFault:
        return ()


def _promised(
    package: Package, service: Service, stage: Stage, targets: tuple[Target, ...]
) -> datetime | None:
    """The date that who asks would be told: as `promise.begin` has it."""
    if package.ready_by is not None:
        return promise.day_named(package, stage.facts, service.department)
    told = told_until(package, service.department, clock.now())
    resolution = next((target.due_at for target in targets if target.kind == "resolution"), None)
    return promise.later(told, resolution)


def _with_end(happening: Happening, state: machine.State) -> Happening:
    step = state.get(happening.key) if happening.key else None
    if step is None or happening.outcome:
        return happening
    return replace(happening, outcome=step.outcome or "", ended_at=step.ended_at)


def _outcome(stage: Stage, happenings: tuple[Happening, ...], state: machine.State) -> str:
    """How the request would end: without a workflow its team ends it by hand."""
    ended = next((each.outcome for each in happenings if each.kind in ("resolved", "cancelled")), "")
    return ended if ended or not stage.package.workflow else state.outcome or ""
