"""Announcing: for administrators, of the portal or of a department."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.announcements import actions, queries
from ventanilla.core.announcements.choices import Tone
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.policies import may_announce, missing, own_departments
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.paging import page
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Location, Person
from ventanilla.surfaces.api.errors import Error, Standing, errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Cursor, Id, Short, Text
from ventanilla.surfaces.api.shapes import Listed
from ventanilla.surfaces.api.status import Texts, aware

router = Router(tags=["portal"])

Instant = Annotated[datetime, Field(strict=False)]
Slugs = Annotated[list[Short], Field(max_length=100)]
Kinds = Annotated[list[Literal["internal", "customer", "partner"]], Field(max_length=3)]
PLAIN = {"tone", "link", "pinned", "dismissible", "tells"}


class KeptAnnouncementOut(Schema):
    """`department`: on whose behalf. It is for who is in one of `departments`, at one of `places` (paths) and of one of
    `kinds` of organisation, as far as they are said; else for everybody. `tells`: who it is for is told, too."""

    id: int
    title: dict[str, str]
    text: dict[str, str]
    tone: str
    link: str
    department: str | None
    departments: list[str]
    places: list[str]
    kinds: list[str]
    starts_at: datetime
    ends_at: datetime | None
    pinned: bool
    dismissible: bool
    tells: bool
    made_by: str | None


class KeptAnnouncementDetail(KeptAnnouncementOut):
    """`people`: how many it reaches now. `edition`: which state of it this is."""

    people: int
    edition: str


class AnnouncementMoved(Error):
    """Somebody else has changed it; `announcement` is what stands now."""

    announcement: KeptAnnouncementDetail


class AnnouncementChange(Body):
    """What is left out stays; `ends_at: null` lets it go on, `department: null` is on behalf of the portal. `edition`:
    the one that you go on from."""

    title: Texts | None = None
    text: Texts | None = None
    tone: Literal["info", "caution", "positive"] | None = None
    link: Text | None = None
    department: Short | None = None
    departments: Slugs | None = None
    places: Slugs | None = None
    kinds: Kinds | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    pinned: bool | None = None
    dismissible: bool | None = None
    tells: bool | None = None
    edition: Short | None = None


class NewAnnouncement(AnnouncementChange):
    """What is left out: now, until somebody ends it, for everybody (or for the people of your department)."""

    title: Texts


@router.get(
    "/desk/announcements",
    response={200: Listed[KeptAnnouncementOut], **errors(403)},
    summary="Announcements that you look after",
)
def list_kept_announcements(
    request: HttpRequest,
    show: Query[Literal["now", "coming", "over"] | None] = None,
    after: Query[Cursor | None] = None,
) -> Listed[KeptAnnouncementOut]:
    """Those that are on `now` (when not said), `coming` or `over`, the latest first."""
    found = page(queries.listed(caller(request), show or "now"), order=("-id",), after=after)
    return Listed(items=[KeptAnnouncementOut(**_values(row)) for row in found.items], next=found.next)


@router.post(
    "/desk/announcements", response={201: KeptAnnouncementDetail, **sent(403)}, summary="Announce something"
)
def create_announcement(request: HttpRequest, data: NewAnnouncement) -> Status[KeptAnnouncementDetail]:
    """Administrators of a department announce on its behalf, to its people."""
    person = caller(request)
    require(may_announce(person))
    return Status(201, _detail(_saved(person, None, data)))


@router.get(
    "/desk/announcements/{announcement_id}",
    response={200: KeptAnnouncementDetail, **errors(403, 404)},
    summary="An announcement that you look after",
)
def show_kept_announcement(request: HttpRequest, announcement_id: Id) -> KeptAnnouncementDetail:
    """In all its languages, with how many people it reaches."""
    return _detail(queries.to_change(caller(request), announcement_id))


@router.patch(
    "/desk/announcements/{announcement_id}",
    response={200: KeptAnnouncementDetail, 409: AnnouncementMoved, **sent(403, 404)},
    summary="Change an announcement",
)
def change_announcement(
    request: HttpRequest, announcement_id: Id, data: AnnouncementChange
) -> KeptAnnouncementDetail:
    """Who was told of it isn't told again. 409 when `edition` isn't the one that stands."""
    person = caller(request)
    try:
        return _detail(_saved(person, queries.to_change(person, announcement_id), data))
    except Conflict as refusal:
        stands = _detail(queries.to_change(person, announcement_id))
        raise Standing(refusal, announcement=stands.model_dump(mode="json")) from refusal


@router.post(
    "/desk/announcements/{announcement_id}/end",
    response={200: KeptAnnouncementDetail, **errors(403, 404)},
    summary="End an announcement",
)
def end_announcement(request: HttpRequest, announcement_id: Id) -> KeptAnnouncementDetail:
    """It is over now; one that hasn't begun never begins. Twice changes nothing."""
    person = caller(request)
    actions.take_down(actor=person, announcement=queries.to_change(person, announcement_id))
    return _detail(queries.to_change(person, announcement_id))


