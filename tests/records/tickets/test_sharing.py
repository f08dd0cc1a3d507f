"""Who sees a request besides those who asked for it and those who work on it: each way in, seen from outside."""

from __future__ import annotations

import pytest

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.access.queries import principals
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.records.tickets import actions, queries, shared
from ventanilla.records.tickets.choices import Circle
from ventanilla.records.tickets.models import Ticket, TicketAccess
from ventanilla.records.tickets.policies import may_add, may_join

pytestmark = pytest.mark.django_db


def fresh(person):
    """As the next HTTP request finds them."""
    return Person.objects.select_related("organization", "department", "manager").get(pk=person.pk)


def sees(person, ticket):
    reader = fresh(person)
    listed = Ticket.objects.visible_to(reader).filter(pk=ticket.pk).exists()
    try:
        queries.visible(fresh(person), ticket.number)
    except NotFound:
        assert not listed
        assert ticket.pk not in queries.can_see(fresh(person), [ticket.pk])
        return False
    assert listed
    return True


def team_of(person):
    return [row.ticket for row in shared.of_team(fresh(person)).items]


def shared_with(person):
    return [row.ticket for row in shared.shared_with(fresh(person)).items]


class Cast:
    def __init__(self):
        self.marketing, self.sales = factories.department("marketing"), factories.department("sales")
        self.cliente, self.otra = factories.organization("cliente"), factories.organization("otra")
        self.julia = factories.person("Julia")
        self.marta = factories.person("Marta", department=self.marketing, manager=self.julia)
        self.ana = factories.person("Ana", department=self.marketing, manager=self.marta)
        self.eva = factories.person("Eva", department=self.marketing, manager=self.marta)
        self.jon = factories.person("Jon", department=self.sales)
        self.clara = factories.person("Clara", organization=self.cliente)
        self.carlos = factories.person("Carlos", organization=self.cliente)
        self.otto = factories.person("Otto", organization=self.otra)
        self.lucia = factories.person("Lucía", email="lucia@acme.example")
        factories.team("it-equipment", self.lucia)
        self.everybody = (
            self.julia, self.marta, self.ana, self.eva, self.jon, self.clara, self.carlos, self.otto,
        )  # fmt: skip
        everyone = {"any": [{"fact": "person.name", "op": "is_not", "value": "nobody"}]}
        self.plain = factories.service(audience=everyone, requested_for="anyone")
        self.secret = factories.service(audience=everyone, confidential=True)

    def asks(self, person, service=None, **values):
        return actions.submit(
            actor=fresh(person), service=service or self.plain, answers={"what": "X"}, **values
        )

    def who_sees(self, ticket):
        return {person.given_name for person in self.everybody if sees(person, ticket)}


@pytest.fixture
def cast():
    return Cast()


def test_a_manager_sees_what_their_people_ask_for_and_no_manager_further_up(cast):
    ticket = cast.asks(cast.ana)
    assert cast.who_sees(ticket) == {"Ana", "Marta"}
    assert (team_of(cast.marta), team_of(cast.julia), team_of(cast.ana)) == ([ticket], [], [])


def test_what_is_confidential_is_seen_by_no_manager_and_cannot_be_shared(cast):
    ticket = cast.asks(cast.ana, cast.secret)
    assert cast.who_sees(ticket) == {"Ana"}
    assert team_of(cast.marta) == []
    assert shared.reaches(fresh(cast.ana), ticket) == []
    assert shared.managers_who_see(ticket) == []
    with pytest.raises(NotAllowed):
        actions.share(actor=fresh(cast.ana), ticket=ticket, circle=Circle.DEPARTMENT)
    actions.add_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.eva)
    assert cast.who_sees(ticket) == {"Ana", "Eva"}
    assert not may_add(fresh(cast.eva), ticket)
    with pytest.raises(NotAllowed):
        actions.add_participant(actor=fresh(cast.eva), ticket=ticket, person=cast.jon)


def test_with_a_new_manager_the_former_one_sees_it_no_more(cast):
    ticket = cast.asks(cast.ana)
    directory.change(cast.ana, actor=None, manager=cast.jon)
    assert cast.who_sees(ticket) == {"Ana", "Jon"}
    assert (team_of(cast.marta), team_of(cast.jon)) == ([], [ticket])
    directory.change(cast.ana, actor=None, manager=None)
    assert cast.who_sees(ticket) == {"Ana"}


def test_what_is_for_somebody_else_is_seen_by_both_and_by_both_managers_once(cast):
    ticket = cast.asks(cast.jon, requested_for=cast.ana)
    assert cast.who_sees(ticket) == {"Jon", "Ana", "Marta"}
    ours = cast.asks(cast.eva, requested_for=cast.ana)
    assert team_of(cast.marta) == [ours, ticket]
    mine = cast.asks(cast.marta, requested_for=cast.ana)
    assert team_of(cast.marta) == [ours, ticket]
    assert team_of(cast.julia) == [mine]


