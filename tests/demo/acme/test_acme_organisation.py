"""Who there is at Acme, and what everybody finds on the first day."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate

from ventanilla.core.access.policies import is_agent, is_portal_admin
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Group, Organization, Person
from ventanilla.core.timeline.models import Entry
from ventanilla.core.timeline.queries import verify
from ventanilla.demo import build
from ventanilla.demo.data_files import table
from ventanilla.demo.organisation import person
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.queries import asked_of, open_approvals, open_tasks
from ventanilla.records.assets.queries import things_of
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.tickets.choices import Status
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import mine
from ventanilla.records.tickets.queue import queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]


def _mine(name: str) -> list[Ticket]:
    return [row.ticket for row in mine(person(name), ended=False).items]


def test_some_sixty_people_work_at_acme_under_one_head() -> None:
    people = Person.objects.filter(organization__slug="acme")
    assert 55 <= people.count() <= 70
    assert [p.email for p in people.filter(manager=None)] == ["elena@acme.example"]
    assert not people.filter(department=None).exists()
    assert not people.filter(location=None).exists()


def test_two_customers_and_a_supplier_have_people_of_their_own() -> None:
    outside = Organization.objects.exclude(kind=OrganizationKind.INTERNAL)
    kinds = sorted(outside.values_list("kind", flat=True))
    assert kinds == [OrganizationKind.CUSTOMER, OrganizationKind.CUSTOMER, OrganizationKind.PARTNER]
    assert all(organization.people.exists() for organization in outside)


@pytest.mark.parametrize("email", [email for email, *_ in build.accounts()])
def test_every_account_signs_in(email: str) -> None:
    assert authenticate(username=email, password=build.PASSWORD) == Person.objects.get(email=email)


def test_nobody_else_can_sign_in() -> None:
    assert authenticate(username="elena@acme.example", password=build.PASSWORD) is None


def test_roles_are_what_the_accounts_say() -> None:
    names = ("luis", "rosa", "felipe", "pablo", "carmen")
    assert [name for name in names if not is_agent(person(name))] == []
    names = ("ana", "marta", "clara", "gonzalo", "admin")
    assert [name for name in names if is_agent(person(name))] == []
    assert is_portal_admin(person("admin"))


def test_groups_have_their_members_by_name_or_by_rule() -> None:
    approvers = Group.objects.get(slug="finance-approvers").members.values_list("given_name", flat=True)
    assert sorted(approvers) == ["Carmen", "Ignacio"]
    engineers = Group.objects.get(slug="engineering").members
    assert set(engineers.values_list("department__slug", flat=True)) == {"engineering"}
    assert engineers.count() == Person.objects.filter(department__slug="engineering").count()


def test_colleagues_and_customers_are_offered_different_services() -> None:
    offered = {
        name: set(services_for(person(name)).values_list("slug", flat=True)) for name in ("ana", "clara")
    }
    assert {"customer-support", "invoice-query", "privacy-request"} <= offered["clara"]
    assert {"laptop", "question", "privacy-request", "parking", "contract-review"} <= offered["ana"]
    assert offered["ana"] & offered["clara"] == {"privacy-request"}


def test_some_services_are_for_one_department_or_place_only() -> None:
    offered = {
        name: set(services_for(person(name)).values_list("slug", flat=True)) for name in ("ana", "laia")
    }
    assert {"parking", "contract-review"} <= offered["ana"] - offered["laia"]


def test_a_supplier_that_buys_from_acme_too_is_offered_what_buyers_are() -> None:
    offered = set(services_for(person("gonzalo")).values_list("slug", flat=True))
    of_buyers = {"customer-support", "customer-line", "return-goods", "order-refund"}
    assert offered == {"invoice-query", "privacy-request"} | of_buyers
    assert person("gonzalo").organization.slug in {row["organization:text"] for row in table("orders")}


def test_ana_has_three_requests_under_way_and_one_waits_for_her() -> None:
    assert sorted(ticket.service.slug for ticket in _mine("ana")) == ["expenses", "laptop", "software-access"]
    (correction,) = asked_of(person("ana"))
    assert (correction.ticket.service.slug, correction.ticket.status) == ("laptop", Status.WAITING)
    assert "Pro" in correction.detail["comment"]


def test_marta_and_carmen_have_decisions_to_take() -> None:
    assert [a.ticket.requester.given_name for a in open_approvals(person("marta"))] == [
        "Noelia",
        "Hugo",
        "Ana",
    ]
    assert [a.ticket.requester.given_name for a in open_approvals(person("carmen"))] == ["James", "Álvaro"]


def test_the_agents_have_work_to_do() -> None:
    counts = {name: open_tasks(person(name)).count() for name in ("luis", "rosa", "felipe", "pablo")}
    assert counts == {"luis": 5, "rosa": 2, "felipe": 4, "pablo": 1}
    assert queue(person("luis")).items
    assert {t.service.slug for t in queue(person("rosa")).items} == {"proof-of-employment"}


def test_clara_has_two_questions_and_alba_a_request() -> None:
    assert sorted(ticket.status for ticket in _mine("clara")) == [Status.OPEN, Status.WAITING]
    assert len(_mine("admin")) == 1


def test_the_desk_of_ana_has_a_laptop_on_it() -> None:
    assert [asset.model.slug for asset in things_of(person("ana"))] == ["standard-13-2022"]


def test_a_few_dozen_requests_ended_in_every_way() -> None:
    assert 36 <= Ticket.objects.count() <= 60
    ended = set(Ticket.objects.exclude(outcome="").values_list("outcome", flat=True))
    assert ended == {"fulfilled", "solved", "declined", "withdrawn", "duplicate"}


def test_nothing_went_wrong_by_itself() -> None:
    assert not Task.objects.filter(kind="fault").exists()
    assert not Entry.objects.filter(type="ticket.fault").exists()


def test_time_reminded_escalated_and_broke_promises() -> None:
    types = set(Entry.objects.values_list("type", flat=True))
    assert {"workflow.approval_reminded", "workflow.approval_escalated", "sla.breached"} <= types


def test_nobody_is_told_of_the_past() -> None:
    assert not Notification.objects.exists()
    assert not Message.objects.exists()


def test_every_chain_holds() -> None:
    assert list(verify()) == []


def test_a_second_fill_changes_nothing(acme: list[str]) -> None:
    before = Entry.objects.count(), Ticket.objects.count(), len(acme)
    build.fill(acme.append)
    assert (Entry.objects.count(), Ticket.objects.count(), len(acme)) == before