def _saved(person: Person, known: Announcement | None, data: AnnouncementChange) -> Announcement:
    values = _begun(person) if known is None else _kept(known)
    values |= data.model_dump(include=PLAIN, exclude_none=True)
    for name, words in (("title", data.title), ("text", data.text)):
        values[name] = {**values[name], **(words.model_dump(exclude_unset=True) if words else {})}
    if data.starts_at is not None:
        values["starts_at"] = aware(data.starts_at, "starts_at")
    if "ends_at" in data.model_fields_set:
        values["ends_at"] = aware(data.ends_at, "ends_at")
    values["tone"] = Tone(values["tone"])
    values["reach"] = _reach(values["reach"], data)
    if "department" in data.model_fields_set:
        values["department"] = _department(person, data.department) if data.department else None
    if absent := missing(person, values["department"], values["reach"]):
        raise Invalid(next(iter(absent.values())), {name: [said] for name, said in absent.items()})
    edition = None if known is None else data.edition or actions.edition_of_announcement(known)
    return actions.save(actor=person, announcement=known, edition=edition, **values)


def _begun(person: Person) -> dict[str, Any]:
    """An announcement before anything is said of it; administrators of departments speak for theirs."""
    own = [] if is_portal_admin(person) else list(own_departments(person))
    return {
        "title": {},
        "text": {},
        "tone": Tone.INFO,
        "link": "",
        "department": own[0] if own else None,
        "reach": Reach(departments=tuple(row.slug for row in own)),
        "starts_at": clock.now(),
        "ends_at": None,
    }


def _kept(known: Announcement) -> dict[str, Any]:
    names = ("title", "text", "tone", "link", "department", "starts_at", "ends_at")
    flags = ("pinned", "dismissible", "tells")
    return {
        **{name: getattr(known, name) for name in (*names, *flags)},
        "reach": Reach.model_validate(known.reach),
    }


def _reach(reach: Reach, data: AnnouncementChange) -> Reach:
    wanted: dict[str, Any] = {}
    if data.departments is not None:
        wanted["departments"] = _known("departments", data.departments, Department.objects.all(), "slug")
    if data.places is not None:
        wanted["places"] = _known("places", data.places, Location.objects.all(), "path")
    if data.kinds is not None:
        wanted["kinds"] = tuple(OrganizationKind(kind) for kind in sorted(set(data.kinds)))
    return reach.model_copy(update=wanted)


def _known(field: str, given: Iterable[str], rows: QuerySet[Any], column: str) -> tuple[str, ...]:
    wanted = set(given)
    if rows.filter(**{f"{column}__in": wanted}).count() != len(wanted):
        said = _("There is no such thing, or you can't see it.")
        raise Invalid(said, {field: [said]})
    return tuple(sorted(wanted))


def _department(person: Person, slug: str) -> Department:
    found = own_departments(person).filter(slug=slug).first()
    if found is None:
        said = _("Choose the department on whose behalf you speak.")
        raise Invalid(said, {"department": [said]})
    return found


def _values(row: Announcement) -> dict[str, Any]:
    reach = Reach.model_validate(row.reach)
    plain = ("title", "text", "tone", "link", "starts_at", "ends_at", "pinned", "dismissible", "tells")
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in plain},
        "department": row.department.slug if row.department else None,
        "departments": list(reach.departments),
        "places": list(reach.places),
        "kinds": [str(kind) for kind in reach.kinds],
        "made_by": row.made_by.name if row.made_by else None,
    }


def _detail(row: Announcement) -> KeptAnnouncementDetail:
    people = Reach.model_validate(row.reach).people().count()
    edition = actions.edition_of_announcement(row)
    return KeptAnnouncementDetail(**_values(row), people=people, edition=edition)