def test_readers_read_and_write_nothing_until_they_take_part(cast):
    ticket = cast.asks(cast.ana)
    marta = fresh(cast.marta)
    for refused in (
        lambda: actions.comment(actor=marta, ticket=ticket, text="Hola"),
        lambda: actions.comment(actor=marta, ticket=ticket, text="Hola", public=False),
        lambda: actions.add_participant(actor=marta, ticket=ticket, person=cast.jon),
        lambda: actions.remove_participant(actor=marta, ticket=ticket, person=cast.eva),
        lambda: actions.share(actor=marta, ticket=ticket, circle=Circle.DEPARTMENT),
        lambda: actions.cancel(actor=marta, ticket=ticket),
        lambda: actions.assign(actor=marta, ticket=ticket, assignee=None),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert may_join(marta, ticket)
    actions.take_part(actor=marta, ticket=ticket)
    actions.comment(actor=fresh(cast.marta), ticket=ticket, text="Hola")
    assert queries.participants(ticket) == [cast.marta]
    with pytest.raises(NotAllowed):
        actions.take_part(actor=fresh(cast.marta), ticket=ticket)
    for stranger in (cast.jon, cast.clara, cast.eva):
        with pytest.raises(NotAllowed):
            actions.take_part(actor=fresh(stranger), ticket=ticket)


def test_a_participant_who_left_or_was_removed_sees_it_no_more(cast):
    ticket = cast.asks(cast.ana)
    for leaving in (cast.jon, cast.ana):
        actions.add_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.jon)
        assert shared_with(cast.jon) == [ticket]
        assert cast.who_sees(ticket) == {"Ana", "Marta", "Jon"}
        actions.remove_participant(actor=fresh(leaving), ticket=ticket, person=cast.jon)
        assert cast.who_sees(ticket) == {"Ana", "Marta"}
        assert shared_with(cast.jon) == []
    actions.remove_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.jon)
    said = [entry.what.say("Ana") for entry in Entry.objects.filter(type="ticket.participant_removed")]
    assert said == ["Ana ya no sigue esta solicitud.", "Ana ha quitado a Jon."]


def test_participants_add_but_do_not_remove_others(cast):
    ticket = cast.asks(cast.ana)
    actions.add_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.jon)
    actions.add_participant(actor=fresh(cast.jon), ticket=ticket, person=cast.eva)
    with pytest.raises(NotAllowed):
        actions.remove_participant(actor=fresh(cast.jon), ticket=ticket, person=cast.eva)
    actions.remove_participant(actor=fresh(cast.lucia), ticket=ticket, person=cast.lucia)
    assert queries.participants(ticket) == [cast.eva, cast.jon]


def test_removing_a_participant_leaves_their_other_ways_of_seeing_it(cast):
    ticket = cast.asks(cast.ana)
    actions.take_part(actor=fresh(cast.marta), ticket=ticket)
    actions.remove_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.marta)
    assert sees(cast.marta, ticket)
    actions.remove_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.ana)
    assert sees(cast.ana, ticket)


def test_people_of_another_organisation_are_never_added(cast):
    for asker, stranger in ((cast.ana, cast.clara), (cast.clara, cast.ana), (cast.clara, cast.otto)):
        ticket = cast.asks(asker)
        with pytest.raises(Invalid):
            actions.add_participant(actor=fresh(asker), ticket=ticket, person=stranger)
        assert not sees(stranger, ticket)


def test_shared_with_the_department_it_is_seen_by_everybody_there_until_it_ends(cast):
    ticket = cast.asks(cast.ana)
    ana = fresh(cast.ana)
    assert [(reach.circle, reach.shared) for reach in shared.reaches(ana, ticket)] == [("department", False)]
    actions.share(actor=ana, ticket=ticket, circle=Circle.DEPARTMENT)
    actions.share(actor=ana, ticket=ticket, circle=Circle.DEPARTMENT)
    assert cast.who_sees(ticket) == {"Ana", "Marta", "Eva"}
    assert (shared_with(cast.eva), shared_with(cast.ana), shared_with(cast.jon)) == ([ticket], [], [])
    assert [reach.shared for reach in shared.reaches(ana, ticket)] == [True]
    with pytest.raises(NotAllowed):
        actions.comment(actor=fresh(cast.eva), ticket=ticket, text="Hola")
    directory.change(cast.eva, actor=None, department=cast.sales)
    assert not sees(cast.eva, ticket)
    directory.change(cast.jon, actor=None, department=cast.marketing)
    assert sees(cast.jon, ticket)
    actions.stop_sharing(actor=ana, ticket=ticket, circle=Circle.DEPARTMENT)
    actions.stop_sharing(actor=ana, ticket=ticket, circle=Circle.DEPARTMENT)
    assert cast.who_sees(ticket) == {"Ana", "Marta"}
    assert [entry.type for entry in Entry.objects.filter(stream=ticket.stream, type__contains="shar")] == [
        "ticket.shared",
        "ticket.sharing_ended",
    ]


