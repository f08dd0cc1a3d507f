"""Messages to people who would not get them, as they may not see the request."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.blocks import Approval, Ask, Block, Notify, Task
from ventanilla.core.blueprint.blocks.values import SOMEBODY
from ventanilla.core.blueprint.seats import PeopleSeat, PersonSeat, RoleSeat, TeamSeat, placed_seats
from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding
from ventanilla.engines.workflow.machine.lint.subject import Subject, at_block

OWNER, ITS_TEAM = "service.owner", "ticket.team"


def addressees(subject: Subject) -> Iterator[Finding]:
    """Whom a message names that has no part in the request anywhere in the service."""
    for visit in subject.visits:
        if isinstance(visit.block, Notify):
            for index, name in enumerate(visit.block.to):
                if isinstance(name, str) and _is_outside(name, subject):
                    place = (*visit.path, "to", index)
                    yield at_block(visit.block, place, "message_unseen", Degree.WARNING, name=name)


def _is_outside(name: str, subject: Subject) -> bool:
    """Whether they certainly see nothing of it, unless somebody adds them to the one request."""
    people, teams = _insiders(subject)
    if name in (*SOMEBODY, ITS_TEAM) or name.lower() in people or name in teams:
        return False
    if name == OWNER:
        return subject.package.confidential
    if "@" not in name:
        return True
    theirs = subject.organisation.memberships.get(name.lower())
    return theirs is not None and not (set(theirs) & teams) and not _asks_others(subject)


def _insiders(subject: Subject) -> tuple[set[str], set[str]]:
    """The people and the teams that the service gives a part in it, by name."""
    package = subject.package
    owner = str(package.owner.person).lower()
    people = {str(route.person).lower() for route in package.routing if route.person}
    people |= {name.lower() for block in subject.blocks.values() for name in _asked_by(block)}
    if not package.confidential or OWNER in people:
        people.add(owner)
    teams = {package.owner.team, *(route.team for route in package.routing if route.team)}
    teams |= {block.team for block in subject.blocks.values() if isinstance(block, Task) and block.team}
    approvals = (block for block in subject.blocks.values() if isinstance(block, Approval))
    seats = (seat for block in approvals for _path, seat in placed_seats(block.seats))
    teams |= {seat.team for seat in seats if isinstance(seat, TeamSeat)}
    return people, teams


def _asked_by(block: Block) -> Iterator[str]:
    """The people whom a block names to do something."""
    if isinstance(block, Task) and block.person:
        yield block.person
    elif isinstance(block, Ask) and isinstance(block.to, str):
        yield block.to
    elif isinstance(block, Approval):
        for _path, seat in placed_seats(block.seats):
            if isinstance(seat, PersonSeat):
                yield seat.person
            elif isinstance(seat, PeopleSeat):
                yield from seat.people
            elif isinstance(seat, RoleSeat):
                yield seat.role


def _asks_others(subject: Subject) -> bool:
    """Whether somebody may have a part in it who isn't named: from a group, a role, an answer."""
    for block in subject.blocks.values():
        if isinstance(block, Approval):
            seats = (seat for _path, seat in placed_seats(block.seats))
            if any(not isinstance(seat, PersonSeat | PeopleSeat) for seat in seats):
                return True
        elif isinstance(block, Task) and block.holder is not None:
            return True
    return False
