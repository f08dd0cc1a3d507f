"""What stands in the form of an announcement, as values; times are in the portal's own zone."""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.policies import missing, own_departments
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import languages
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Location, Person

TEXTS = ("title", "text")
FLAGS = ("pinned", "dismissible", "tells")
LOCAL = "%Y-%m-%dT%H:%M"
LANGUAGE_NAMES = {"es": "Español", "en": "English"}
LONGEST_WAS = 60_000


@dataclass
class Form:
    """The values as they were typed, by the names of their controls, and what is wrong with them.

    `was`: what stood there when the page was opened; `theirs`: what somebody else has written meanwhile where one has
    written something else, by what the control is called.
    """

    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    theirs: list[tuple[str, str]] = field(default_factory=list)

    def meet(self, now: Mapping[str, Any]) -> bool:
        """Bring what was typed together with what stands `now`: what one hasn't touched follows it. False, with
        `theirs`, when both have changed the same."""
        for name, typed in self.values.items():
            stood, stands = self.was.get(name, typed), now.get(name)
            if typed == stood:
                self.values[name] = stands
            elif stands not in (stood, typed):
                self.theirs.append((called(name), _said(stands)))
        self.was = dict(now)
        return not self.theirs

    def opened(self) -> str:
        """`was`, for a hidden control."""
        return json.dumps(self.was)

    def reach(self) -> Reach:
        return Reach(
            departments=self.values["departments"],
            places=self.values["places"],
            kinds=[kind for kind in self.values["kinds"] if kind in OrganizationKind.values],
        )

    def words(self, name: str) -> dict[str, str]:
        return {code: self.values[f"{name}_{code}"] for code in languages()}

    def document(self, person: Person) -> dict[str, Any] | None:
        """The values for `actions.save`; None, with `errors` filled, when some can't be."""
        starts_at = self._instant("starts_at") or clock.now()
        ends_at = self._instant("ends_at")
        department = own_departments(person).filter(slug=self.values["department"]).first()
        self.errors |= missing(person, department, self.reach())
        if self.errors:
            return None
        return {
            "title": self.words("title"),
            "text": self.words("text"),
            "tone": Tone(self.values["tone"]) if self.values["tone"] in Tone.values else Tone.INFO,
            "link": self.values["link"],
            "department": department,
            "reach": self.reach(),
            "starts_at": starts_at,
            "ends_at": ends_at,
            **{name: self.values[name] for name in FLAGS},
        }

    def _instant(self, name: str) -> datetime | None:
        given = self.values[name]
        if not given:
            return None
        try:
            return datetime.strptime(given, LOCAL).replace(tzinfo=zone())
        except ValueError:
            self.errors[name] = _("Write the day and the time.")
            return None


def zone() -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def of(announcement: Announcement | None, person: Person) -> Form:
    """The form of an announcement, or of a new one."""
    if announcement is None:
        mine = [] if is_portal_admin(person) else list(own_departments(person).values_list("slug", flat=True))
        return Form(_blank(mine))
    reach = Reach.model_validate(announcement.reach)
    values: dict[str, Any] = {
        "tone": announcement.tone,
        "link": announcement.link,
        "department": announcement.department.slug if announcement.department else "",
        "departments": list(reach.departments),
        "places": list(reach.places),
        "kinds": [str(kind) for kind in reach.kinds],
        "starts_at": _local(announcement.starts_at),
        "ends_at": _local(announcement.ends_at),
        **{name: getattr(announcement, name) for name in FLAGS},
    }
    for name in TEXTS:
        texts = getattr(announcement, name)
        values |= {f"{name}_{code}": _lines(texts.get(code, "")) for code in languages()}
    return Form(values, was=dict(values))


def called(name: str) -> str:
    """What a control is called, with the language of a text."""
    head, _under, code = name.partition("_")
    if head in TEXTS and code in languages():
        return f"{_('Title') if head == 'title' else _('Text')} ({LANGUAGE_NAMES.get(code, code)})"
    return {
        "tone": _("How it is meant"),
        "link": _("Where to read more"),
        "departments": _("Departments"),
        "places": _("Places"),
        "kinds": _("Kind of organisation"),
        "starts_at": _("From"),
        "ends_at": _("Until"),
        "pinned": _("On every page"),
        "dismissible": _("People can put it away"),
        "tells": _("Tell them too"),
    }.get(name, _("On behalf of"))


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return (", ".join(value) if isinstance(value, list) else str(value or "").replace("T", " ")) or _(
        "nothing"
    )


def _blank(mine: list[str]) -> dict[str, Any]:
    texts = {f"{name}_{code}": "" for name in TEXTS for code in languages()}
    return {
        **texts,
        "tone": Tone.INFO.value,
        "link": "",
        "department": mine[0] if mine else "",
        "departments": mine,
        "places": [],
        "kinds": [],
        "starts_at": _local(clock.now()),
        "ends_at": "",
        "pinned": False,
        "dismissible": True,
        "tells": False,
    }


def sent(data: QueryDict) -> Form:
    """The form as it was sent; of places, departments and kinds only those that exist."""
    values: dict[str, Any] = {
        f"{name}_{code}": _lines(data.get(f"{name}_{code}", "")) for name in TEXTS for code in languages()
    }
    values |= {
        name: _clean(data.get(name, "")) for name in ("tone", "link", "department", "starts_at", "ends_at")
    }
    values |= {name: name in data for name in FLAGS}
    values["departments"] = _known(Department.objects.all(), "slug", data.getlist("departments"))
    values["places"] = _known(Location.objects.all(), "path", data.getlist("places"))
    values["kinds"] = [kind for kind in data.getlist("kinds") if kind in OrganizationKind.values]
    return Form(values, was=_opened(data.get("was", "")))


def _opened(text: str) -> dict[str, Any]:
    """What the page held when it was opened; nothing for what a browser wouldn't send."""
    try:
        found = json.loads(text[:LONGEST_WAS])
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _known(rows: Any, column: str, given: list[str]) -> list[str]:
    wanted = [_clean(value) for value in given]
    return sorted(rows.filter(**{f"{column}__in": wanted}).values_list(column, flat=True)) if wanted else []


def _lines(text: str) -> str:
    """With the ends of lines that we keep; browsers send others."""
    return text.replace("\r\n", "\n")


def _clean(value: str) -> str:
    return value.replace("\x00", "").strip()


def _local(at: datetime | None) -> str:
    return at.astimezone(zone()).strftime(LOCAL) if at else ""