def test_somebody_added_by_name_has_a_shared_request_in_the_list_once(cast):
    ticket = cast.asks(cast.ana)
    actions.share(actor=fresh(cast.ana), ticket=ticket, circle=Circle.DEPARTMENT)
    actions.add_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.eva)
    assert shared_with(cast.eva) == [ticket]


def test_only_the_contact_of_a_customer_sees_what_its_people_ask_for(cast):
    ticket = cast.asks(cast.clara)
    assert cast.who_sees(ticket) == {"Clara"}
    for person in (cast.carlos, cast.otto, cast.jon):
        directory.change(person, actor=None, attributes={"organization_contact": True})
    assert cast.who_sees(ticket) == {"Clara", "Carlos"}
    assert (team_of(cast.carlos), team_of(cast.otto), team_of(cast.jon)) == ([ticket], [], [])
    directory.change(cast.carlos, actor=None, attributes={"organization_contact": "yes"})
    assert cast.who_sees(ticket) == {"Clara"}
    ours = cast.asks(cast.ana)
    assert cast.who_sees(ours) == {"Ana", "Marta"}


def test_a_customer_shares_with_their_organisation_and_an_employee_never_with_the_whole_company(cast):
    ticket = cast.asks(cast.clara)
    actions.share(actor=fresh(cast.clara), ticket=ticket, circle=Circle.ORGANIZATION)
    assert cast.who_sees(ticket) == {"Clara", "Carlos"}
    with pytest.raises(Invalid):
        actions.share(actor=fresh(cast.clara), ticket=ticket, circle=Circle.DEPARTMENT)
    ours = cast.asks(cast.ana)
    with pytest.raises(Invalid):
        actions.share(actor=fresh(cast.ana), ticket=ours, circle=Circle.ORGANIZATION)
    assert cast.who_sees(ours) == {"Ana", "Marta"}


def test_only_who_asked_shares_with_everybody(cast):
    ticket = cast.asks(cast.ana)
    actions.add_participant(actor=fresh(cast.ana), ticket=ticket, person=cast.eva)
    for person in (cast.eva, cast.marta, cast.lucia):
        assert shared.reaches(fresh(person), ticket) == []
        with pytest.raises(NotAllowed):
            actions.share(actor=fresh(person), ticket=ticket, circle=Circle.DEPARTMENT)
        with pytest.raises(NotAllowed):
            actions.stop_sharing(actor=fresh(person), ticket=ticket, circle=Circle.DEPARTMENT)


def test_administering_a_department_is_not_belonging_to_it(cast):
    """`d:` and `e:` are different doors."""
    ticket = cast.asks(cast.ana)
    dora = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, cast.marketing, "Dora")
    assert not sees(dora, ticket)
    actions.share(actor=fresh(cast.ana), ticket=ticket, circle=Circle.DEPARTMENT)
    assert not sees(dora, ticket)


def test_who_has_left_the_company_has_no_team(cast):
    ticket = cast.asks(cast.clara)
    directory.change(cast.carlos, actor=None, attributes={"organization_contact": True}, is_active=False)
    assert not sees(cast.carlos, ticket)


def test_lists_say_what_is_over_and_go_on_page_by_page(cast):
    tickets = [cast.asks(cast.ana) for _each in range(4)]
    actions.cancel(actor=fresh(cast.ana), ticket=tickets[0])
    marta = fresh(cast.marta)
    assert [row.ticket for row in shared.of_team(marta, ended=True).items] == [tickets[0]]
    first = shared.of_team(marta, ended=False, size=2)
    rest = shared.of_team(marta, ended=False, size=2, after=first.next)
    assert [row.ticket for row in (*first.items, *rest.items)] == tickets[:0:-1]


def test_my_own_list_can_leave_out_what_was_shared(cast):
    mine, theirs = cast.asks(cast.ana), cast.asks(cast.jon)
    actions.add_participant(actor=fresh(cast.jon), ticket=theirs, person=cast.ana)
    ana = fresh(cast.ana)
    assert {row.ticket for row in queries.mine(ana).items} == {mine, theirs}
    assert [row.ticket for row in queries.mine(ana, own=True).items] == [mine]


def test_whom_somebody_stands_for_costs_one_query_however_many_they_manage(cast, django_assert_num_queries):
    for _each in range(8):
        factories.person("Nuevo", manager=cast.marta)
    marta = fresh(cast.marta)
    with django_assert_num_queries(1):  # teams, reports and roles
        found = principals(marta)
    assert sum(principal.startswith("m:") for principal in found) == 10
    with django_assert_num_queries(0):
        principals(marta)


def test_nobody_is_let_in_twice_for_one_reason(cast):
    ticket = cast.asks(cast.ana, requested_for=cast.ana)
    rows = TicketAccess.objects.filter(ticket=ticket, principal__startswith="m:")
    assert [(row.principal, row.reasons) for row in rows] == [(f"m:{cast.ana.pk}", ["manager"])]
