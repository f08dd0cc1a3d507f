"""Reads about accesses."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Concat

from ventanilla.core.kit import clock
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.records.grants.models import Grant

SOON = timedelta(days=30)
SHOWS = ("now", "soon", "review", "over")


def accesses_of(holder: Person, *, limit: int = 200) -> list[Grant]:
    """What this person has access to now, what ends first on top."""
    rows = Grant.objects.filter(holder=holder, ended_at=None).select_related("service", "ticket", "holder")
    return list(rows.order_by(F("until").asc(nulls_last=True), "pk")[:limit])


def past_accesses_of(holder: Person, *, limit: int = 20) -> list[Grant]:
    """What this person had access to, the latest first."""
    rows = Grant.objects.filter(holder=holder).exclude(ended_at=None).select_related("service", "ticket")
    return list(rows.order_by("-ended_at", "-pk")[:limit])


def active_grant(holder: Person, access: str) -> Grant | None:
    """The access that the person has now."""
    return Grant.objects.filter(holder=holder, access=access, ended_at=None).select_related("service").first()


def watched_by(person: Person, show: str, *, words: str = "") -> QuerySet[Grant]:
    """The accesses of others that somebody looks after: `now`, `soon` to end, due for `review`, or `over`. Each of the
    `words` has to be in the name or address of who has it, or in what the access is called, whatever its accents."""
    rows = (
        Grant.objects.visible_to(person).exclude(holder=person).select_related("holder", "service", "ticket")
    )
    now = clock.now()
    if words:
        name = Concat("holder__given_name", Value(" "), "holder__family_name")
        rows = rows.annotate(name=name, **{f"label_{code}": KT(f"label__{code}") for code in languages()})
    for word in words.split():
        told = [
            Q(**{f"{one}__unaccent__icontains": word})
            for one in ("name", *(f"label_{code}" for code in languages()))
        ]
        rows = rows.filter(
            Q(*told, Q(holder__email__icontains=word), Q(access__icontains=word), _connector=Q.OR)
        )
    match show:
        case "over":
            return rows.exclude(ended_at=None)
        case "soon":
            return rows.filter(ended_at=None, until__lte=now + SOON)
        case "review":
            return rows.filter(ended_at=None, review_at__lte=now)
    return rows.filter(ended_at=None)


def page_of(rows: QuerySet[Grant], *, after: str | None = None, size: int = 50) -> Page[Grant]:
    """One page, the newest first."""
    return page(rows, order=("-id",), after=after, size=size)
