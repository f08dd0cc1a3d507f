"""A department's administrator keeps house in that department, and nowhere else (S112)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.isolation.acme import EVERYBODY, SEES, Acme, taken_back
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import NotAllowed, NotFound
from ventanilla.core.people.models import Department, Person
from ventanilla.records.assets import actions as assets
from ventanilla.records.assets.models import Asset
from ventanilla.records.catalog import actions as catalog
from ventanilla.records.catalog.models import LookupList
from ventanilla.records.catalog.queries import designed_by
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level, Outcome, Status
from ventanilla.records.tickets.queries import visible

Attempt = Callable[[Acme, Person], object]
OTHERS = ("dora", "hugo", "rosa", "marta", "clara")

KEEPING_HOUSE: dict[str, Attempt] = {
    "publish a service": lambda w, who: catalog.publish(
        actor=who, package=factories.package(service="purchase")
    ),
    "make a new service": lambda w, who: catalog.publish(actor=who, package=factories.package()),
    "retire a service": lambda w, who: catalog.retire(actor=who, service=w.services["purchase"]),
    "change a list": lambda w, who: _save_list(who, factories.department("it")),
    "add a model": lambda w, who: assets.add_model(
        actor=who, slug="new", name={"es": "Nuevo"}, department=factories.department("it")
    ),
    "add a piece": lambda w, who: assets.add_asset(actor=who, model=_thing(w).model, serial="SN-2"),
    "take a piece back": lambda w, who: assets.give_back(actor=who, asset=_thing(w)),
    "retire a piece": lambda w, who: assets.retire(actor=who, asset=_thing(w)),
}
ON_A_TICKET: dict[str, Attempt] = {
    "take it": lambda w, who: tickets.assign(actor=who, ticket=w.tickets["waiting"], assignee=who),
    "set its status": lambda w, who: tickets.set_status(
        actor=who, ticket=w.tickets["waiting"], status=Status.WAITING
    ),
    "set its priority": lambda w, who: tickets.set_priority(
        actor=who, ticket=w.tickets["waiting"], impact=Level.HIGH, urgency=Level.HIGH
    ),
    "resolve it": lambda w, who: tickets.resolve(actor=who, ticket=w.tickets["waiting"]),
    "decline it": lambda w, who: tickets.cancel(
        actor=who, ticket=w.tickets["waiting"], outcome=Outcome.DECLINED
    ),
    "withdraw it": lambda w, who: tickets.cancel(actor=who, ticket=w.tickets["waiting"]),
    "write a note": lambda w, who: tickets.comment(
        actor=who, ticket=w.tickets["waiting"], text="Hola", public=False
    ),
}
PORTAL_WIDE: dict[str, Attempt] = {
    "arrange categories": lambda w, who: catalog.save_category(actor=who, slug="new", name={"es": "Nueva"}),
    "change a person": lambda w, who: directory.change(w.people["ana"], actor=who, job_title="Jefa"),
    "add a person": lambda w, who: directory.add(Department, actor=who, slug="new", name={"es": "Nueva"}),
    "join a team": lambda w, who: directory.join_team(
        factories.team("hr-care", department=factories.department("hr")), who, actor=who
    ),
    "take a role": lambda w, who: directory.grant_role(who, Role.PORTAL_ADMINISTRATOR, actor=who),
    "set a password": lambda w, who: directory.set_password(
        person=w.people["admin"], password="a-quite-long-one", actor=who
    ),
}


def _thing(world: Acme) -> Asset:
    assert world.thing is not None
    return world.thing


def _save_list(who: Person | None, department: Department) -> LookupList:
    words = {"es": "Modelos", "en": "Models"}
    rows = [catalog.Row("one", words, {})]
    return catalog.save_list(
        actor=who, slug="models", name=words, department=department, columns=[], rows=rows
    )


def test_who_is_of_another_department_keeps_no_house_here(acme: Acme, subtests: pytest.Subtests) -> None:
    _save_list(None, factories.department("it"))
    for name, attempt in KEEPING_HOUSE.items():
        for role in OTHERS:
            with subtests.test(f"{role}: {name}"), taken_back(), pytest.raises(NotAllowed):
                attempt(acme, acme.people[role])


def test_its_own_administrator_does(acme: Acme, subtests: pytest.Subtests) -> None:
    for name, attempt in KEEPING_HOUSE.items():
        with subtests.test(name), taken_back():
            assert attempt(acme, acme.people["iris"])


def test_a_service_and_a_list_do_not_change_hands_by_being_saved_elsewhere(acme: Acme) -> None:
    """Naming one's own department doesn't make a thing of another one's one's own."""
    _save_list(None, factories.department("it"))
    factories.department("finance")
    stolen = factories.package(service="purchase", department="finance")
    with pytest.raises(NotAllowed):
        catalog.publish(actor=acme.people["dora"], package=stolen)
    with pytest.raises(NotAllowed):
        _save_list(acme.people["dora"], factories.department("finance"))


def test_who_does_not_work_on_a_ticket_changes_nothing_in_it(acme: Acme, subtests: pytest.Subtests) -> None:
    for name, attempt in ON_A_TICKET.items():
        for role in (*OTHERS, "luis", "admin"):
            with subtests.test(f"{role}: {name}"), taken_back(), pytest.raises((NotAllowed, NotFound)):
                attempt(acme, acme.people[role])


def test_what_is_everybodys_is_changed_by_portal_administrators_only(
    acme: Acme, subtests: pytest.Subtests
) -> None:
    for name, attempt in PORTAL_WIDE.items():
        for role in EVERYBODY - {"admin"}:
            with subtests.test(f"{role}: {name}"), taken_back(), pytest.raises(NotAllowed):
                attempt(acme, acme.people[role])
        with subtests.test(f"admin: {name}"), taken_back():
            attempt(acme, acme.people["admin"])


def test_designers_are_offered_the_services_of_their_own_department(acme: Acme) -> None:
    offered = {
        role: {service.slug for service in designed_by(acme.people[role])}
        for role in ("iris", "hugo", "rosa", "dora", "lucia", "ana", "clara")
    }
    ours, theirs = {"purchase", "support", "handbook", "shop"}, {"complaint"}
    assert offered == {
        "iris": ours,
        "hugo": theirs,
        "rosa": theirs,
        "dora": set(),
        "lucia": set(),
        "ana": set(),
        "clara": set(),
    }


def test_who_may_see_a_ticket_is_as_the_table_says(acme: Acme) -> None:
    for name, ticket in acme.tickets.items():
        for role, person in acme.people.items():
            if role in SEES[name]:
                assert visible(person, ticket.number) == ticket
            else:
                with pytest.raises(NotFound):
                    visible(person, ticket.number)
