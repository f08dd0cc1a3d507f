"""Two organisations with something to hide: who is there, what they have, and who may see it.

Each ticket carries a word of its own in its answers, its messages and the names of its files. A page that
shows the word shows the ticket.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.access.choices import Role
from ventanilla.core.access.tokens import issue
from ventanilla.core.directory import actions as directory
from ventanilla.core.files.actions import store
from ventanilla.core.kit.money import Money
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow import actions as workflow
from ventanilla.engines.workflow.choices import TaskKind, Verdict
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.assets.actions import add_asset, add_model, assign_from_stock
from ventanilla.records.assets.models import Asset
from ventanilla.records.budgets.actions import add_centre, set_amount
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import Ticket

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"

ANONYMOUS = "anonymous"
ROLES = {
    "ana": "asks; works in Marketing",
    "marta": "her manager, who approves",
    "lucia": "agent of the team that works on it, and owner of the service",
    "luis": "agent of another team of the same department",
    "iris": "administrator of that department",
    "rosa": "agent and designer of HR, of the team for confidential cases",
    "hugo": "administrator of HR, but not of that team",
    "dora": "administrator of another department",
    "admin": "administrator of the portal",
    "clara": "customer",
    "carlos": "her colleague",
    "otto": "customer of another organisation",
}
EVERYBODY = frozenset(ROLES)
CUSTOMERS = frozenset({"clara", "carlos", "otto"})
AT_THE_DESK = frozenset({"lucia", "luis", "iris", "rosa", "hugo", "dora"})

# Which ticket carries which word, and who may see it; NOTE stands in notes of the team only.
WORDS = {
    "waiting": "amatista",
    "working": "amatista",
    "returned": "amatista",
    "secret": "obsidiana",
    "customers": "citrino",
}
NOTE = "berilo"
SEES = {
    "waiting": frozenset({"ana", "marta", "lucia", "iris"}),
    "working": frozenset({"ana", "marta", "lucia", "iris"}),
    "returned": frozenset({"ana", "marta", "lucia", "iris"}),
    "secret": frozenset({"ana", "rosa"}),
    "customers": frozenset({"clara", "lucia", "iris"}),
}
WORKS = {name: sees & AT_THE_DESK for name, sees in SEES.items()}
ASKS = {name: frozenset({"clara" if name == "customers" else "ana"}) for name in SEES}


@dataclass
class Acme:
    """Everybody by role, and what the addresses of the portal can be about."""

    people: dict[str, Person]
    tickets: dict[str, Ticket] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    thing: Asset | None = None

    def approval(self, ticket: str) -> int:
        return Approval.objects.filter(ticket=self.tickets[ticket]).latest("pk").pk

    def task(self, ticket: str) -> int:
        return Task.objects.filter(ticket=self.tickets[ticket]).latest("pk").pk

    def mail(self, ticket: str) -> int:
        return Message.objects.filter(ticket=self.tickets[ticket]).latest("pk").pk


def build() -> Acme:
    """Everything, made through the actions as in life; the jobs have run, so there are notices and mails."""
    world = Acme(_people())
    world.services = _services()
    _stock(world)
    _budget(world)
    for name in ("waiting", "working", "returned"):
        _ask(world, name, "purchase", "ana")
    _ask(world, "secret", "complaint", "ana")
    _ask(world, "customers", "support", "clara")
    _decide(world, "working", Verdict.APPROVE)
    _decide(world, "returned", Verdict.RETURN)
    for name, worker in (("waiting", "lucia"), ("secret", "rosa"), ("customers", "lucia")):
        _talk(world, name, worker)
    world.tokens = {role: issue(person) for role, person in world.people.items()}
    run_jobs()
    assert Task.objects.get(pk=world.task("returned")).kind == TaskKind.CORRECTION
    return world


def _people() -> dict[str, Person]:
    it, hr = factories.department("it"), factories.department("hr")
    finance, marketing = factories.department("finance"), factories.department("marketing")
    ours = factories.organization("cliente")
    marta = factories.person("Marta", department=marketing)
    people = {
        "ana": factories.person("Ana", department=marketing, manager=marta),
        "marta": marta,
        "lucia": factories.with_role(Role.AGENT, it, "Lucia"),
        "luis": factories.with_role(Role.AGENT, it, "Luis"),
        "iris": factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, it, "Iris"),
        "rosa": factories.with_role(Role.AGENT, hr, "Rosa"),
        "hugo": factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, hr, "Hugo"),
        "dora": factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, finance, "Dora"),
        "admin": factories.administrator(),
        "clara": factories.person("Clara", organization=ours),
        "carlos": factories.person("Carlos", organization=ours),
        "otto": factories.person("Otto", organization=factories.organization("otra")),
    }
    directory.grant_role(people["rosa"], Role.DESIGNER, department=hr, actor=None)
    factories.team("it-equipment", people["lucia"], department=it)
    factories.team("it-network", people["luis"], department=it)
    factories.team("hr-care", people["rosa"], department=hr)
    return people


def _services() -> dict[str, Service]:
    approval = {"id": "ok", "title": {"es": "Visto bueno"}, "seats": [{"from": "requester.manager"}]}
    care = {"id": "care", "title": {"es": "Escuchar"}, "seats": [{"person": "rosa@acme.example"}]}
    work = {"id": "work", "title": {"es": "Hacerlo"}}
    branches = [[{"approval": care}], [{"task": {**work, "team": "hr-care"}}]]
    customer = {"fact": "person.organization_kind", "op": "is", "value": "customer"}
    task = {"task": {**work, "team": "it-equipment"}}
    return {
        "purchase": factories.service(
            service="purchase", form=[_form()], workflow=[{"approval": approval}, task]
        ),
        "complaint": factories.service(
            service="complaint",
            department="hr",
            owner={"person": "rosa@acme.example", "team": "hr-care"},
            confidential=True,
            form=[_form()],
            workflow=[{"parallel": {"id": "both", "branches": branches}}],
        ),
        "support": factories.service(service="support", audience=customer, form=[_form()], workflow=[task]),
        "handbook": _handbook(),
        "shop": factories.service(
            service="shop",
            kind="resource",
            link="https://shop.acme.example",
            audience=customer,
            form=[],
            workflow=[],
        ),
    }


def _handbook() -> Service:
    """A resource for our own people: a file."""
    package = factories.package(
        service="handbook", kind="resource", file="handbook.txt", form=[], workflow=[]
    )
    handed = store(actor=None, name="handbook.txt", content=ContentFile(b"How we work."))
    return publish(actor=None, package=package, files={"handbook.txt": handed}).service


def _form() -> Any:
    questions = [
        {"id": "what", "type": "long_text", "label": {"es": "¿Qué?"}, "required": True},
        {"id": "proof", "type": "file", "label": {"es": "Documento"}},
    ]
    return {"section": {"id": "main", "title": {"es": "Todo"}}, "questions": questions}


def _stock(world: Acme) -> None:
    it = factories.department("it")
    model = add_model(actor=None, slug="air-13", name={"es": "Air 13"}, department=it)
    world.thing = add_asset(actor=None, model=model, serial="SN-1")
    assign_from_stock(model=model, person=world.people["ana"], actor=None)


def _budget(world: Acme) -> None:
    """Finance keeps the accounts, and Marta answers for the one cost centre."""
    finance, marketing = factories.department("finance"), factories.department("marketing")
    made = {"actor": None, "code": "CC-1", "name": {"es": "Marketing"}}
    centre = add_centre(**made, department=marketing, keeper=finance, owner=world.people["marta"])
    set_amount(actor=None, centre=centre, year=2027, amount=Money(Decimal(100)))


def _ask(world: Acme, name: str, service: str, role: str) -> None:
    stored = store(actor=world.people[role], name=f"{WORDS[name]}.pdf", content=ContentFile(PDF))
    world.tickets[name] = actions.submit(
        actor=world.people[role],
        service=world.services[service],
        answers={"what": f"Una {WORDS[name]}", "proof": [str(stored.key)]},
    )
    world.files[name] = str(stored.key)


def _decide(world: Acme, name: str, verdict: Verdict) -> None:
    approval = Approval.objects.get(ticket=world.tickets[name])
    workflow.decide(actor=world.people["marta"], approval=approval, verdict=verdict, comment="¿Seguro?")


def _talk(world: Acme, name: str, worker: str) -> None:
    ticket, asker = world.tickets[name], world.people[min(ASKS[name])]
    actions.comment(actor=asker, ticket=ticket, text=f"¿Y mi {WORDS[name]}?")
    noted = store(actor=world.people[worker], name=f"{NOTE}.pdf", content=ContentFile(PDF))
    text = f"{NOTE} sobre {WORDS[name]}"
    actions.comment(actor=world.people[worker], ticket=ticket, text=text, public=False, files=[noted])
    world.files[f"note of {name}"] = str(noted.key)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done within the block is taken back at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
