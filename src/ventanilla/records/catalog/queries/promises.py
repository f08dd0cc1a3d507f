"""What a service promises before anybody has asked: by when, who has to agree, what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.blocks import Approval, Ask, AssignAsset, Block, Branch, Group, Parallel, Task
from ventanilla.core.blueprint.blocks.values import ITS_TEAMS, SOMEBODY
from ventanilla.core.blueprint.package import Package
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Department
from ventanilla.records.catalog.models import ServiceVersion
from ventanilla.records.catalog.queries.names import Names, names_in, seat_words
from ventanilla.records.catalog.versions import package_of


def promise(version: ServiceVersion, at: datetime) -> datetime | None:
    """By when somebody who asks at `at` (aware) usually has it: the later end of the lead time, in the
    working hours of the service's department. None when the package says no lead time.
    """
    return told_until(package_of(version), version.service.department, at)


def told_until(package: Package, department: Department, at: datetime) -> datetime | None:
    """The same for a package that need not be published."""
    time = package.lead_time
    if time is None:
        return None
    return working_hours(department.calendar).due(at, time.latest.amount, time.latest.unit)


@dataclass(frozen=True)
class Ahead:
    """A station on the way: what it is called and who has it ("" when nobody has to do anything).

    `maybe`: only for some answers or outcomes. `alongside`: at the same time as the one before.
    """

    title: str
    who: str
    maybe: bool = False
    alongside: bool = False


def approvals_of(package: Package, language: str) -> list[str]:
    """Who has to agree, one text for each approval in order: «Your manager», «Finance: 2 of Budget»."""
    names = names_in(package, language)
    with translation.override(language):
        return [
            _approval_words(station.block, station.maybe, names, language)
            for station in _stations(package.workflow)
            if isinstance(station.block, Approval)
        ]


def steps_of(package: Package, language: str) -> list[Ahead]:
    """What happens next, for somebody who wonders whether to ask; messages and updates are left out."""
    names = names_in(package, language)
    with translation.override(language):
        return [_ahead(station, package, names, language) for station in _stations(package.workflow)]


@dataclass(frozen=True)
class _Station:
    block: Block
    maybe: bool
    alongside: bool


def _stations(blocks: Iterable[Block], maybe: bool = False, alongside: bool = False) -> Iterator[_Station]:
    """The blocks in which somebody does something, in order; `alongside` holds for the first one only."""
    for block in blocks:
        match block:
            case Approval() | Task() | Ask() | AssignAsset():
                yield _Station(block, maybe, alongside)
            case Group():
                yield from _stations(block.blocks, maybe, alongside)
            case Parallel():
                for index, branch in enumerate(block.branches):
                    yield from _stations(branch, maybe, alongside if index == 0 else True)
            case Branch():
                for _path, sequence in block.sequences():
                    yield from _stations(sequence, True, alongside)
            case _:
                continue
        alongside = False


def _ahead(station: _Station, package: Package, names: Names, language: str) -> Ahead:
    block = station.block
    match block:
        case Approval():
            who = capfirst(_seats(block, names))
        case Task():
            who = _holder(block, package, names)
        case Ask():
            who = _asked(block, names)
        case _:
            who = ""
    return Ahead(pick(block.shown_title, [language]), who, station.maybe, station.alongside)


def _asked(ask: Ask, names: Names) -> str:
    """Whom a question goes to; nobody where the answers name them."""
    if not isinstance(ask.to, str):
        return ""
    return _("You") if ask.to in SOMEBODY else names.person(ask.to)


def _holder(task: Task, package: Package, names: Names) -> str:
    if task.person:
        return names.person(task.person)
    if task.team:
        return names.team(package.owner.team if task.team in ITS_TEAMS else task.team)
    return ""


def _approval_words(block: Approval, maybe: bool, names: Names, language: str) -> str:
    seats = _seats(block, names)
    words = f"{pick(block.title, [language])}: {seats}" if block.title else capfirst(seats)
    return _("%(approval)s (depending on your answers)") % {"approval": words} if maybe else words


def _seats(block: Approval, names: Names) -> str:
    seats = [seat_words(seat, names) for seat in block.seats]
    if len(seats) > 1 and block.needed_seats < len(seats):
        values = {"need": block.needed_seats, "seats": ", ".join(seats)}
        return _listed(seats, _("or")) if block.needed_seats == 1 else _("%(need)d of: %(seats)s") % values
    return _listed(seats, _("and"))


def _listed(words: list[str], joint: str) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"
