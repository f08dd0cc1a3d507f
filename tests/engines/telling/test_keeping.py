"""What is kept for another system when something happens, and what never is."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from tests import factories
from tests.engines.telling.conftest import subscribe
from ventanilla.core.kit.errors import Invalid, NotAllowed
from ventanilla.core.timeline.entries import known_types
from ventanilla.engines.notifications.actions import suppressed
from ventanilla.engines.telling.actions import Wanted, save_subscription, set_mode
from ventanilla.engines.telling.choices import EventName, Mode
from ventanilla.engines.telling.events import telling_names
from ventanilla.engines.telling.models import Delivery
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.feedback.actions import rate
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.choices import Level, Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db
SECRET_FORM = [
    {
        "section": {"id": "main", "title": {"en": "About"}},
        "questions": [
            {"id": "what", "type": "short_text", "label": {"en": "What?"}},
            {"id": "pin", "type": "secret", "label": {"en": "PIN"}, "shown_to": ["team"]},
        ],
    }
]


def told() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("event", flat=True))


def bodies() -> list[dict]:
    return [json.loads(body) for body in Delivery.objects.order_by("pk").values_list("body", flat=True)]


def test_what_happens_to_a_ticket_is_told_in_order(house, desk):
    subscribe(house, desk)
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    tickets.assign(actor=house.luis, ticket=ticket, assignee=house.luis)
    tickets.set_priority(actor=house.luis, ticket=ticket, impact=Level.HIGH, urgency=Level.HIGH)
    tickets.comment(actor=house.luis, ticket=ticket, text="On it")
    tickets.comment(actor=house.luis, ticket=ticket, text="A note", public=False)
    tickets.resolve(actor=house.luis, ticket=ticket, text="Here it is", outcome=Outcome.FULFILLED)

    assert told() == [
        "ticket.created",
        "ticket.assigned",
        "ticket.status_changed",
        "ticket.priority_changed",
        "ticket.comment_added",
        "ticket.status_changed",
        "ticket.resolved",
    ]
    sequences = [body["sequence"] for body in bodies()]
    assert sequences == sorted(set(sequences))


def test_a_body_says_what_happened_to_which_ticket_and_who_did_it(house, desk, settings):
    settings.PORTAL_URL = "https://portal.acme.example"
    subscribe(house, desk)
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    Delivery.objects.all().delete()
    tickets.resolve(actor=house.luis, ticket=ticket, text="Here it is", outcome=Outcome.FULFILLED)
    moved, resolved = bodies()
    luis = {"id": house.luis.pk, "name": house.luis.name, "email": "luis@acme.example"}

    assert (moved["actor"], moved["origin"]) == (None, luis)  # the portal moved it, because Luis resolved it
    assert moved["changes"] == {"status": {"old": "new", "new": "resolved"}}
    row = Delivery.objects.get(event="ticket.resolved")
    assert resolved == {
        "id": f"evt_{row.key.hex}",
        "type": "ticket.resolved",
        "occurred_at": resolved["occurred_at"],
        "sequence": row.entry.position,
        "ticket": {
            "number": ticket.number,
            "kind": "request",
            "title": "Laptop",
            "status": "resolved",
            "outcome": "fulfilled",
            "priority": 3,
            "service": "laptop",
            "team": {"id": "it-equipment", "name": "It equipment"},
            "assignee": None,
            "confidential": False,
            "created_at": resolved["ticket"]["created_at"],
            "link": f"https://portal.acme.example/requests/{ticket.number}/",
        },
        "actor": luis,
        "origin": luis,
        "changes": {"outcome": {"new": "fulfilled"}},
        "details": {"text": "Here it is"},
    }
    assert resolved["occurred_at"].endswith("Z")


def test_answers_go_along_only_where_it_is_said_and_secrets_never(house, desk):
    service = factories.service(service="door", form=SECRET_FORM)
    subscribe(house, desk, name="Plain", events=["ticket.created"])
    subscribe(house, desk, name="With answers", events=["ticket.created"], with_answers=True)
    tickets.submit(actor=house.ana, service=service, answers={"what": "Amethyst", "pin": "4711"})

    plain, full = bodies()
    assert "Amethyst" not in json.dumps(plain)
    assert full["answers"] == {"what": "Amethyst"}
    assert full["requester"] == {"name": house.ana.name, "email": "ana@acme.example"}
    assert {"answers", "requester", "requested_for", "subject"} == full.keys() - plain.keys()


def test_what_is_confidential_is_told_only_where_its_service_is_named_and_without_words(house, desk):
    service = factories.service(service="hr-case", confidential=True)
    subscribe(house, desk, name="All")
    team = subscribe(house, desk, name="Its team", teams=[service.owner_team])
    named = subscribe(house, desk, name="Named", services=[service], with_answers=True)
    ticket = tickets.submit(actor=house.ana, service=service, answers={"what": "Obsidian"})
    tickets.comment(actor=house.ana, ticket=ticket, text="Obsidian again")
    tickets.assign(actor=None, ticket=ticket, assignee=house.luis)

    rows = Delivery.objects.all()
    assert not any(name in row.body for row in rows for name in ("luis", "Luis", "ana@", "Ana"))
    assert {row.subscription_id for row in rows} == {named.pk}
    assert team.all_services
    assert "bsidian" not in "".join(row.body for row in rows)
    comment = json.loads(rows.get(event="ticket.comment_added").body)
    assert comment["actor"] == {"id": house.ana.pk}
    assert comment["details"].keys() == {"comment"}


def test_only_chosen_services_and_teams_are_told_and_the_team_that_gives_it_away(house, desk):
    other = factories.service(service="chair", owner={"person": "lucia@acme.example", "team": "it-chairs"})
    subscribe(house, desk, name="Laptops", services=[house.service], events=["ticket.created"])
    chairs = subscribe(house, desk, name="Chairs", teams=[other.owner_team])
    tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    chair = tickets.submit(actor=house.ana, service=other, answers={"what": "A chair"})
    assert Delivery.objects.get(subscription=chairs).ticket == chair
    assert Delivery.objects.exclude(subscription=chairs).get().ticket != chair

    tickets.assign(actor=None, ticket=chair, assignee=None, team=house.service.owner_team)
    tickets.comment(actor=house.ana, ticket=chair, text="Hello?")
    mine = Delivery.objects.filter(subscription=chairs).order_by("pk")
    assert [row.event for row in mine] == ["ticket.created", "ticket.assigned"]
    assert json.loads(mine[1].body)["changes"]["team"] == {"new": "it-equipment"}


def test_decisions_corrections_reopening_and_closing_are_told(house, desk):
    approval = {
        "approval": {"id": "boss", "title": {"en": "The boss"}, "seats": [{"from": "requester.manager"}]}
    }
    service = factories.service(service="trip", workflow=[approval], amend_until="end")
    marta = factories.person("Marta")
    ana = factories.person("Anita", manager=marta)
    subscribe(house, desk, events=sorted(set(EventName.values) - {"ticket.status_changed"}))
    ticket = tickets.submit(actor=ana, service=service, answers={"what": "Rome"})
    tickets.amend(actor=ana, ticket=ticket, answers={"what": "Paris"})
    workflow.decide(actor=marta, approval=Approval.objects.latest("pk"), verdict=Verdict.REJECT, comment="No")
    assert told() == [
        "ticket.created",
        "approval.requested",
        "ticket.answers_corrected",
        "approval.requested",
        "approval.decided",
        "ticket.cancelled",
    ]
    decided = json.loads(Delivery.objects.get(event="approval.decided").body)["details"]
    assert decided.items() >= {"decision": "reject", "step": "The boss", "text": "No"}.items()
    corrected = json.loads(Delivery.objects.get(event="ticket.answers_corrected").body)
    assert corrected["details"] == {"questions": ["what"]}


def test_how_it_was_is_told_each_time_that_it_is_said_and_without_a_word_of_what_is_confidential(house, desk):
    subscribe(house, desk, services=[house.service], events=["ticket.rated"])
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    tickets.resolve(actor=house.luis, ticket=ticket, outcome=Outcome.FULFILLED)
    rate(actor=house.ana, ticket=ticket, mark=2, comment="It took long")
    rate(actor=house.ana, ticket=ticket, mark=2, comment="It took long")
    Ticket.objects.filter(pk=ticket.pk).update(confidential=True)
    rate(actor=house.ana, ticket=ticket, mark=5, comment="Much better")
    first, second = bodies()
    assert (first["type"], first["actor"]["id"]) == ("ticket.rated", house.ana.pk)
    assert first["changes"] == {"rating": {"new": 2}}
    assert first["details"] == {"again": False, "text": "It took long"}
    assert (second["changes"], second["details"]) == ({"rating": {"new": 5}}, {"again": True})


def test_nothing_is_kept_while_it_is_off_or_nobody_is_to_be_told(house, desk):
    subscription = subscribe(house, desk)
    with suppressed():
        tickets.submit(actor=house.ana, service=house.service, answers={"what": "Old"})
    set_mode(actor=house.admin, subscription=subscription, mode=Mode.OFF)
    tickets.submit(actor=house.ana, service=house.service, answers={"what": "Unheard"})
    assert told() == []
    set_mode(actor=house.admin, subscription=subscription, mode=Mode.PAUSED)
    tickets.submit(actor=house.ana, service=house.service, answers={"what": "Later"})
    assert told() == ["ticket.created"]


def test_a_fault_in_telling_loses_no_request(house, desk, caplog):
    subscribe(house, desk)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE telling_delivery ADD CONSTRAINT broken CHECK (id < 0)")
    ticket = tickets.submit(actor=house.ana, service=house.service, answers={"what": "A mouse"})
    assert (Ticket.objects.get().pk, told()) == (ticket.pk, [])
    assert "could not be kept" in caplog.text


def test_a_subscription_is_refused_field_by_field_and_keeps_its_secret_to_itself(house, desk):
    wanted = Wanted(
        name=" ", address="ftp://x", events=["nonsense"], owner=house.ana, services=[], language="xx"
    )
    with pytest.raises(Invalid) as refused:
        save_subscription(actor=house.admin, wanted=wanted)
    assert refused.value.fields.keys() == {"name", "address", "events", "owner", "services", "language"}
    with pytest.raises(NotAllowed):
        save_subscription(actor=house.luis, wanted=wanted)
    made = subscribe(house, desk)
    assert desk.secret.startswith("whsec_")
    assert desk.secret not in made.secret
    with pytest.raises(Invalid) as twice:
        subscribe(house, desk)
    assert twice.value.fields.keys() == {"name"}


@pytest.mark.parametrize(
    "address",
    [
        "http://desk.example.com/",
        "https://user:pw@desk.example.com/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://desk.example.com/#x",
        "https://dësk.example.com/",
        "https://desk example.com/",
        "https://desk.example.com:99999/",
        "desk.example.com",
        "https://",
        "https://desk.example.com/" + "x" * 500,
    ],
)
def test_addresses_within_the_house_or_without_a_lock_are_refused(house, address, settings):
    settings.PRIVATE_CONNECTIONS = []
    wanted = Wanted(name="Desk", address=address, events=["ticket.created"], owner=house.admin)
    with pytest.raises(Invalid) as refused:
        save_subscription(actor=None, wanted=wanted)
    assert refused.value.fields.keys() == {"address"}


def test_what_may_tell_something_are_entries_that_there_are():
    names = telling_names()
    assert names <= known_types().keys()
    assert {"ticket.submitted", "ticket.resolved_with_outage", "workflow.decided", "sla.breached"} <= names
    assert not names & {"ticket.seen", "workflow.task_opened", "ticket.fault"}
