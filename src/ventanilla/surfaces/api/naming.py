"""What surrounds an article, from the names that programs send."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions import About
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.named import Named, about_of, named_of
from ventanilla.records.knowledge.policies import teams_written_by
from ventanilla.surfaces.api.written import AroundIn, ArticleChange, NewArticle


def about_new(person: Person, data: NewArticle) -> About:
    """What surrounds a new article. Raises Invalid by field."""
    team = next(iter(teams_written_by(person)), None)
    begun = Named(
        kind=Kind.ARTICLE.value,
        category="",
        owner_team=team.slug if team else "",
        owner=person,
        audience="internal",
    )
    return _about(replace(begun, **_given(person, data, (), ())), person, None)


def about_changed(person: Person, article: Article, data: ArticleChange) -> About:
    """What is to surround `article`. Raises Invalid by field; without an `edition` nothing of it may be changed."""
    known = named_of(article)
    given = _given(person, data, known.services, known.related)
    if given and data.edition is None:
        said = _("Say which edition you go on from.")
        raise Invalid(said, {"edition": [said]})
    return _about(replace(known, **given), person, article)


def _about(named: Named, person: Person, article: Article | None) -> About:
    about, faults = about_of(named, person, article)
    if about is None:
        raise Invalid(_("This article needs another look."), faults)
    return about


def _given(
    person: Person, data: AroundIn, services: Sequence[Service], related: Sequence[Article]
) -> dict[str, Any]:
    """The fields that were sent, read; `services` and `related` are those that are there already."""
    plain = ("kind", "category", "owner_team", "audience", "departments")
    given = {name: value for name in plain if (value := getattr(data, name)) is not None}
    if data.departments is not None and data.audience is None:
        given["audience"] = "departments"
    if "review_on" in data.model_fields_set:
        given["review_on"] = data.review_on
    if data.owner is not None:
        found = by_email(data.owner)
        given["owner"] = found if found and found.is_active else None
    if data.services is not None:
        offered = Service.objects.filter(Q(state=ServiceState.LIVE) | Q(pk__in=[one.pk for one in services]))
        known = offered.filter(slug__in=data.services)
        given["services"] = _each("services", data.services, known)
    if data.related is not None:
        seen = Article.objects.kept_by(person) | Article.objects.visible_to(person)
        there = Article.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=[one.pk for one in related]))
        given["related"] = _each("related", data.related, there.filter(slug__in=data.related))
    return given


def _each(field: str, slugs: Sequence[str], rows: Iterable[Any]) -> tuple[Any, ...]:
    found = {row.slug: row for row in rows}
    missing = sorted(set(slugs) - found.keys())
    if missing:
        said = _("There is no such thing, or you can't see it.")
        raise Invalid(said, {field: [f"{said} ({', '.join(missing)})"]})
    return tuple(found[slug] for slug in dict.fromkeys(slugs))
