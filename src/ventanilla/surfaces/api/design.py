"""Before publishing: what is wrong with a service, what it would do, and what it would have done."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import AwareDatetime, Field, StringConstraints

from ventanilla.core.access.policies import require
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Department, Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow.linting import findings
from ventanilla.engines.workflow.runtime.simulation import choices_from, replay, simulate
from ventanilla.engines.workflow.runtime.simulation.story import label_of, said, story
from ventanilla.records.catalog.flaws import PackageRefused, flaws_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.packages.services import read_with_places
from ventanilla.records.catalog.policies import may_design_in
from ventanilla.records.catalog.queries import designed_by, package_of
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.api.errors import sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Short

router = Router(tags=["design"])


class Named(Body):
    """A service that is there, by its short name, or one as YAML that nobody has published yet. One of the two."""

    service: Short = ""
    package: Annotated[str, StringConstraints(max_length=300_000)] = ""


class Trial(Named):
    """Who asks with which answers, and what people are assumed to do."""

    person: Short = ""
    requested_for: Short = ""
    answers: dict[str, Any] = {}
    decisions: dict[str, Any] = {}
    at: AwareDatetime | None = None


class Replay(Named):
    last: Annotated[int, Field(ge=1, le=100)] = 20


class FindingOut(Schema):
    """`degree`: error, warning or advice. `line` is that of the YAML, or null for a service by its name."""

    degree: str
    code: str
    path: str
    line: int | None
    place: str
    message: str


class LetterOut(Schema):
    to: str
    language: str
    subject: str
    text: str


class HappeningOut(Schema):
    """`kind`: asked, approval, task, ask, message, set, asset, budget, work, reminder, escalation, late, fault, …"""

    kind: str
    block: str
    when: str
    title: str
    lines: list[str]
    letters: list[LetterOut]


class SimulationOut(Schema):
    """What would become of the request. `outcome` is null while it waits for what nobody does."""

    team: str
    assignee: str | None
    priority: int
    promised_at: datetime | None
    outcome: str | None
    ended_at: datetime | None
    happenings: list[HappeningOut]


class DifferenceOut(Schema):
    what: str
    label: str
    old: str
    new: str


class ComparisonOut(Schema):
    ticket: str
    differences: list[DifferenceOut]


@router.post(
    "/lint", response={200: list[FindingOut], **sent(403, 404)}, summary="What is wrong with a service"
)
def lint_service(request: HttpRequest, body: Named) -> list[FindingOut]:
    """Everything that should be put right, the worst first. What keeps it from being published is an error too."""
    package, place = _package(caller(request), body)
    language = get_language() or "es"
    flawed = [
        FindingOut(
            degree="error", code="refused", path="", line=place(flaw.path), place="", message=flaw.text
        )
        for flaw in flaws_of(package)
    ]
    found = [
        FindingOut(
            degree=each.degree.value,
            code=each.code,
            path=each.spelled,
            line=place(each.path),
            place=each.place.say(language),
            message=each.say(language),
        )
        for each in findings(package)
    ]
    return [*flawed, *found]


@router.post("/simulate", response={200: SimulationOut, **sent(403, 404)}, summary="What a service would do")
def simulate_request(request: HttpRequest, body: Trial) -> SimulationOut:
    """Play it for `person` (you, when left out). `decisions` are outcomes by block: `{"manager": "rejected"}`, or
    `{"outcome": …, "answers": {…}, "after": "2 business days"}`, or a list of these, one for each round; `nothing`
    for somebody who doesn't do anything. Nothing is touched."""
    me = caller(request)
    package, _place = _package(me, body)
    played = simulate(
        package=package,
        person=_somebody(body.person, "person", me),
        requested_for=_somebody(body.requested_for, "requested_for", me) if body.requested_for else None,
        answers=body.answers,
        choices=choices_from(body.decisions, package),
        at=body.at,
    )
    return SimulationOut(
        team=played.team.slug,
        assignee=played.assignee.email if played.assignee else None,
        priority=played.priority,
        promised_at=played.promised_at,
        outcome=played.outcome or None,
        ended_at=played.ended_at,
        happenings=[
            HappeningOut(
                kind=part.kind,
                block=part.block,
                when=part.when,
                title=part.title,
                lines=list(part.lines),
                letters=[LetterOut(**vars(letter)) for letter in part.letters],
            )
            for part in story(played)
        ],
    )


@router.post("/replay", response={200: list[ComparisonOut], **sent(403, 404)}, summary="What would differ")
def replay_requests(request: HttpRequest, body: Replay) -> list[ComparisonOut]:
    """The service's last requests that you see, the newest first, each with what would have gone otherwise."""
    me = caller(request)
    package, _place = _package(me, body)
    return [
        ComparisonOut(
            ticket=each.ticket.number,
            differences=[
                DifferenceOut(what=one.what, label=label_of(one), old=said(one.old), new=said(one.new))
                for one in each.differences
            ],
        )
        for each in replay(package, body.last, among=Ticket.objects.visible_to(me))
    ]


def _package(me: Person, body: Named) -> tuple[Package, Any]:
    """The package that is meant, and where its parts stand. Raises NotFound, NotAllowed, Invalid."""
    if bool(body.service) == bool(body.package):
        words = _("Name a service, or send a package: one of the two.")
        raise Invalid(words, {"service": [words]})
    if body.service:
        service = designed_by(me).select_related("live_version").filter(slug=body.service).first()
        if service is None or service.live_version is None:
            raise NotFound(NO_SERVICE)
        return package_of(service.live_version), lambda _path: None
    package, document = read_with_places(body.package)
    department = Department.objects.filter(slug=package.department).first()
    if department is None:
        raise PackageRefused(flaws_of(package))
    require(may_design_in(me, department))
    existing = designed_by(me).filter(slug=package.service).exists()
    require(existing or not _taken(package.service))
    return package, lambda path: document.place(path).line


def _taken(slug: str) -> bool:
    return Service.objects.filter(slug=slug).exists()


def _somebody(email: str, name: str, me: Person) -> Person:
    person = by_email(email) if email else me
    if person is None:
        words = _("Nobody here has this address.")
        raise Invalid(words, {name: [words]})
    return person
