"""What a package names outside of itself: people, teams, groups, departments, categories, lists."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ventanilla.core.blueprint.blocks import (
    Approval,
    Ask,
    AssignAsset,
    Block,
    Document,
    ForEach,
    Grant,
    Identity,
    Notify,
    ReturnAsset,
    Revoke,
    Set,
    Task,
    visits,
)
from ventanilla.core.blueprint.blocks.values import ITS_TEAMS
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import (
    Choice,
    Choices,
    Element,
    ListOptions,
    LocationChoice,
    Secret,
    ServiceChoice,
    TeamChoice,
)
from ventanilla.core.blueprint.questions.secret import WORKERS
from ventanilla.core.blueprint.seats import (
    GroupSeat,
    LeadSeat,
    PeopleSeat,
    PersonSeat,
    Seat,
    TeamSeat,
    all_seats,
)
from ventanilla.core.people.models import Department, Group, Location, Person, Team
from ventanilla.records.catalog.models import Category, LookupList

Path = tuple[str | int, ...]
SELF = frozenset({"requester", "requested_for", "service.owner"})
MOST_HINTS = 8


class Kind(Enum):
    PERSON = "person"
    TEAM = "team"
    GROUP = "group"
    DEPARTMENT = "department"
    CATEGORY = "category"
    LIST = "list"
    LOCATION = "location"


MISSING = {
    Kind.PERSON: gettext_lazy("Nobody active here has the address “%(name)s”. %(hint)s"),
    Kind.TEAM: gettext_lazy("There is no team “%(name)s”. %(hint)s"),
    Kind.GROUP: gettext_lazy("There is no group “%(name)s”. %(hint)s"),
    Kind.DEPARTMENT: gettext_lazy("There is no department “%(name)s”. %(hint)s"),
    Kind.CATEGORY: gettext_lazy("There is no category “%(name)s”. %(hint)s"),
    Kind.LOCATION: gettext_lazy("There is no place “%(name)s”. %(hint)s"),
    Kind.LIST: gettext_lazy("There is no list “%(name)s”. %(hint)s"),
}


@dataclass(frozen=True)
class Reference:
    """The package names the thing of this `kind` at this `path` of its document."""

    path: Path
    kind: Kind
    name: str


@dataclass(frozen=True)
class Missing:
    """A reference to something that doesn't exist, and what to do."""

    path: Path
    text: str


_further: list[Callable[[Package], Iterable[Missing]]] = []


def missing(package: Package) -> list[Missing]:
    """Every reference of the package to something that doesn't exist. One query for each kind that it
    names.
    """
    by_kind: dict[Kind, list[Reference]] = defaultdict(list)
    for reference in references(package):
        by_kind[reference.kind].append(reference)
    found = []
    for kind, named in by_kind.items():
        known = _existing(kind, {_norm(reference) for reference in named})
        lost = [reference for reference in named if _norm(reference) not in known]
        found += [Missing(lost_one.path, _words(lost_one, known)) for lost_one in lost]
    return [*found, *(lost_one for judge in _further for lost_one in judge(package))]


def also(judge: Callable[[Package], Iterable[Missing]]) -> None:
    """Let something higher up say what a package names that isn't there: assets and connections are known there."""
    if judge not in _further:
        _further.append(judge)


def references(package: Package) -> Iterator[Reference]:
    """Everything that the package names outside of itself. Asset models are not judged here: assets know
    them.
    """
    yield Reference(("department",), Kind.DEPARTMENT, package.department)
    yield Reference(("category",), Kind.CATEGORY, package.category)
    yield Reference(("owner", "person"), Kind.PERSON, package.owner.person)
    yield Reference(("owner", "team"), Kind.TEAM, package.owner.team)
    for index, route in enumerate(package.routing):
        yield from _either(("routing", index), team=route.team, person=route.person)
    for index, window in enumerate(package.open):
        if window.list is not None:
            yield Reference(("open", index, "list"), Kind.LIST, window.list)
    for index, planned in enumerate(package.schedules):
        if planned.list is not None:
            yield Reference(("schedules", index, "list"), Kind.LIST, planned.list)
    for path, element, _holder in placed_in_form(package.form):
        yield from _list(path, element)
    for visit in visits(package.workflow):
        yield from _block(visit.path, visit.block)
        for path, element, _holder in placed(visit.block.asked(), (*visit.path, "asks")):
            yield from _list(path, element)


