"""Services that are asked for by themselves, again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from ventanilla.core.blueprint.filling import worked_out
from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.schedules import Schedule as Planned
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.kit.sweeping import each
from ventanilla.core.kit.text import pick
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Person
from ventanilla.core.rules import RuleFault, compute, evaluate
from ventanilla.core.timeline.actions import action, attempt, record
from ventanilla.engines.workflow.entries import ScheduleFailed
from ventanilla.engines.workflow.models import Schedule, ScheduledStart
from ventanilla.engines.workflow.runtime.holders import keeper_of, people_of
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import ListRow, Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.interpret import from_values
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.facts import asking_facts, surroundings, zone_of

START_SECONDS = 30.0
"""Of a sweep that comes every minute."""


@action
def plan(*, service: Service) -> None:
    """Bring the rows in line with the live version of the service; one that stays keeps its next time unless how
    often it comes was changed."""
    planned = {item.id: item for item in _planned(service)}
    Schedule.objects.filter(service=service).exclude(key__in=planned).delete()
    for key, item in planned.items():
        row, _made = Schedule.objects.get_or_create(service=service, key=key)
        if row.next_at is None or row.next_at > clock.now():  # what is due already is started, not lost
            row.next_at = _next(service, item, row.last_at)
        row.save(update_fields=["next_at"])


def start_due() -> int:
    """Put what is due in the queue, one schedule at a time: its next time is set in the same transaction, so that
    each time comes once however many do this at once. Returns how many schedules were due."""
    due = Schedule.objects.filter(next_at__lte=clock.now()).order_by("next_at", "pk")
    return each(list(due.values_list("pk", flat=True)), lambda pk: start_if_due(pk=pk), seconds=START_SECONDS)


@action
def start_if_due(*, pk: int) -> bool:
    """One of them, unless somebody else just does it. Returns whether it was due."""
    due = Schedule.objects.filter(pk=pk, next_at__lte=clock.now()).select_related("service")
    row = due.select_for_update(skip_locked=True, of=("self",)).first()
    if row is not None:
        _start(row)
    return row is not None


def _start(row: Schedule) -> None:
    at, service = row.next_at, row.service
    planned = next((item for item in _planned(service) if item.id == row.key), None)
    assert at is not None  # start_due chose it by this
    targets = list(_targets(service, planned)) if planned else []
    for target in targets:
        enqueue("workflow.start_one", schedule=row.pk, at=at.isoformat(), target=target)
    row.last_at, row.last_count, row.problem = at, len(targets), ""
    row.next_at = _next(service, planned, max(at, clock.now())) if planned else None
    row.save(update_fields=["last_at", "last_count", "problem", "next_at"])


@action
def start_one(*, schedule: int, at: datetime, target: str) -> None:
    """Ask for the service once, for the person or row `target` (neither when empty). Asked for before, nothing
    happens; what can't be asked for is kept with the schedule, where the service's owner sees it."""
    row = (
        Schedule.objects.select_for_update(of=("self",)).select_related("service").filter(pk=schedule).first()
    )
    planned = next((item for item in _planned(row.service) if item.id == row.key), None) if row else None
    if row is None or planned is None:
        return
    start, is_new = ScheduledStart.objects.get_or_create(schedule=row, at=at, target=target)
    if not is_new:
        return
    try:
        with attempt():
            person, answers = _asked(row.service, planned, target)
            asker = _asker(row.service)
            start.ticket = submit(actor=asker, service=row.service, answers=answers, requested_for=person)
            start.save(update_fields=["ticket"])
    except (Refusal, RuleFault) as problem:
        said = _said(problem, row.service)
        _keep(row, f"{target}: {said}" if target else said)


def _said(problem: Exception, service: Service) -> str:
    """What was wrong, with the questions whose answers were refused."""
    fields: Mapping[str, Any] = getattr(problem, "fields", {}) or {}
    form = package_of(service.live_version).form if service.live_version else ()
    labels = {question.id: pick(question.label) for question in questions(form)}
    details = [
        f"{labels.get(name.partition('.')[0], name)}: {' '.join(map(str, messages))}"
        for name, messages in fields.items()
    ]
    return " ".join([str(problem), *details])


def _keep(row: Schedule, problem: str) -> None:
    """Keep what could not be asked for; whoever keeps the service hears of the first of a turn."""
    is_first = not row.problem
    row.problem = f"{row.problem}\n{problem}".strip()[:2000]
    row.save(update_fields=["problem"])
    if not is_first:
        return
    service = row.service
    people = people_of(service.owner_team, keeper_of(service))
    told = ScheduleFailed(slug=service.slug, title=service.title, problem=problem, people=people)
    record(service.stream, told, actor=None)


def _asker(service: Service) -> Person:
    """In whose name it is asked for: the owner's; when the owner has left, that of whoever keeps the service now."""
    team = service.owner_team.members.filter(is_active=True).order_by("pk")
    return keeper_of(service) or team.first() or service.owner


def _planned(service: Service) -> tuple[Planned, ...]:
    live = service.live_version if service.state == ServiceState.LIVE else None
    return package_of(live).schedules if live else ()


def _next(service: Service, planned: Planned, after: datetime | None) -> datetime | None:
    """The next instant after `after` that isn't past: what was missed is not made up for."""
    zone = zone_of(service.department)
    is_working_day = working_hours(service.department.calendar).is_working_day
    day = planned.next_day(after.astimezone(zone).date() if after else None, is_working_day)
    now = clock.now()
    while day is not None:
        at = datetime.combine(day, time.fromisoformat(planned.at), zone)
        if at > now or (after is None and day >= now.astimezone(zone).date()):
            return at
        day = planned.next_day(day, is_working_day)
    return None


def _targets(service: Service, planned: Planned) -> Iterator[str]:
    if planned.people is not None:
        people = Person.objects.filter(is_active=True, organization=service.owner.organization)
        known = people.select_related("department", "location", "organization")
        known = known.prefetch_related("teams", "portal_groups").order_by("pk")
        chosen = (person for person in known if evaluate(planned.people, person_facts(person, "person")))
        yield from (str(person.pk) for person in chosen)
    elif planned.list is not None:
        facts = asking_facts(service.owner, service.owner, service.department)
        for row in ListRow.objects.filter(list__slug=planned.list, active=True):
            if planned.where is None or evaluate(planned.where, {**facts, **_row_facts(row)}):
                yield row.key
    else:
        yield ""


def _asked(service: Service, planned: Planned, target: str) -> tuple[Person, dict[str, Any]]:
    person = _asker(service)
    if planned.people is not None:
        person = Person.objects.get(pk=int(target))
    facts = asking_facts(_asker(service), person, service.department)
    if planned.list is not None:
        row = ListRow.objects.filter(list__slug=planned.list, key=target).first()
        facts = {**facts, **(_row_facts(row) if row else {})}
    known = surroundings(service.department)
    answers = {
        name: worked_out(answer, lambda tree: compute(tree, facts, known))
        for name, answer in planned.answers.items()
    }
    assert service.live_version is not None  # _planned found the schedule in it
    return person, from_values(package_of(service.live_version).form, answers)


def _row_facts(row: ListRow) -> dict[str, Any]:
    values = {**row.values, "value": row.key, "label": row.label}
    return {f"row.{name}": value for name, value in values.items()}
