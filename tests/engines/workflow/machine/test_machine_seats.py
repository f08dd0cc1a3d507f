"""Who decides, and when it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.core.blueprint.needs import needed
from ventanilla.core.blueprint.seats import (
    AnyOfSeat,
    AnySeat,
    AssetSeat,
    CostCentreSeat,
    GroupSeat,
    HolderSeat,
    LeadSeat,
    ManagersSeat,
    PeopleSeat,
    PersonSeat,
    RoleSeat,
    TeamSeat,
)
from ventanilla.core.rules import evaluate
from ventanilla.engines.workflow.machine.approvals import SeatState, Vote, awaited, tally
from ventanilla.engines.workflow.machine.people import Away, Reason, ReasonCode, Resolved
from ventanilla.engines.workflow.machine.seats import above, resolve

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
    away: dict[int, int | None] = field(default_factory=dict)
    foreign: set[int] = field(default_factory=set)
    grades: dict[int, int] = field(default_factory=dict)
    pays: int = CARMEN

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

    def members_of_team(self, team: str) -> Iterable[int]:
        return {"it": [LUIS, CARMEN, ANA], "ticket.team": [LUIS]}.get(team, [])

    def person_by_email(self, email: str) -> int | None:
        return {"carmen@acme.example": CARMEN, "luis@acme.example": LUIS, "ana@acme.example": ANA}.get(email)

    def person_named(self, name: str) -> int | None:
        return int(name) if name.isdecimal() else self.person_by_email(name)

    def lead_of_working_team(self) -> int | None:
        return self.team_lead

    def cost_centre_of(self, person: int) -> str | None:
        return {ANA: "CC-1", LUIS: "CC-1"}.get(person)

    def owner_of_cost_centre(self, code: str) -> int | None:
        return {"CC-1": self.pays}.get(code)

    def holder_of_asset(self, name: str) -> int | None:
        return {"SN-1": LUIS}.get(name)

    def is_ours(self, person: int) -> bool:
        return person not in self.foreign

    def absence_of(self, person: int) -> Away | None:
        return Away(self.away[person]) if person in self.away else None

    def fulfils(self, person: int, rule: Any) -> bool:
        return evaluate(rule, {"person.attributes.grade": self.grades.get(person, 0)})

    def is_active(self, person: int) -> bool:
        return person not in self.inactive


def sits(
    seat: AnySeat, acme: Acme | None = None, requester: int = ANA, holder: Any = None, barred: Any = ()
) -> Resolved:
    return resolve(
        seat, acme or Acme(), requester=requester, requested_for=requester, holder=holder, barred=barred
    )


def to_above(person: int) -> Reason:
    return Reason(ReasonCode.FELL_TO_ABOVE, person)


def name_of(seat: AnySeat, holder: Any) -> str:
    """By what a seat knows its person, as its reasons tell it."""
    return holder or getattr(seat, "person", "") or getattr(seat, "lead_of", "")


def codes(found: Resolved) -> list[str]:
    return [reason.code.value for reason in found.all_reasons]


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
    owner = sits(RoleSeat(role="service.owner"), Acme(managers={}), requester=LUCIA)
    assert owner == Resolved(
        (LUIS,), 1, (Reason(ReasonCode.OWN_REQUEST, LUCIA), Reason(ReasonCode.FELL_TO_TEAM_LEAD, LUIS))
    )
    for_marta = resolve(MANAGER, Acme(), requester=ANA, requested_for=MARTA)
    assert for_marta.people == (HEAD,)
    assert sits(GroupSeat(group="finance")).people == (HEAD, CARMEN)
    boss_asks = resolve(MANAGER, Acme(managers={ANA: ANA}), requester=ANA, requested_for=ANA)
    assert boss_asks.people == (HEAD,)


@pytest.mark.parametrize(
    ("seat", "holder"),
    [
        (RoleSeat(role="department.head"), None),
        (RoleSeat(role="service.owner"), None),
        (RoleSeat(role="ticket.team"), None),
        (RoleSeat(role="requester.cost_centre"), None),
        (RoleSeat(role="requested_for.cost_centre"), None),
        (PersonSeat(person="luis@acme.example"), None),
        (LeadSeat(lead_of="it"), None),
        (HolderSeat(holder={"fact": "answers.who"}), str(LUIS)),
        (CostCentreSeat(cost_centre={"fact": "answers.cc"}), "CC-1"),
        (AssetSeat(holder_of={"fact": "answers.screen"}), "SN-1"),
    ],
)
def test_of_every_seat_for_one_who_asks_for_it_themselves_is_decided_for_by_who_stands_above(
    seat: AnySeat, holder: Any
) -> None:
    acme = Acme(managers={LUIS: MARTA}, head=LUIS, owner=LUIS, pays=LUIS)
    found = resolve(seat, acme, requester=LUIS, requested_for=LUIS, holder=holder)
    assert found == Resolved(
        (MARTA,), 1, (Reason(ReasonCode.OWN_REQUEST, LUIS, name_of(seat, holder)), to_above(MARTA))
    )
    for_luis = resolve(seat, acme, requester=CARMEN, requested_for=LUIS, holder=holder)
    assert for_luis.people == (MARTA,) or seat == RoleSeat(role="requester.cost_centre")


def test_who_stands_highest_and_asks_is_decided_for_by_the_next_of_the_chain() -> None:
    head = RoleSeat(role="department.head")
    assert sits(head, requester=HEAD).people == (LUCIA,)
    assert codes(sits(head, requester=HEAD)) == ["own_request", "fell_to_owner"]
    owner_too = Acme(managers={}, owner=HEAD)
    assert sits(head, owner_too, requester=HEAD).people == (LUIS,)


def test_who_heads_the_department_and_asks_is_decided_for_by_who_stands_above_when_a_group_is_empty() -> None:
    acme = Acme(managers={HEAD: MARTA}, groups={"finance": [HEAD]})
    found = sits(GroupSeat(group="finance"), acme, requester=HEAD)
    assert (found.people, codes(found)) == (
        (MARTA,),
        ["own_request", "empty_group", "own_request", "fell_to_above"],
    )


def test_when_a_manager_asks_for_their_own_people_the_one_above_decides() -> None:
    of_whom = RoleSeat(role="requested_for.manager")
    acme = Acme(managers={ANA: MARTA, MARTA: CARMEN}, head=MARTA)
    found = resolve(of_whom, acme, requester=MARTA, requested_for=ANA)
    assert found.people == (CARMEN,)
    assert found.reasons == (Reason(ReasonCode.OWN_REQUEST, MARTA), Reason(ReasonCode.FELL_TO_ABOVE, CARMEN))


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


def seat(need: int, *people: int, besides: int = 0) -> SeatState:
    return SeatState(need, frozenset(people), besides=besides)


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
        # 9 may decide too, because it took long: the no of either is enough
        ([seat(1, 1, 9, besides=1)], [(1, REJECT)], None, "rejected"),
        ([seat(1, 1, 9, besides=1)], [(9, REJECT)], None, "rejected"),
        ([seat(1, 1, 9, besides=1)], [(9, APPROVE)], None, "approved"),
        ([seat(2, 1, 2, 3, 9, besides=1)], [(1, REJECT)], None, None),
        ([seat(2, 1, 2, 3, 9, besides=1)], [(1, REJECT), (9, REJECT)], None, "rejected"),
        ([seat(1, 9, besides=1)], [], None, None),
        ([seat(1, 1, 9, besides=1), seat(1, 2)], [(1, REJECT), (9, APPROVE)], None, "rejected"),
    ],
)
def test_an_approval_is_decided_when_nothing_could_change_it(
    seats: list[SeatState], decisions: list[tuple[int, Vote]], need: int | None, outcome: str | None
) -> None:
    assert tally(seats, decisions, need=need) == outcome


SEATS = st.lists(
    st.builds(
        lambda need, people, besides: SeatState(min(need, len(people)), people, besides=besides),
        st.integers(1, 3),
        st.frozensets(st.integers(1, 6), min_size=1),
        st.integers(0, 2),
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


def test_a_share_is_rounded_up_and_never_nothing() -> None:
    assert [needed("50%", count) for count in (1, 2, 3, 5)] == [1, 1, 2, 3]
    assert (needed("all", 4), needed("any", 4), needed(3, 2), needed("1%", 0)) == (4, 1, 3, 1)


def test_new_seats_find_their_people() -> None:
    assert sits(RoleSeat(role="requester.cost_centre")).people == (CARMEN,)
    assert sits(RoleSeat(role="ticket.team")).people == (LUIS,)
    assert sits(CostCentreSeat(cost_centre={"fact": "answers.cc"}), holder="CC-1").people == (CARMEN,)
    assert sits(AssetSeat(holder_of={"fact": "answers.screen"}), holder="SN-1").people == (LUIS,)
    some = PeopleSeat(people=("carmen@acme.example", "luis@acme.example", "ana@acme.example"), need="all")
    assert sits(some) == Resolved((CARMEN, LUIS), 2)
    lost = sits(PeopleSeat(people=("nobody@acme.example",)))
    assert (lost.people, codes(lost)) == ((HEAD,), ["unknown_person", "none_of_these", "fell_to_head"])


def test_a_person_of_another_organisation_whom_an_answer_names_does_not_decide() -> None:
    seat = HolderSeat(holder={"fact": "answers.who"})
    assert sits(seat, holder=str(LUIS)).people == (LUIS,)
    other = sits(seat, Acme(foreign={LUIS}), holder=str(LUIS))
    assert (other.people, codes(other)) == ((HEAD,), ["other_organisation", "fell_to_head"])
    assert codes(sits(seat, holder="gone@acme.example")) == ["unknown_person", "fell_to_head"]


def test_for_who_is_away_the_delegate_decides_or_the_delegate_s_delegate() -> None:
    away = sits(MANAGER, Acme(away={MARTA: LUIS, LUIS: CARMEN}))
    assert (away.people, away.behalf) == ((CARMEN,), {CARMEN: (MARTA,)})
    assert away.reasons == (Reason(ReasonCode.DELEGATED, MARTA, other=CARMEN),)


@pytest.mark.parametrize("away", [{MARTA: ANA}, {MARTA: None}, {MARTA: LUIS, LUIS: MARTA}, {MARTA: MARTA}])
def test_a_delegate_never_decides_their_own_request_and_a_circle_leads_on(
    away: dict[int, int | None],
) -> None:
    found = sits(MANAGER, Acme(managers={ANA: MARTA, MARTA: HEAD}, away=away))
    assert (found.people, codes(found)) == ((HEAD,), ["away", "fell_to_above"])


def test_when_everybody_is_only_away_the_first_is_waited_for() -> None:
    all_away = Acme(away={MARTA: None, HEAD: None, LUCIA: None, LUIS: None})
    found = sits(MANAGER, all_away)
    assert (found.people, codes(found)[-1]) == ((MARTA,), "stays")


def test_a_group_does_without_those_who_are_away_as_long_as_enough_are_there() -> None:
    acme = Acme(groups={"finance": [CARMEN, LUIS, LUCIA]}, away={LUIS: None})
    assert sits(GroupSeat(group="finance", need=2), acme).people == (LUCIA, CARMEN)
    needed_too = sits(GroupSeat(group="finance", need="all"), acme)
    assert (set(needed_too.people), needed_too.need) == ({CARMEN, LUIS, LUCIA}, 3)
    stand_in = sits(GroupSeat(group="finance", need="all"), Acme(groups=acme.groups, away={LUIS: MARTA}))
    assert (stand_in.need, stand_in.behalf) == (3, {MARTA: (LUIS,)})


def test_managers_decide_level_by_level_up_to_a_grade() -> None:
    acme = Acme(managers={ANA: MARTA, MARTA: LUIS, LUIS: HEAD}, grades={MARTA: 4, LUIS: 7})
    grade = {"fact": "person.attributes.grade", "op": "gte", "value": 7}
    chain = sits(ManagersSeat(managers_of="requester", until=grade), acme)
    assert ([one.people for one in chain.inner], chain.need, chain.ordered) == ([(MARTA,), (LUIS,)], 2, True)
    assert sits(ManagersSeat(managers_of="requester", until=grade, only_last=True), acme).people == (LUIS,)
    assert sits(ManagersSeat(managers_of="requester", levels=1), acme).people == (MARTA,)
    high = {**grade, "value": 9}
    ended = sits(ManagersSeat(managers_of="requester", until=high), acme)
    assert (len(ended.inner), codes(ended)) == (3, ["chain_ended"])
    gone = sits(
        ManagersSeat(managers_of="requester", levels=1), Acme(managers=acme.managers, inactive={MARTA})
    )
    assert (gone.people, codes(gone)) == ((LUIS,), ["inactive"])


OTHERS = ManagersSeat(managers_of={"fact": "answers.other"}, levels=2)


def above_others(acme: Acme, *named: str, until: Any = None) -> Resolved:
    return sits(OTHERS, acme, holder={"of": list(named), "until": until})


def test_the_managers_of_whom_the_request_names_decide_as_high_as_the_seat_says() -> None:
    acme = Acme(managers={LUIS: CARMEN, CARMEN: HEAD, HEAD: LUCIA}, grades={CARMEN: 7})
    assert [one.people for one in above_others(acme, str(LUIS)).inner] == [(CARMEN,), (HEAD,)]
    until = {"fact": "person.attributes.grade", "op": "gte", "value": 7}
    assert above_others(acme, "luis@acme.example", until=until).people == (CARMEN,)
    assert above_others(Acme(managers={LUIS: ANA, ANA: HEAD}), str(LUIS)).people == (HEAD,)


def test_who_is_named_is_not_their_own_manager_and_the_head_of_their_department_decides_for_want_of_one() -> (
    None
):
    class Apart(Acme):
        def head_of_department(self, person: int) -> int | None:
            return {LUIS: CARMEN, ANA: HEAD, CARMEN: CARMEN}[person]

    alone = above_others(Apart(managers={}), str(LUIS))
    assert (alone.people, codes(alone)) == ((CARMEN,), ["no_manager", "fell_to_head"])
    themself = above_others(Apart(managers={}), str(CARMEN))
    assert (themself.people, codes(themself)) == ((LUCIA,), ["no_manager", "barred", "fell_to_owner"])
    delegate = Apart(managers={LUIS: MARTA, MARTA: HEAD}, away={MARTA: LUIS})
    assert above_others(delegate, str(LUIS)).people == (HEAD,)


def test_whose_manager_it_is_that_nobody_knows_or_who_is_of_another_organisation_falls_to_the_head() -> None:
    unknown, nobody = above_others(Acme(), "gone@acme.example"), sits(OTHERS, holder=None)
    assert (unknown.people, codes(unknown)) == ((HEAD,), ["unknown_person", "fell_to_head"])
    assert (unknown.reasons[0].name, nobody.people) == ("gone@acme.example", (HEAD,))
    foreign = above_others(Acme(managers={LUIS: CARMEN}, foreign={LUIS}), str(LUIS))
    assert (foreign.people, codes(foreign)) == ((HEAD,), ["other_organisation", "fell_to_head"])


def test_of_several_who_are_named_the_managers_of_each_decide() -> None:
    one_each = Acme(managers={LUIS: CARMEN, MARTA: HEAD})
    found = above_others(one_each, str(LUIS), str(MARTA))
    assert ([one.people for one in found.inner], found.need) == ([(CARMEN,), (HEAD,)], 2)
    deserted = Acme(managers={LUIS: CARMEN}, head=None, owner=None, team_lead=None)
    short = above_others(deserted, str(LUIS), str(MARTA))
    assert (short.everybody, short.need, codes(short)[0]) == ((CARMEN,), 1, "too_few_seats")


def test_a_seat_of_several_needs_as_many_as_it_says() -> None:
    seat = AnyOfSeat(any_of=(LeadSeat(lead_of="it"), GroupSeat(group="finance", need=2)), need="any")
    found = sits(seat)
    assert (found.need, [one.people for one in found.inner]) == (1, [(LUIS,), (HEAD, CARMEN)])
    computed = AnyOfSeat(any_of=(MANAGER, HolderSeat(holder={"fact": "answers.who"})), need=2)
    assert sits(computed, holder={"1": str(CARMEN)}).everybody == (MARTA, CARMEN)


def test_above_somebody_is_the_nearest_manager_who_can() -> None:
    acme = Acme(managers={MARTA: ANA, ANA: LUIS})
    assert above(MARTA, acme, requester=ANA, requested_for=ANA).people == (LUIS,)
    assert above(CARMEN, acme, requester=ANA, requested_for=ANA).people == (HEAD,)


INNER = st.builds(
    lambda need, people: SeatState(min(need, len(people)), people),
    st.integers(1, 3),
    st.frozensets(st.integers(1, 6), min_size=1, max_size=4),
)
HOLDING = st.builds(
    lambda need, inner, ordered: SeatState(min(need, len(inner)), inner=tuple(inner), ordered=ordered),
    st.integers(1, 3),
    st.lists(INNER, min_size=1, max_size=3),
    st.booleans(),
)
TABLES = st.lists(INNER | HOLDING, min_size=1, max_size=4)


def naive(seats: list[SeatState], votes: dict[int, Vote], need: int) -> bool:
    """Whether it is approved when everybody has voted, counted by hand."""

    def agrees(seat: SeatState) -> bool:
        yes = [votes[person] is APPROVE for person in seat.candidates] + [agrees(one) for one in seat.inner]
        return yes.count(True) >= seat.need

    return [agrees(seat) for seat in seats].count(True) >= need


@given(TABLES, st.booleans(), st.data())
def test_it_is_decided_at_the_earliest_moment_as_a_naive_count_would(
    seats: list[SeatState], in_order: bool, data: st.DataObject
) -> None:
    need = data.draw(st.integers(1, len(seats)))
    everybody = sorted(frozenset().union(*(seat.people for seat in seats)))
    decisions: list[tuple[int, Vote]] = []
    while (outcome := tally(seats, decisions, need=need)) is None:
        turn = awaited(seats, decisions, need=need, in_order=in_order)
        said = dict(decisions)
        assert turn
        assert not turn & said.keys()
        best, worst = ({**dict.fromkeys(everybody, vote), **said} for vote in (APPROVE, REJECT))
        assert naive(seats, best, need)
        assert not naive(seats, worst, need)
        who = data.draw(st.sampled_from(sorted(turn)))
        decisions.append((who, data.draw(st.sampled_from([APPROVE, REJECT]))))
    for rest in (APPROVE, REJECT):
        final = {**dict.fromkeys(everybody, rest), **dict(decisions)}
        assert naive(seats, final, need) == (outcome == "approved")
    assert awaited(seats, decisions, need=need, in_order=in_order) == frozenset()


@given(TABLES)
def test_in_order_one_seat_at_a_time_is_asked(seats: list[SeatState]) -> None:
    first = next(seat for seat in seats if seat.people)
    assert awaited(seats, [], in_order=True) <= first.people


PEOPLE = st.integers(1, 6)
LEAVES = st.sampled_from(
    [
        MANAGER,
        RoleSeat(role="requested_for.manager"),
        RoleSeat(role="department.head"),
        RoleSeat(role="service.owner"),
        RoleSeat(role="requester.cost_centre"),
        PersonSeat(person="carmen@acme.example"),
        LeadSeat(lead_of="it"),
        GroupSeat(group="finance", need="all"),
        GroupSeat(group="finance", need="50%"),
        PeopleSeat(people=("carmen@acme.example", "luis@acme.example"), need=2),
        ManagersSeat(managers_of="requester", levels=3),
        HolderSeat(holder={"fact": "answers.who"}),
        ManagersSeat(managers_of={"fact": "answers.who"}, levels=2),
    ]
)
SPECS = LEAVES | st.builds(
    lambda inner, need: AnyOfSeat(any_of=tuple(inner), need=need),
    st.lists(LEAVES, min_size=1, max_size=3),
    st.sampled_from(["any", "all", "50%"]),
)
WORLDS = st.builds(
    Acme,
    managers=st.dictionaries(PEOPLE, PEOPLE),
    head=st.none() | PEOPLE,
    owner=st.none() | PEOPLE,
    team_lead=st.none() | PEOPLE,
    groups=st.fixed_dictionaries({"finance": st.lists(PEOPLE, unique=True)}),
    inactive=st.sets(PEOPLE),
    away=st.dictionaries(PEOPLE, st.none() | PEOPLE),
    foreign=st.sets(PEOPLE),
)


def state(found: Resolved) -> SeatState:
    return SeatState(found.need, frozenset(found.people), tuple(map(state, found.inner)), found.ordered)


@given(SPECS, WORLDS, st.none() | st.integers(0, 7))
def test_whoever_sits_may_decide_and_a_seat_never_waits_on_nobody(
    spec: AnySeat, world: Acme, named: int | None
) -> None:
    holder: Any = str(named) if named is not None else None
    if isinstance(spec, ManagersSeat) and not isinstance(spec.managers_of, str):
        holder = {"of": [] if holder is None else [holder, "3"], "until": None}
    if isinstance(spec, AnyOfSeat):
        holders = {str(index): holder for index in range(len(spec.any_of))}
        found = resolve(spec, world, requester=ANA, requested_for=MARTA, holder=holders)
    else:
        found = resolve(spec, world, requester=ANA, requested_for=MARTA, holder=holder)
    assert not set(found.everybody) & {ANA, MARTA}
    assert not set(found.everybody) & world.inactive
    if found.is_filled:
        assert awaited([state(found)], [])
    else:
        assert "nobody" in codes(found) or isinstance(spec, AnyOfSeat)


def test_some_of_a_team_decide_who_did_not_ask() -> None:
    assert sits(TeamSeat(team="it", need=2)).people == (LUIS, CARMEN)
    assert sits(TeamSeat(team="ticket.team")) == Resolved((LUIS,), 1)
    assert codes(sits(TeamSeat(team="nobody"))) == ["empty_team", "fell_to_head"]


def test_who_is_left_out_does_not_decide_and_it_is_said() -> None:
    found = sits(TeamSeat(team="it"), barred=["luis@acme.example"])
    assert (found.people, found.reasons) == ((CARMEN,), (Reason(ReasonCode.BARRED, LUIS),))


def test_when_nobody_else_is_left_it_falls_to_the_next_who_is_not_left_out_either() -> None:
    found = sits(GroupSeat(group="finance"), barred=[str(CARMEN), str(HEAD)])
    assert found.people == (LUCIA,)
    assert codes(found) == ["barred", "barred", "own_request", "empty_group", "barred", "fell_to_owner"]
    nobody = sits(GroupSeat(group="finance"), barred=["6", "3", "service.owner", "5"])
    assert (nobody.is_filled, codes(nobody)[-1]) == (False, "nobody")


def test_a_seat_for_one_whom_it_leaves_out_falls_as_a_request_of_their_own_does() -> None:
    assert sits(RoleSeat(role="service.owner"), barred=["service.owner"]).people == (HEAD,)
    above_marta = Acme(managers={ANA: MARTA, MARTA: CARMEN})
    assert sits(MANAGER, above_marta, barred=[str(MARTA)]).people == (CARMEN,)
    chain = ManagersSeat(managers_of="requester", levels=2)
    assert sits(chain, above_marta, barred=[str(MARTA)]).people == (CARMEN,)


def test_nobody_stands_in_who_is_left_out_and_nobody_above_either() -> None:
    away = Acme(away={CARMEN: LUIS}, managers={CARMEN: MARTA})
    person = PersonSeat(person="carmen@acme.example")
    assert sits(person, away).people == (LUIS,)
    assert sits(person, away, barred=[str(LUIS)]).people == (MARTA,)
    whom = {"requester": ANA, "requested_for": ANA}
    assert above(CARMEN, away, **whom).people == (MARTA,)
    assert above(CARMEN, away, **whom, barred={"but": [str(MARTA)]}).people == (HEAD,)


def test_a_seat_of_several_leaves_out_its_own_and_each_inside_its_own() -> None:
    seat = AnyOfSeat(any_of=(TeamSeat(team="it"), GroupSeat(group="finance")), need=2)
    found = sits(seat, barred={"but": [str(LUIS)], "1": [str(CARMEN)]})
    assert [one.people for one in found.inner] == [(CARMEN,), (HEAD,)]


def test_a_name_that_means_nobody_leaves_nobody_out() -> None:
    assert sits(TeamSeat(team="it"), barred=["999999", "gone@acme.example"]).people == (LUIS, CARMEN)
