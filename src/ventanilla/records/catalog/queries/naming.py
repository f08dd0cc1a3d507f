"""Which services read a fact, or name something."""

from __future__ import annotations

import re

from django.db.models import TextField
from django.db.models.functions import Cast

from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.models import Service


def services_naming(fact: str) -> list[str]:
    """The titles of the services whose live version names this fact, or the end of it (`attributes.grade`)."""
    return _whose_package(rf"[.\"]{re.escape(fact)}([^a-z0-9_]|$)")


def services_saying(word: str, *, below: bool = False) -> list[str]:
    """The titles of the services whose live version has exactly this value somewhere: the short name of a team, the
    path of a place (with `below`: or of one within it)."""
    end = '(/[^"]*)?' if below else ""
    return _whose_package(rf"\"{re.escape(word)}{end}\"([^:]|$)")


def _whose_package(pattern: str) -> list[str]:
    rows = Service.objects.filter(live_version__isnull=False)
    named = rows.annotate(text=Cast("live_version__definition", TextField())).filter(text__regex=pattern)
    return [pick(title) for title in named.order_by("slug").values_list("title", flat=True)]
