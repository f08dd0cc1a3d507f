"""Articles for tests, made through the actions."""

from __future__ import annotations

from itertools import count
from typing import Any, TypeVar

from django.db import models

from tests.factories import category, department, person, team
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.core.timeline.models import Stream
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import About, Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article, Revision, Translation

Row = TypeVar("Row", bound=models.Model)

_numbers = count(1)

ES = Words(
    "Conectarse desde casa", "La VPN en cinco minutos", "## Antes\n\nInstala la VPN.", ("vpn", "teletrabajo")
)
EN = Words("Work from home", "The VPN in five minutes", "## Before\n\nInstall the VPN.", ("vpn",))


def about(**values: Any) -> About:
    """What surrounds an article of IT; its owner is Lucía, of the team it-equipment."""
    owner = by_email("lucia@acme.example") or person("Lucía", email="lucia@acme.example")
    plain = {
        "kind": Kind.ARTICLE,
        "department": department(),
        "category": category(),
        "owner": owner,
        "owner_team": team(),
    }
    return About(**{**plain, **values})


def draft(
    texts: dict[str, Words] | None = None, *, actor: Person | None = None, slug: str = "", **more: Any
) -> Article:
    """An article that nobody reads yet; in Spanish unless `texts` say otherwise."""
    words = texts or {"es": ES}
    name = slug or f"article-{next(_numbers)}"
    return actions.create(
        actor=actor, about=about(**more), texts=words, language=next(iter(words)), slug=name
    )


def article(texts: dict[str, Words] | None = None, **more: Any) -> Article:
    """A published article."""
    return actions.publish(actor=None, article=draft(texts, **more))


def many(count: int, **more: Any) -> list[Article]:
    """Published articles that are only looked at, called "Title 00" and on: made in a few statements."""
    first = article({"en": Words("Title 00", "", "x")}, **more)
    text = first.translations.get()
    numbers = range(1, count)
    streams = Stream.objects.bulk_create(
        Stream(subject_kind="article", subject_id=f"{first.slug}-{number}") for number in numbers
    )
    rows = [_copy(first, slug=f"{first.slug}-{number}", stream=streams[number - 1]) for number in numbers]
    Article.objects.bulk_create(rows)
    revisions = [_copy(text.newest, article=row) for row in rows]
    Revision.objects.bulk_create(revisions)
    Translation.objects.bulk_create(
        _copy(text, article=row, title=f"Title {number:02}", newest=revision, published=revision)
        for number, row, revision in zip(numbers, rows, revisions, strict=True)
    )
    return [first, *rows]


def _copy(row: Row, **changes: Any) -> Row:
    """The same row without its key, but for `changes`."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    copy = type(row)(**{**values, "id": None})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy
