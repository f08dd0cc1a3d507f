"""What is announced: to one person now, and to who looks after it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.access.queries import departments_where
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.policies import may_announce, may_change
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.remembered import Remembered
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.people.models import Person

Stretch = tuple[datetime, datetime | None]
MOST = 20


def _read(_known: tuple[Stretch, ...] | None) -> tuple[Stretch, ...]:
    rows = Announcement.objects.filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()))
    return tuple(rows.values_list("starts_at", "ends_at"))


stretches: Remembered[tuple[Stretch, ...]] = Remembered(_read)
"""When something is announced, to anybody. Known to each process for two seconds, so that most pages ask nothing."""


def announcements_for(person: Person) -> list[Announcement]:
    """What `person` is to see now, the pinned ones first, then the latest. One query, none while nothing is on."""
    now = clock.now()
    if not any(start <= now and (end is None or end > now) for start, end in stretches()):
        return []
    return LIVE(person=person.pk, now=now)


def _live(person: int, now: datetime) -> QuerySet[Announcement]:
    rows = Announcement.objects.visible_to(person).live(now).not_dismissed_by(person)
    return rows.order_by("-pinned", "-starts_at", "-pk")[:MOST]


LIVE = StandingRows(_live, person=-1, now=datetime.max.replace(tzinfo=UTC))


def current(person: Person) -> list[Announcement]:
    """All that is announced to `person` now, put away or not."""
    rows = Announcement.objects.visible_to(person).live(clock.now())
    return list(rows.order_by("-pinned", "-starts_at", "-pk")[:MOST])


def seen_by(person: Person, pk: int) -> Announcement:
    """One that `person` may read now. Raises NotFound."""
    rows = Announcement.objects.visible_to(person).live(clock.now())
    found = rows.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise NotFound(_("There is no such announcement."))
    return found


def kept_by(person: Person) -> QuerySet[Announcement]:
    """Those that `person` looks after: all for administrators of the portal, else those of their departments.

    Raises NotAllowed for who may announce nothing.
    """
    require(may_announce(person))
    rows = Announcement.objects.select_related("department", "made_by")
    if is_portal_admin(person):
        return rows
    return rows.filter(department__in=departments_where(person, Role.DEPARTMENT_ADMINISTRATOR))


def listed(person: Person, which: str) -> QuerySet[Announcement]:
    """Those that `person` looks after and that are on ("now"), to come ("coming") or "over". Raises NotAllowed."""
    kept, now = kept_by(person), clock.now()
    rows = {
        "now": kept.filter(Q(ends_at=None) | Q(ends_at__gt=now), starts_at__lte=now),
        "coming": kept.filter(starts_at__gt=now),
        "over": kept.filter(ends_at__lte=now),
    }
    return rows[which]


def to_change(person: Person, pk: int) -> Announcement:
    """One that `person` looks after. Raises NotFound, NotAllowed."""
    found = kept_by(person).filter(pk=pk).first() if pk < 2**63 else None
    if found is None or not may_change(person, found):
        raise NotFound(_("There is no such announcement."))
    return found
