"""What customers and administrators find when they look around: nothing that isn't theirs."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests import factories
from tests.isolation.acme import CUSTOMERS, WORDS, Acme
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message, Notification
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.queries import visible


def signed_in(person: Person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.mark.parametrize("role", sorted(CUSTOMERS))
def test_a_customer_finds_no_people_but_those_of_the_own_organisation(acme: Acme, role: str) -> None:
    own = acme.people[role].organization
    for text in ("a", "o", "acme.example", "Marta", "@"):
        found = json.loads(signed_in(acme.people[role]).get("/people/search/", {"q": text}).content)
        names = {person["name"] for person in found["people"]}
        assert names <= {person.name for person in own.people.all()}


def test_a_customer_finds_only_services_for_customers(acme: Acme) -> None:
    found = Caller(acme.people["clara"]).get("/services")["items"]
    assert {service["slug"] for service in found} == {"support", "shop"}
    for service in ("purchase", "complaint", "handbook"):
        body = {"service": service, "answers": {"what": "Una"}}
        Caller(acme.people["clara"]).post("/tickets", body, expect=404)


def test_a_file_of_somebody_else_is_neither_an_answer_nor_an_attachment(acme: Acme) -> None:
    """Whoever knows the key of a file can't read it by handing it in as their own."""
    clara = Caller(acme.people["clara"])
    for key in acme.files.values():
        if key == acme.files["customers"]:
            continue
        body = {"service": "support", "answers": {"what": "Una", "proof": [key]}}
        assert list(clara.post("/tickets", body, expect=422)["fields"]) == ["proof"]
        path = f"/tickets/{acme.tickets['customers'].number}/comments"
        assert list(clara.post(path, {"text": "Ten", "files": [key]}, expect=422)["fields"]) == ["files"]
        page = f"/requests/{acme.tickets['customers'].number}/comments/"
        signed_in(acme.people["clara"]).post(page, {"text": "Ten", "files_kept": key})
        shown = clara.get(f"/tickets/{acme.tickets['customers'].number}")
        assert [file["key"] for file in shown["files"]] == [acme.files["customers"]]


def test_a_customer_can_not_let_an_employee_into_a_ticket_nor_the_other_way_round(acme: Acme) -> None:
    for ticket, actor, stranger in (("customers", "clara", "ana"), ("waiting", "ana", "clara")):
        number = acme.tickets[ticket].number
        address = acme.people[stranger].email
        page = f"/requests/{number}/participants/"
        refused = signed_in(acme.people[actor]).post(page, {"person": address})
        assert refused.status_code == 422
        with pytest.raises(NotFound):
            visible(acme.people[stranger], number)


def test_news_of_a_ticket_goes_only_to_those_who_may_see_it(acme: Acme) -> None:
    for news in Notification.objects.select_related("person", "ticket"):
        assert news.ticket is not None
        assert visible(Person.objects.get(pk=news.person_id), news.ticket.number)
    secret = acme.tickets["secret"]
    told = set(Message.objects.filter(ticket=secret).values_list("to", flat=True))
    assert told <= {"ana@acme.example", "rosa@acme.example"}


def test_notes_of_the_team_are_told_to_the_team(acme: Acme) -> None:
    told = Notification.objects.filter(text__contains="berilo").values_list("person__email", flat=True)
    assert set(told) <= {"lucia@acme.example", "rosa@acme.example"}


def test_an_administrator_of_the_portal_reads_no_confidential_ticket_anywhere(acme: Acme) -> None:
    browser, calling = signed_in(acme.people["admin"]), Caller(acme.people["admin"])
    secret = acme.tickets["secret"].number
    pages = [browser.get(path) for path in ("/", "/requests/", "/notifications/", "/designer/outbox/")]
    assert all(response.status_code == 200 for response in pages)
    read = " ".join(response.content.decode() for response in pages)
    assert WORDS["secret"] not in read
    assert secret not in read
    assert secret not in str(calling.get("/tickets"))
    for mail in Message.objects.filter(ticket=acme.tickets["secret"]):
        assert browser.get(f"/designer/outbox/{mail.pk}/").status_code == 404
        assert browser.get(f"/designer/outbox/{mail.pk}/letter/").status_code == 404


def test_who_loses_a_role_or_a_team_loses_sight_at_once(acme: Acme) -> None:
    number = acme.tickets["waiting"].number
    iris = acme.people["iris"]
    browser, calling = signed_in(iris), Caller(iris)
    assert browser.get(f"/desk/tickets/{number}/").status_code == 200
    it = acme.tickets["waiting"].department
    directory.revoke_role(iris, Role.DEPARTMENT_ADMINISTRATOR, department=it, actor=None)
    assert browser.get(f"/desk/tickets/{number}/").status_code == 403
    assert browser.get(f"/requests/{number}/").status_code == 404
    calling.get(f"/tickets/{number}", expect=404)


def test_who_leaves_is_out_at_once(acme: Acme) -> None:
    browser, calling = signed_in(acme.people["ana"]), Caller(acme.people["ana"])
    directory.change(acme.people["ana"], actor=None, is_active=False)
    assert browser.get("/requests/").status_code == 302
    calling.get("/tickets", expect=401)


def test_a_ticket_that_moves_to_another_team_is_out_of_sight_for_the_first(acme: Acme) -> None:
    ticket, network = acme.tickets["customers"], factories.team("it-network")
    actions.assign(actor=acme.people["iris"], ticket=ticket, assignee=None, team=network)
    luis = Person.objects.get(pk=acme.people["luis"].pk)
    assert visible(luis, ticket.number) == ticket
    assert ticket.number in signed_in(luis).get("/desk/queue/").content.decode()


def test_a_password_that_was_sent_after_the_session_had_ended_is_kept_nowhere(acme: Acme) -> None:
    browser = Client()
    fields = {
        "old_password": "ventanilla",
        "new_password1": "a-quite-long-one",
        "new_password2": "a-quite-long-one",
    }
    browser.post("/password/change/", fields)
    browser.force_login(acme.people["ana"])
    assert "a-quite-long-one" not in browser.get("/sign-in/resume/", follow=True).content.decode()
    assert "a-quite-long-one" not in str(dict(browser.session))
