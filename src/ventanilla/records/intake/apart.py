"""Lines whose days may not overlap; the browser does the same in forms/apart.js."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.rules.kinds import as_date

Stretch = tuple[date, date]


def stretch_of(names: Sequence[str], row: Mapping[str, Any]) -> Stretch | None:
    """The first and the last day that a line says: in one question for both, or in one for each. None while it lacks
    one of them, or they stand the wrong way round."""
    told = row.get(names[0])
    ends = told if isinstance(told, Mapping) else {"from": told, "to": row.get(names[-1])}
    first, last = as_date(ends.get("from")), as_date(ends.get("to"))
    return (first, last) if first is not None and last is not None and first <= last else None


def overlapping(stretches: Sequence[Stretch | None]) -> list[int]:
    """The places of those that share a day with one before them."""
    return [
        place
        for place, stretch in enumerate(stretches)
        if stretch and any(one and one[0] <= stretch[1] and stretch[0] <= one[1] for one in stretches[:place])
    ]


def overlap_words() -> str:
    """What is said beside such a line."""
    return _("These days overlap with those of a line above.")
