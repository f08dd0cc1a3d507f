"""Which services read a fact."""

from __future__ import annotations

import re

from django.db.models import TextField
from django.db.models.functions import Cast

from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.models import Service


def services_naming(fact: str) -> list[str]:
    """The titles of the services whose live version names this fact, or the end of it (`attributes.grade`)."""
    rows = Service.objects.filter(live_version__isnull=False)
    named = rows.annotate(text=Cast("live_version__definition", TextField())).filter(
        text__regex=rf"[.\"]{re.escape(fact)}([^a-z0-9_]|$)"
    )
    return [pick(title) for title in named.order_by("slug").values_list("title", flat=True)]
