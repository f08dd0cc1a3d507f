"""What forms may look up among our own records: things that people have, services, requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Q, QuerySet

from ventanilla.core.kit.text import languages, pick
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset
from ventanilla.records.catalog.models import ListRow, Service
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.intake.sources import MOST, Enquiry, Found
from ventanilla.records.tickets.models import Ticket

LATEST = 50
"""How many requests are offered to choose from; any other is found by its number."""

Columns = Mapping[str, FactType | FactDeclaration]


class Own:
    """A source that reads our own tables: at once, and never an answer of a while ago."""

    patience: ClassVar[float | None] = None
    keeps: ClassVar[int] = 0


class Assets(Own):
    """Things by serial number. Inputs: `of` ("me", "requested_for" or "organization") and, perhaps, `models`."""

    columns: ClassVar[Columns] = {
        "model": FactType.CHOICE,
        "serial": FactType.TEXT,
        "holder": FactType.PERSON,
        "location": FactType.LOCATION,
    }

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        rows = assets_for(enquiry).order_by("model__slug", "serial")
        return lambda: [_asset(row) for row in rows[:MOST]]

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        row = assets_for(enquiry).filter(serial__iexact=written).first()
        return lambda: _asset(row) if row else None


class Lists(Own):
    """Rows of a list by their key. Inputs: `list`, and perhaps `column` and `is`: only rows that have that there."""

    columns: ClassVar[Columns | None] = None

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        rows = _rows(enquiry)
        return lambda: [_row(row) for row in rows[:MOST]]

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        row = _rows(enquiry).filter(key__iexact=written).first()
        return lambda: _row(row) if row else None


class Services(Own):
    """The services that somebody may ask for: who asks, or (`of: requested_for`) whom it is for."""

    columns: ClassVar[Columns] = {
        "department": FactType.CHOICE,
        "category": FactType.CHOICE,
        "owner": FactType.PERSON,
    }

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        rows = services_for(_whose(enquiry)).exclude(slug__in=enquiry.inputs.get("except", ()))
        if chosen := enquiry.inputs.get("categories"):
            rows = rows.filter(category__slug__in=chosen)
        return lambda: [_service(row) for row in rows]

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        row = services_for(_whose(enquiry)).filter(slug=written).first()
        return lambda: _service(row) if row else None


class Tickets(Own):
    """Requests by number: those that who asks may see. Input: `mine` for the own ones only."""

    columns: ClassVar[Columns] = {
        "title": FactType.TEXT,
        "service": FactType.CHOICE,
        "status": FactType.CHOICE,
        "kind": FactType.CHOICE,
    }

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        rows = _tickets(enquiry).order_by("-pk")
        return lambda: [_ticket(row) for row in rows[:LATEST]]

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        row = _tickets(enquiry).filter(number=written.upper()).first()
        return lambda: _ticket(row) if row else None


def assets_for(enquiry: Enquiry) -> QuerySet[Asset]:
    """The things that this enquiry may name; none is told of beyond them."""
    rows = Asset.objects.exclude(state=AssetState.RETIRED).select_related("model", "location")
    if models := enquiry.inputs.get("models"):
        rows = rows.filter(model__slug__in=models)
    if enquiry.inputs.get("of") != "organization":
        return rows.filter(holder=_whose(enquiry))
    mine = Q(holder__organization=enquiry.person.organization_id)
    if enquiry.person.organization.kind == OrganizationKind.INTERNAL:
        mine |= Q(holder=None)
    return rows.filter(mine)


def _whose(enquiry: Enquiry) -> Person:
    return enquiry.requested_for if enquiry.inputs.get("of") == "requested_for" else enquiry.person


def _tickets(enquiry: Enquiry) -> QuerySet[Ticket]:
    rows = Ticket.objects.visible_to(enquiry.person).select_related("service")
    if enquiry.inputs.get("mine"):
        rows = rows.filter(Q(requester=enquiry.person) | Q(requested_for=enquiry.person))
    return rows


def _rows(enquiry: Enquiry) -> QuerySet[ListRow]:
    """What is empty is nobody's: without the value that is asked for, there is nothing."""
    rows = ListRow.objects.filter(list__slug=str(enquiry.inputs.get("list", "")), active=True)
    if column := enquiry.inputs.get("column"):
        wanted = enquiry.inputs.get("is")
        rows = (
            rows.filter(values__contains={str(column): wanted}) if wanted not in (None, "") else rows.none()
        )
    return rows


def _row(row: ListRow) -> Found:
    return Found(row.key, dict(row.label), columns=row.values)


def _asset(row: Asset) -> Found:
    words = {code: f"{row.model.name.get(code) or row.model.slug} · {row.serial}" for code in languages()}
    columns: dict[str, Any] = {
        "model": row.model.slug,
        "serial": row.serial,
        "holder": str(row.holder_id) if row.holder_id else None,
        "location": row.location.path if row.location else None,
    }
    return Found(row.serial, words, columns=columns)


def _service(row: Service) -> Found:
    columns = {
        "department": row.department.slug,
        "category": row.category.slug,
        "owner": str(row.owner_id) if row.owner_id else None,
    }
    return Found(row.slug, dict(row.title), dict(row.summary or {}), columns)


def _ticket(row: Ticket) -> Found:
    words = {code: f"{row.number} · {pick(row.title, (code,))}" for code in languages()}
    columns = {"title": pick(row.title), "service": row.service.slug, "status": row.status, "kind": row.kind}
    return Found(row.number, words, columns=columns)
