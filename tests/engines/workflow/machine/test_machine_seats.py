"""Who decides, and when it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.blueprint.seats import GroupSeat, LeadSeat, PersonSeat, RoleSeat
from ventanilla.engines.workflow.machine.approvals import SeatState, Vote, tally
from ventanilla.engines.workflow.machine.seats import Reason, ReasonCode, Resolved, resolve

ANA, MARTA, HEAD, LUCIA, LUIS, CARMEN = 1, 2, 3, 4, 5, 6
APPROVE, REJECT, RETURN = Vote.APPROVE, Vote.REJECT, Vote.RETURN
MANAGER = RoleSeat(role="requester.manager")


@dataclass
class Acme:
    """A small organisation; LUCIA owns the service and LUIS leads her team."""

    managers: dict[int, int] = field(default_factory=lambda: {ANA: MARTA, LUCIA: HEAD})
    head: int | None = HEAD
    owner: int | None = LUCIA
    team_lead: int | None = LUIS
    groups: dict[str, list[int]] = field(default_factory=lambda: {"finance": [CARMEN, ANA, HEAD]})
    inactive: set[int] = field(default_factory=set)

    def manager_of(self, person: int) -> int | None:
        return self.managers.get(person)

    def head_of_department(self, person: int) -> int | None:
        return self.head

    def owner_of_service(self) -> int | None:
        return self.owner

    def lead_of_owning_team(self) -> int | None:
        return self.team_lead

    def lead_of_team(self, team: str) -> int | None:
        return {"it": LUIS}.get(team)

    def members_of_group(self, group: str) -> Iterable[int]:
        return self.groups.get(group, [])

    def person_by_email(self, email: str) -> int | None:
        return {"carmen@acme.example": CARMEN}.get(email)

    def is_active(self, person: int) -> bool:
        return person not in self.inactive


def sits(
    seat: RoleSeat | PersonSeat | LeadSeat | GroupSeat, acme: Acme | None = None, requester: int = ANA
) -> Resolved:
    return resolve(seat, acme or Acme(), requester=requester, requested_for=requester)


def test_each_seat_finds_its_person() -> None:
    assert sits(MANAGER) == Resolved((MARTA,), 1)
    assert sits(RoleSeat(role="service.owner")) == Resolved((LUCIA,), 1)
    assert sits(RoleSeat(role="department.head")) == Resolved((HEAD,), 1)
    assert sits(PersonSeat(person="carmen@acme.example")) == Resolved((CARMEN,), 1)
    assert sits(LeadSeat(lead_of="it")) == Resolved((LUIS,), 1)


def test_without_a_manager_the_head_of_the_department_decides_and_it_is_said_why() -> None:
    reasons = (Reason(ReasonCode.NO_MANAGER), Reason(ReasonCode.FELL_TO_HEAD, HEAD))
    assert sits(MANAGER, Acme(managers={})) == Resolved((HEAD,), 1, reasons)


def test_the_fallback_goes_on_to_the_owner_and_then_to_their_team_lead() -> None:
    acme = Acme(managers={}, head=None, inactive={LUCIA})
    reasons = (
        Reason(ReasonCode.NO_MANAGER),
        Reason(ReasonCode.NO_HEAD),
        Reason(ReasonCode.INACTIVE, LUCIA),
        Reason(ReasonCode.FELL_TO_TEAM_LEAD, LUIS),
    )
    assert sits(MANAGER, acme) == Resolved((LUIS,), 1, reasons)


def test_nobody_decides_their_own_request() -> None:
    owner = sits(RoleSeat(role="service.owner"), requester=LUCIA)
    assert owner == Resolved(
        (LUIS,), 1, (Reason(ReasonCode.OWN_REQUEST, LUCIA), Reason(ReasonCode.FELL_TO_TEAM_LEAD, LUIS))
    )
    for_marta = resolve(MANAGER, Acme(), requester=ANA, requested_for=MARTA)
    assert for_marta.people == (HEAD,)
    assert sits(GroupSeat(group="finance")).people == (HEAD, CARMEN)


def test_a_group_with_too_few_members_needs_those_it_has() -> None:
    seat = GroupSeat(group="finance", need=3)
    assert sits(seat) == Resolved((HEAD, CARMEN), 2, (Reason(ReasonCode.TOO_FEW, name="finance"),))


def test_an_empty_group_falls_to_the_head() -> None:
    reasons = (Reason(ReasonCode.EMPTY_GROUP, name="board"), Reason(ReasonCode.FELL_TO_HEAD, HEAD))
    assert sits(GroupSeat(group="board", need=2)) == Resolved((HEAD,), 1, reasons)


def test_when_nobody_is_left_it_says_so() -> None:
    nobody = sits(MANAGER, Acme(managers={}, head=None, owner=None, team_lead=None))
    assert nobody.people == ()
    assert nobody.reasons[-1] == Reason(ReasonCode.NOBODY)


def seat(need: int, *people: int) -> SeatState:
    return SeatState(need, frozenset(people))


@pytest.mark.parametrize(
    ("seats", "decisions", "need", "outcome"),
    [
        ([seat(1, 1)], [], None, None),
        ([seat(1, 1)], [(1, APPROVE)], None, "approved"),
        ([seat(1, 1)], [(1, REJECT)], None, "rejected"),
        ([seat(1, 1)], [(1, RETURN)], None, "returned"),
        ([seat(1, 1)], [(9, REJECT)], None, None),
        ([seat(2, 1, 2, 3)], [(1, APPROVE), (1, APPROVE)], None, None),
        ([seat(2, 1, 2, 3)], [(1, REJECT), (2, APPROVE)], None, None),
        ([seat(2, 1, 2, 3)], [(1, REJECT), (2, REJECT)], None, "rejected"),
        ([seat(1, 1), seat(1, 2)], [(1, APPROVE)], None, None),
        ([seat(1, 1), seat(1, 2)], [(1, APPROVE)], 1, "approved"),
        ([seat(1, 1), seat(1, 2)], [(1, REJECT)], 1, None),
        ([seat(1, 1), seat(1, 2)], [(1, REJECT), (1, APPROVE)], None, "rejected"),
    ],
)
def test_an_approval_is_decided_when_nothing_could_change_it(
    seats: list[SeatState], decisions: list[tuple[int, Vote]], need: int | None, outcome: str | None
) -> None:
    assert tally(seats, decisions, need=need) == outcome


SEATS = st.lists(
    st.builds(
        lambda need, people: SeatState(min(need, len(people)), people),
        st.integers(1, 3),
        st.frozensets(st.integers(1, 6), min_size=1),
    ),
    min_size=1,
    max_size=3,
)


@given(SEATS, st.permutations(range(1, 7)), st.data())
def test_more_votes_never_change_what_is_decided_and_everybody_s_vote_decides(
    seats: list[SeatState], people: list[int], data: st.DataObject
) -> None:
    need = data.draw(st.integers(1, len(seats)))
    decisions: list[tuple[int, Vote]] = []
    outcomes = [tally(seats, decisions, need=need)]
    for person in people:
        decisions.append((person, data.draw(st.sampled_from([APPROVE, REJECT]))))
        outcomes.append(tally(seats, decisions, need=need))
    decided = [outcome for outcome in outcomes if outcome]
    assert len(set(decided)) == 1
    assert outcomes[-1] is not None
