"""What surrounds an article, as forms and programs name it, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.people.models import Department, Person, Team
from ventanilla.records.catalog.models import Category, Service
from ventanilla.records.knowledge import audiences
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.policies import teams_written_by
from ventanilla.records.knowledge.words import About


@dataclass(frozen=True)
class Named:
    """`category`, `owner_team` and `departments` by their slugs; `audience` is one of the choices of `audiences`, and
    `departments` go with one of them."""

    kind: str
    category: str
    owner_team: str
    owner: Person | None
    audience: str
    departments: Sequence[str] = ()
    review_on: date | None = None
    services: Sequence[Service] = ()
    related: Sequence[Article] = ()


def named_of(article: Article) -> Named:
    """What surrounds an article now."""
    rule = article.audience.rule if article.audience else None
    own = article.service_links.filter(from_package=False).select_related("service")
    related = article.related_links.select_related("related")
    return Named(
        kind=article.kind,
        category=article.category.slug,
        owner_team=article.owner_team.slug,
        owner=article.owner,
        audience=audiences.chosen(rule),
        departments=audiences.departments_in(rule),
        review_on=article.review_on,
        services=tuple(link.service for link in own.order_by("position", "pk")),
        related=tuple(link.related for link in related.order_by("position", "pk")),
    )


def about_of(
    named: Named, person: Person, article: Article | None
) -> tuple[About | None, dict[str, list[str]]]:
    """What `person` names for a new article or for `article`; or None, with what is wrong by field."""
    kind = Kind(named.kind) if named.kind in Kind.values else None
    category = Category.objects.filter(slug=named.category).first()
    team = _team(named.owner_team, person, article)
    rule, no_rule = _audience(named, article)
    checks = {
        "kind": "" if kind else _("Choose what kind of article it is."),
        "category": "" if category else _("Choose where readers find it."),
        "owner_team": "" if team else _("Choose the team that keeps it."),
        "owner": "" if named.owner else _("Choose who answers for it."),
        "audience": no_rule,
    }
    faults = {name: [text] for name, text in checks.items() if text}
    if faults or kind is None or category is None or team is None or named.owner is None:
        return None, faults
    about = About(
        kind=kind,
        department=team.department,
        category=category,
        owner=named.owner,
        owner_team=team,
        audience=rule,
        review_on=named.review_on,
        services=named.services,
        related=named.related,
    )
    return about, {}


def _team(slug: str, person: Person, article: Article | None) -> Team | None:
    offered = teams_written_by(person)
    if article is not None:
        offered.append(article.owner_team)
    return next((team for team in offered if team.slug == slug), None)


def _audience(named: Named, article: Article | None) -> tuple[Any, str]:
    kept = article.audience.rule if article and article.audience else None
    if named.audience == "departments":
        known = Department.objects.filter(slug__in=named.departments).count()
        if not named.departments or known != len(set(named.departments)):
            return None, _("Choose at least one department.")
    try:
        return audiences.rule_of(named.audience, named.departments, kept), ""
    except KeyError:
        return None, _("Choose who may read it.")
