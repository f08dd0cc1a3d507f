"""Looking for people for one seat of an approval, and keeping what was met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ventanilla.core.blueprint.needs import needed
from ventanilla.core.blueprint.seats import AnySeat, ManagersSeat, RoleSeat
from ventanilla.engines.workflow.machine.people import (
    Chair,
    Directory,
    Look,
    Met,
    Reason,
    ReasonCode,
    Resolved,
    Sought,
)

HIGHEST = 10


@dataclass
class Finder:
    """Looks for people for one seat, and keeps what it met on the way. `whose`: the person whose managers are sought,
    when that is somebody else than who asks or whom it is for."""

    directory: Directory
    requester: int
    requested_for: int
    barred: frozenset[int] = frozenset()
    whose: int | None = None
    reasons: list[Reason] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    found: Resolved | None = None
    _away: list[int] = field(default_factory=list)

    @property
    def own(self) -> frozenset[int]:
        return frozenset({self.requester, self.requested_for})

    def role(self, role: str) -> Chair:
        """Whom a role means."""
        directory = self.directory
        whose = self.requester if role.startswith("requester.") else self.requested_for
        if role.endswith(".manager"):
            manager = Chair(lambda: directory.manager_of(whose), ReasonCode.NO_MANAGER, Sought.MANAGER)
            return replace(manager, whose=whose)
        if role.endswith(".cost_centre"):
            payer = Chair(lambda: self._owner_for(whose), ReasonCode.NO_COST_CENTRE, Sought.COST_CENTRE_OF)
            return replace(payer, whose=whose)
        if role == "ticket.team":
            return Chair(directory.lead_of_working_team, ReasonCode.NO_LEAD, Sought.WORKING_LEAD)
        if role == "service.owner":
            return Chair(directory.owner_of_service, ReasonCode.NO_OWNER, Sought.SERVICE_OWNER)
        return self._head()

    def _head(self) -> Chair:
        whose = self.requested_for if self.whose is None else self.whose
        return Chair(
            lambda: self.directory.head_of_department(whose), ReasonCode.NO_HEAD, Sought.HEAD, whose=whose
        )

    def _owner_for(self, person: int) -> int | None:
        code = self.directory.cost_centre_of(person)
        return self.directory.owner_of_cost_centre(code) if code else None

    def fallbacks(self, seat: AnySeat | None) -> list[Chair]:
        """Who decides when nobody can whom the seat means, in order; what the seat means itself isn't tried again."""
        directory = self.directory
        chain = [
            replace(self._head(), fell=ReasonCode.FELL_TO_HEAD),
            Chair(
                directory.owner_of_service,
                ReasonCode.NO_OWNER,
                Sought.SERVICE_OWNER,
                ReasonCode.FELL_TO_OWNER,
            ),
            Chair(
                directory.lead_of_owning_team,
                ReasonCode.NO_LEAD,
                Sought.OWNING_LEAD,
                ReasonCode.FELL_TO_TEAM_LEAD,
            ),
        ]
        role = seat.role if isinstance(seat, RoleSeat) else ""
        return chain[{"department.head": 1, "service.owner": 2}.get(role, 0) :]

    def first(self, chairs: Iterable[Chair]) -> Resolved:
        """The first chair with somebody in it who may decide."""
        for chair in chairs:
            person = chair.find()
            if person is None:
                self.reasons.append(Reason(chair.missing, name=chair.name))
                self.looks.append(Look(chair.sought, Met.NOBODY, chair.whose, chair.name))
            else:
                self.reasons += self.sit(person, chair)
            if seated := self.seated():
                return seated
        return self._nobody()

    def seated(self) -> Resolved | None:
        """Who was found, with all that was met on the way."""
        if self.found is None:
            return None
        return replace(self.found, reasons=tuple(self.reasons), looks=tuple(self.looks))

    def sit(self, person: int, chair: Chair) -> Iterator[Reason]:
        """Seat somebody, or who stands in or above: above also whoever asks for it themselves. `found` is set when that
        worked."""
        if chair.checked and not self.directory.is_ours(person):
            other = Met.OTHER_ORGANISATION
            self.looks.append(Look(chair.sought, other, chair.whose, chair.name, person))
            yield Reason(ReasonCode.OTHER_ORGANISATION, person, chair.name)
            return
        hindrance = self.hindrance(person)
        seated = self._seats(person, hindrance)
        self._look(chair.sought, person, hindrance, chair.whose, chair.name)
        if seated:
            if chair.fell is not None:
                yield Reason(chair.fell, person)
            yield from self._delegated(person)
        elif hindrance is not None:
            yield Reason(hindrance, person, chair.name)
            yield from self.up(person, frozenset({person}))

    def up(self, person: int, seen: frozenset[int]) -> Iterator[Reason]:
        """Seat the nearest manager above somebody who can decide."""
        boss = self.directory.manager_of(person)
        if boss is None or boss in seen or len(seen) > HIGHEST:
            self.looks.append(Look(Sought.ABOVE, Met.NOBODY, person))
            return
        hindrance = self.hindrance(boss)
        seated = self._seats(boss, hindrance)
        self._look(Sought.ABOVE, boss, hindrance, person)
        if seated:
            yield Reason(ReasonCode.FELL_TO_ABOVE, boss)
            yield from self._delegated(boss)
        else:
            yield from self.up(boss, seen | {boss})

    def _seats(self, person: int, hindrance: ReasonCode | None) -> bool:
        """Seat the person, or who stands in for them; False when neither can be."""
        if hindrance is None:
            self.found = Resolved((person,), 1)
        elif hindrance is ReasonCode.AWAY and (stand_in := self.stand_in(person)) is not None:
            self.found = Resolved((stand_in,), 1, (), {stand_in: (person,)})
        return self.found is not None

    def _look(
        self,
        sought: Sought,
        person: int,
        hindrance: ReasonCode | None,
        whose: int | None = None,
        name: str = "",
    ) -> None:
        """Keep what became of somebody who was sought."""
        if hindrance is not ReasonCode.AWAY:
            met = Met(hindrance.value) if hindrance else Met.DECIDES
            self.looks.append(Look(sought, met, whose, name, person))
            return
        away, other = self.directory.absence_of(person), self.stand_in(person)
        met = Met.AWAY if other is None else Met.STANDS_IN
        self.looks.append(Look(sought, met, whose, name, person, other, away.until if away else None))

    def _delegated(self, person: int) -> Iterator[Reason]:
        if self.found and person not in self.found.people:
            yield Reason(ReasonCode.DELEGATED, person, other=self.found.people[0])

    def hindrance(self, person: int) -> ReasonCode | None:
        """Why somebody can't decide, if so."""
        if person in self.own:
            return ReasonCode.OWN_REQUEST
        if person in self.barred:
            return ReasonCode.BARRED
        if not self.directory.is_active(person):
            return ReasonCode.INACTIVE
        if self.directory.absence_of(person) is not None:
            self._away.append(person)
            return ReasonCode.AWAY
        return None

    def stand_in(self, person: int) -> int | None:
        """Who decides for somebody who is away: their delegate, or the delegate's; None when that leads nowhere."""
        seen = {person}
        away = self.directory.absence_of(person)
        while away is not None and away.delegate is not None and away.delegate not in seen:
            delegate = away.delegate
            if delegate in self.own | self.barred or not self.directory.is_active(delegate):
                return None
            seen.add(delegate)
            away = self.directory.absence_of(delegate)
            if away is None:
                return delegate
        return None

    def pool(self, members: Iterable[int], need: int | str, empty: Reason) -> Resolved:
        """`need` of these people; those who are away only when there would be too few without them."""
        members = list(members)
        self.reasons += [Reason(ReasonCode.BARRED, one) for one in members if one in self.barred - self.own]
        out = self.own | self.barred
        able = [one for one in members if one not in out and self.directory.is_active(one)]
        for one in members:
            if one not in able:
                self._look(Sought.MEMBER, one, self.hindrance(one))
        wanted = needed(need, len(able))
        present, missed = self._present(able)
        for member in missed:
            waits = len(present) < wanted and member not in present
            self._look(Sought.MEMBER, member, ReasonCode.AWAY)
            if waits:
                self.looks[-1] = replace(self.looks[-1], met=Met.WAITED_FOR)
            self.reasons.append(Reason(ReasonCode.STAYS if waits else ReasonCode.AWAY, member))
            if waits:
                present[member] = ()
        if not present:
            self.reasons += [Reason(ReasonCode.OWN_REQUEST, one) for one in members if one in self.own]
            self.reasons.append(empty)
            self.looks.append(Look(Sought.MEMBER, Met.NOBODY, name=empty.name))
            return self.first(self.fallbacks(None))
        behalf = {who: names for who, names in present.items() if names and who not in able}
        if len(present) < wanted:
            self.reasons.append(Reason(ReasonCode.TOO_FEW, name=empty.name))
        need = min(wanted, len(present))
        return Resolved(tuple(present), need, tuple(self.reasons), behalf, looks=tuple(self.looks))

    def _present(self, able: Iterable[int]) -> tuple[dict[int, tuple[int, ...]], list[int]]:
        """Those who are there, stand-ins with those for whom they decide, and those whom nobody stands in for."""
        present: dict[int, tuple[int, ...]] = {}
        missed = []
        for member in able:
            if self.hindrance(member) is not ReasonCode.AWAY:
                present.setdefault(member, ())
            elif (who := self.stand_in(member)) is None:
                missed.append(member)
            else:
                self.reasons.append(Reason(ReasonCode.DELEGATED, member, other=who))
                self._look(Sought.MEMBER, member, ReasonCode.AWAY)
                present[who] = (*present.get(who, ()), member)
        return present, missed

    def climb(self, seat: ManagersSeat, until: Any, person: int) -> Resolved:
        """The managers above somebody, as high as the seat says: `until` is its rule, what it asks about the request
        filled in."""
        levels, seen, reached, below = [], {person}, False, person
        boss = self.directory.manager_of(person)
        while boss is not None and boss not in seen and len(seen) <= HIGHEST and not reached:
            seen.add(boss)
            level, below = self._level(boss, below), boss
            if level is not None:
                levels.append(level)
                enough = until is not None and self.directory.fulfils(boss, until)
                reached = enough or len(levels) == seat.levels
            boss = self.directory.manager_of(boss)
        if not reached:
            self.looks.append(Look(Sought.ABOVE, Met.NOBODY, below))
        if not levels:
            self.reasons.append(Reason(ReasonCode.NO_MANAGER))
            return self.first(self.fallbacks(None))
        if not reached:
            self.reasons.append(Reason(ReasonCode.CHAIN_ENDED))
        if seat.only_last or len(levels) == 1:
            last = levels[-1]
            looks = tuple(self._passed_by(last.people[0]))
            return Resolved(last.people, 1, (*self.reasons, *last.reasons), last.behalf, looks=looks)
        inner, looks = tuple(levels), tuple(self.looks)
        return Resolved((), len(levels), tuple(self.reasons), inner=inner, ordered=True, looks=looks)

    def _passed_by(self, decides: int) -> Iterator[Look]:
        """The way up to the one who decides alone: those below weren't high enough."""
        for look in self.looks:
            lower = look.met in (Met.DECIDES, Met.STANDS_IN) and decides not in (look.person, look.other)
            yield replace(look, met=Met.NOT_HIGH_ENOUGH, other=None, until=None) if lower else look

    def _level(self, boss: int, below: int) -> Resolved | None:
        """A manager, or who stands in; None, with the reason kept, when it has to be somebody higher."""
        hindrance = self.hindrance(boss)
        self._look(Sought.ABOVE, boss, hindrance, below)
        if hindrance is None:
            return Resolved((boss,), 1)
        if hindrance is ReasonCode.AWAY and (stand_in := self.stand_in(boss)) is not None:
            told = (Reason(ReasonCode.DELEGATED, boss, other=stand_in),)
            return Resolved((stand_in,), 1, told, {stand_in: (boss,)})
        self.reasons.append(Reason(hindrance, boss))
        return None

    def _nobody(self) -> Resolved:
        """Nobody is there: the first who is only away is waited for, and otherwise nobody can."""
        waiting = next(iter(self._away), None)
        if waiting is None:
            return Resolved((), 1, (*self.reasons, Reason(ReasonCode.NOBODY)), looks=tuple(self.looks))
        away = self.directory.absence_of(waiting)
        until = away.until if away else None
        last = Look(Sought.NOBODY_ELSE, Met.WAITED_FOR, person=waiting, until=until)
        reasons = (*self.reasons, Reason(ReasonCode.STAYS, waiting))
        return Resolved((waiting,), 1, reasons, looks=(*self.looks, last))
