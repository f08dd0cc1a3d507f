"""Articles for tests, made through the actions."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.factories import category, department, person, team
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import About, Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article

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
