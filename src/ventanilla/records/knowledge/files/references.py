"""What the names in the head of a file mean here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.people.models import Department, Team
from ventanilla.core.people.queries import by_email
from ventanilla.records.catalog.models import Category, Service
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.files.faults import ArticleRefused
from ventanilla.records.knowledge.files.reading import ArticleFile
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.words import About

Row = TypeVar("Row", bound=models.Model)
Found = TypeVar("Found")


def about_of(original: ArticleFile, coming: Iterable[str] = ()) -> About:
    """What surrounds the article of this file. Related articles that are not there yet are left out when they are
    among `coming`. Raises ArticleRefused with all that is wrong."""
    look = _Look(original)
    about = {
        "kind": look.up("kind", _kind, default=Kind.ARTICLE),
        "department": look.row("department", Department),
        "category": look.row("category", Category),
        "owner": look.up("owner", by_email),
        "owner_team": look.row("team", Team),
        "services": look.rows("services", Service),
        "related": look.rows("related", Article, set(coming)),
        "review_on": look.up("review_on", _date, default=None),
        "audience": _audience(original.values.get("audience")),
    }
    if look.faults:
        raise ArticleRefused(look.faults)
    return About(**about)


class _Look:
    """Looks names up and gathers what isn't there."""

    def __init__(self, file: ArticleFile) -> None:
        self.file = file
        self.faults: dict[str, list[str]] = {}

    def up(self, field: str, find: Callable[[str], Found | None], **default: Any) -> Any:
        value = self.file.values.get(field)
        if value is None:
            if "default" not in default:
                self._fault(field, _("This is missing."))
            return default.get("default")
        found = find(value)
        if found is None:
            self._fault(field, _("There is no “%(value)s”.") % {"value": value})
        return found

    def row(self, field: str, model: type[Row]) -> Any:
        return self.up(field, lambda slug: model._default_manager.filter(slug=slug).first())

    def rows(self, field: str, model: type[Row], coming: Iterable[str] = ()) -> tuple[Row, ...]:
        slugs = list(dict.fromkeys(self.file.values.get(field) or ()))
        found: dict[str, Row] = {
            str(row): row for row in model._default_manager.filter(slug__in=slugs)
        }  # all of them are called by their slug
        for slug in slugs:
            if slug not in found and slug not in coming:
                self._fault(field, _("There is no “%(value)s”.") % {"value": slug})
        return tuple(found[slug] for slug in slugs if slug in found)

    def _fault(self, field: str, text: str) -> None:
        self.faults.setdefault(f"{self.file.name}: {field}", []).append(text)


def _kind(value: str) -> Kind | None:
    return Kind(value) if value in Kind.values else None


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _audience(rule: Any) -> Any:
    """The people of our own organisation are the audience that needs no rule."""
    return None if rule == INTERNAL else rule
