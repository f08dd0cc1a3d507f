"""A small office in which approvals can be tried: who asks, who decides, and what the service says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from tests import factories
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.choices import AttributeSubject, AttributeType
from ventanilla.core.people.models import AttributeDefinition, Group, Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.models import Approval
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket

WORK = {"task": {"id": "work", "team": "it-equipment", "title": {"es": "Hacerlo", "en": "Do it"}}}


@dataclass
class Office:
    """Ana's manager is Marta, whose manager is Hector; Carmen, Pablo and Nuria are Finance; Lucia owns the
    service."""

    people: dict[str, Person] = field(default_factory=dict)
    finance: Group | None = None

    def __getattr__(self, name: str) -> Person:
        return Person.objects.get(pk=self.people[name].pk)

    def service(self, **approval: Any) -> Service:
        """A service with one approval that is like this."""
        block = {"id": "go", "title": {"es": "Visto bueno", "en": "Go-ahead"}, **approval}
        return factories.service(workflow=[{"approval": block}, WORK])

    def ask(self, who: str = "ana", requested_for: str | None = None, **approval: Any) -> Approval:
        """Somebody asks for a service with one approval that is like this."""
        more = {"requested_for": getattr(self, requested_for)} if requested_for else {}
        ticket = submit(
            actor=getattr(self, who), service=self.service(**approval), answers={"what": "A chair"}, **more
        )
        return Approval.objects.get(ticket=ticket)

    def says(self, who: str, approval: Approval, verdict: str = "approve", comment: str = "Because.") -> None:
        """Somebody decides."""
        actions.decide(actor=getattr(self, who), approval=approval, verdict=Verdict(verdict), comment=comment)


def office() -> Office:
    """The office, on working days from nine to five."""
    calendar = factories.calendar()
    it = factories.department("it", calendar=calendar)
    sales = factories.department("sales", calendar=calendar)
    directory.add(
        AttributeDefinition,
        actor=None,
        subject=AttributeSubject.PERSON,
        key="grade",
        type=AttributeType.NUMBER,
        label={"en": "Grade", "es": "Grado"},
    )
    hector = factories.person("Hector", department=sales, language="en", attributes={"grade": 9})
    marta = factories.person("Marta", department=sales, manager=hector, language="en")
    lucia = factories.person("Lucia", department=it, language="en")
    people = {
        "hector": hector,
        "marta": marta,
        "lucia": lucia,
        "ana": factories.person("Ana", department=sales, manager=marta, language="en"),
        "admin": factories.administrator(),
    }
    for name in ("Carmen", "Pablo", "Nuria"):
        people[name.lower()] = factories.person(name, language="en")
    factories.team("it-equipment", lucia, department=it, lead=lucia)
    finance = factories.group("finance", *(people[name] for name in ("carmen", "pablo", "nuria")))
    return Office(people, finance)


def asked_now(approval: Approval) -> set[str]:
    """Who is asked for a decision at the moment."""
    people = Person.objects.filter(is_active=True)
    return {p.given_name for p in people if queries.open_approvals(p).filter(pk=approval.pk).exists()}


def said(ticket: Ticket, kind: str) -> list[str]:
    """What the ticket tells of one kind, with the reasons."""
    with override("en"):
        return [_told(entry) for entry in ticket.stream.entries.filter(type=kind).order_by("position")]


def _told(entry: Entry) -> str:
    actor = entry.actor.name if entry.actor else "The portal"
    return f"{entry.what.say(actor)} {entry.what.detail()}".strip()
