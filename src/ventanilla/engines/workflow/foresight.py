"""What a workflow will likely bring, and who will likely have it: told before anything has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language

from ventanilla.core.blueprint.blocks import Approval, Ask, Block, Task
from ventanilla.core.blueprint.blocks.tree import walk
from ventanilla.core.blueprint.seats import AnyOfSeat, AnySeat, ManagersSeat, computed
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.core.rules import Facts
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.filling import about_request
from ventanilla.engines.workflow.queries.sight import sight_ahead
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.directory import PeopleDirectory
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.catalog.queries.names import Names, names_in, seat_words


@dataclass(frozen=True)
class Expected:
    """Who will likely have a block: names of people and teams, and for a seat whom the service means by it,
    as the requester would say («your manager»). Empty when only the course of things can tell."""

    names: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


def course_ahead(version: ServiceVersion, facts: Facts | None = None) -> list[machine.MapNode]:
    """The stations that a ticket of this version would have, in order. `facts` let ways be foreseen."""
    return machine.outline(store.program_of(version), machine.State(), facts)


def course_as_told(version: ServiceVersion, facts: Facts | None = None) -> list[machine.MapNode]:
    """The same as it is told to those who may ask for it: what the service keeps from them is left without words."""
    return sight_ahead(store.program_of(version)).over(course_ahead(version, facts))


def decided_inside(version: ServiceVersion) -> bool:
    """Whether somebody may have to approve of whom those who ask hear nothing."""
    nodes = store.program_of(version).nodes.values()
    return any(isinstance(node.block, Approval) and node.kept for node in nodes)


def expected(
    service: Service,
    version: ServiceVersion,
    *,
    requester: Person,
    requested_for: Person,
    only: Iterable[str] | None = None,
) -> dict[str, Expected]:
    """Who will likely have each block (or those named in `only`), by block id, as things are today."""
    wanted = None if only is None else set(only)
    package = package_of(version)
    blocks = [block for block in walk(package.workflow) if wanted is None or block.id in wanted]
    decided = any(isinstance(block, Approval) for block in blocks)
    names = names_in(package, get_language() or "") if decided else None
    teams = _teams(blocks, service)
    directory = PeopleDirectory(service)
    people = {"requester": requester, "requested_for": requested_for}
    if any(_named(block) == "service.owner" for block in blocks):
        people["service.owner"] = service.owner
    found = {}
    for block in blocks:
        if isinstance(block, Approval) and names:
            found[block.id] = _decides(block, directory, names, requester, requested_for)
        elif isinstance(block, Task | Ask):
            found[block.id] = _does(block, teams, people)
    return found


def _teams(blocks: Iterable[Block], service: Service) -> Mapping[str, str]:
    slugs = {block.team for block in blocks if isinstance(block, Task) and block.team}
    if not slugs:
        return {}
    wanted = Q(slug__in=slugs) | Q(pk=service.owner_team_id)
    rows = {
        pk: (slug, pick(name))
        for pk, slug, name in Team.objects.filter(wanted).values_list("pk", "slug", "name")
    }
    return {"service.owner": rows[service.owner_team_id][1], **dict(rows.values())}


def _decides(
    block: Approval, directory: PeopleDirectory, names: Names, requester: Person, requested_for: Person
) -> Expected:
    ids: list[int] = []
    for seat in block.seats:
        if _is_open(seat):  # naming somebody who stands in for nobody would be a guess
            continue
        seated = machine.resolve(seat, directory, requester=requester.pk, requested_for=requested_for.pk)
        ids += [pk for pk in seated.everybody if pk not in ids]
    people = {person.pk: person.name for person in Person.objects.filter(pk__in=ids)}
    labels = dict.fromkeys(seat_words(seat, names) for seat in block.seats)
    return Expected(tuple(people[pk] for pk in ids if pk in people), tuple(labels))


def _is_open(seat: AnySeat) -> bool:
    """Whether who sits there hangs on what is answered or comes out on the way."""
    if isinstance(seat, AnyOfSeat):
        return any(_is_open(one) for one in seat.any_of)
    if isinstance(seat, ManagersSeat):
        return computed(seat) is not None or about_request(seat.until)
    return computed(seat) is not None


def _named(block: Block) -> str:
    """Whom a block names to do it, when it names one."""
    named = block.person if isinstance(block, Task) else block.to if isinstance(block, Ask) else None
    return named if isinstance(named, str) else ""


def _does(block: Task | Ask, teams: Mapping[str, str], people: Mapping[str, Person]) -> Expected:
    if isinstance(block, Task) and block.team:
        name = teams.get(block.team, "")
        return Expected((name,)) if name else Expected()
    named = _named(block)
    if not named:
        return Expected()
    person = people.get(named) or (by_email(named) if "@" in named else None)
    return Expected((person.name,)) if person else Expected()