def _block(path: Path, block: Block) -> Iterator[Reference]:
    match block:
        case Approval():
            for below, seat in all_seats(block.seats):
                yield from _seat((*path, *below), seat)
        case ForEach(list=str(name)):
            yield Reference((*path, "list"), Kind.LIST, name)
        case Task():
            yield from _either(path, team=block.team, person=block.person)
        case Ask() | AssignAsset() | Document() | Grant():
            if "@" in block.to:
                yield Reference((*path, "to"), Kind.PERSON, block.to)
        case Identity() | ReturnAsset() | Revoke():
            if "@" in block.of:
                yield Reference((*path, "of"), Kind.PERSON, block.of)
        case Notify():
            for index, name in enumerate(block.to):
                if isinstance(name, str):
                    yield from _addressee((*path, "to", index), name)
        case Set():
            kinds = {"team": Kind.TEAM, "category": Kind.CATEGORY}
            for field, value in block.fields.items():
                if field in kinds and isinstance(value, str):
                    yield Reference((*path, "fields", field), kinds[field], value)


def _seat(path: Path, seat: Seat) -> Iterator[Reference]:
    for index, name in enumerate(seat.but):
        if isinstance(name, str) and "@" in name:
            yield Reference((*path, "but", index), Kind.PERSON, name)
    match seat:
        case PersonSeat():
            yield Reference((*path, "person"), Kind.PERSON, seat.person)
        case PeopleSeat():
            for index, address in enumerate(seat.people):
                yield Reference((*path, "people", index), Kind.PERSON, address)
        case LeadSeat():
            yield Reference((*path, "lead_of"), Kind.TEAM, seat.lead_of)
        case TeamSeat():
            yield from _either(path, team=seat.team, person=None)
        case GroupSeat():
            yield Reference((*path, "group"), Kind.GROUP, seat.group)


def _either(path: Path, *, team: str | None, person: str | None) -> Iterator[Reference]:
    if team and team not in ITS_TEAMS:
        yield Reference((*path, "team"), Kind.TEAM, team)
    if person:
        yield Reference((*path, "person"), Kind.PERSON, person)


def _addressee(path: Path, name: str) -> Iterator[Reference]:
    """Addresses are let pass: news may go to people who aren't known here."""
    if name not in SELF and name not in ITS_TEAMS and "@" not in name:
        yield Reference(path, Kind.TEAM, name)


def _list(path: Path, element: Element) -> Iterator[Reference]:
    if isinstance(element, Choice | Choices) and isinstance(element.options, ListOptions):
        yield Reference((*path, "options", "list"), Kind.LIST, element.options.list)
    if isinstance(element, TeamChoice):
        for index, name in enumerate(element.departments):
            yield Reference((*path, "departments", index), Kind.DEPARTMENT, name)
    if isinstance(element, ServiceChoice):
        for index, name in enumerate(element.categories):
            yield Reference((*path, "categories", index), Kind.CATEGORY, name)
    if isinstance(element, Secret):
        for index, name in enumerate(element.shown_to):
            if name not in WORKERS:
                yield Reference((*path, "shown_to", index), Kind.TEAM, name)
    if isinstance(element, LocationChoice) and element.within:
        yield Reference((*path, "within"), Kind.LOCATION, element.within)


def _existing(kind: Kind, wanted: Collection[str]) -> Collection[str]:
    if kind is Kind.PERSON:
        active = Person.objects.filter(is_active=True).annotate(address=Lower("email"))
        return set(active.filter(address__in=wanted).values_list("address", flat=True))
    models = {
        Kind.TEAM: Team,
        Kind.GROUP: Group,
        Kind.DEPARTMENT: Department,
        Kind.CATEGORY: Category,
        Kind.LIST: LookupList,
        Kind.LOCATION: Location,
    }
    return set(models[kind]._default_manager.values_list("slug", flat=True))


def _norm(reference: Reference) -> str:
    return reference.name.lower() if reference.kind is Kind.PERSON else reference.name


def _words(reference: Reference, known: Collection[str]) -> str:
    hint = _hint(reference, sorted(known))
    return str(MISSING[reference.kind] % {"name": reference.name, "hint": hint})


def _near(reference: Reference, names: list[str]) -> list[str]:
    """The one that was probably meant; of addresses what stands before the @ has to be alike, for the rest is the same
    with everybody."""
    wanted = _norm(reference)
    if reference.kind is not Kind.PERSON:
        return difflib.get_close_matches(wanted, names, n=1)
    before, _at, behind = wanted.partition("@")
    known = {name.partition("@")[0]: name for name in names if name.partition("@")[2] == behind}
    return [known[name] for name in difflib.get_close_matches(before, list(known), n=1)]


def _hint(reference: Reference, known: Iterable[str]) -> str:
    names = list(known)
    near = _near(reference, names)
    if near:
        return _("Did you mean “%(name)s”?") % {"name": near[0]}
    if reference.kind is Kind.PERSON:
        return _("Add the person first, or name somebody else.")
    if names and len(names) <= MOST_HINTS:
        return _("Add it first, or choose one of these: %(names)s.") % {"names": ", ".join(names)}
    return _("Add it first, or name another one.")
