"""What the forms about outages hold, read and checked; what is wrong is said by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import languages
from ventanilla.records.status.choices import Health
from ventanilla.records.status.models import Component

Posted = Mapping[str, str]
LONGEST = 6000

PROMISES = {
    "15": timedelta(minutes=15),
    "30": timedelta(minutes=30),
    "60": timedelta(hours=1),
    "120": timedelta(hours=2),
    "240": timedelta(hours=4),
    "1440": timedelta(days=1),
}


def texts(posted: Posted, name: str) -> dict[str, str]:
    """The text `name` in every language of the portal: fields name_es, name_en."""
    return {code: posted.get(f"{name}_{code}", "")[:LONGEST] for code in languages()}


def touched(posted: Posted, components: Iterable[Component]) -> dict[Component, str]:
    """What the form says of each component: health_<slug>, empty for «works»."""
    found = {row: posted.get(f"health_{row.slug}", "") for row in components}
    return {row: health for row, health in found.items() if health in Health.values and health != Health.UP}


def instant(posted: Posted, name: str) -> datetime | None:
    """A date and time as the browser writes them, in the reader's own zone; None when left empty. Raises Invalid."""
    given = posted.get(name, "").strip()
    if not given:
        return None
    try:
        return timezone.make_aware(datetime.fromisoformat(given[:19]).replace(tzinfo=None))
    except (ValueError, OverflowError):
        said = _("Write a date and a time.")
        raise Invalid(said, {name: [said]}) from None


def needed(posted: Posted, name: str) -> datetime:
    """The same, where it can't be left empty."""
    found = instant(posted, name)
    if found is None:
        said = _("Write a date and a time.")
        raise Invalid(said, {name: [said]})
    return found


def promise(posted: Posted) -> datetime | None:
    """By when people are promised to hear more."""
    length = PROMISES.get(posted.get("promise", ""))
    return clock.now() + length if length else None


def promise_options() -> list[tuple[str, str]]:
    return [
        ("15", _("in 15 minutes")),
        ("30", _("in half an hour")),
        ("60", _("in one hour")),
        ("120", _("in two hours")),
        ("240", _("in four hours")),
        ("1440", _("tomorrow at this time")),
    ]


def written(at: datetime) -> str:
    """An instant as a field of the browser takes it."""
    return f"{timezone.localtime(at):%Y-%m-%dT%H:%M}"


def errors_of(refusal: Any) -> dict[str, str]:
    """The first words for each field."""
    return {name: said[0] for name, said in getattr(refusal, "fields", {}).items() if said}
