"""Being away: entered by oneself, or by an administrator for somebody, with who decides meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.directory.entries import AbsenceChanged
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Absence, Department, Person
from ventanilla.core.people.queries import today_of
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind

LONGEST_NOTE = 200
MOST_DAYS = 366 * 2
MOST_SERVICES = 50


@action
def enter_absence(
    *,
    actor: Person | None,
    person: Person,
    from_on: date,
    until_on: date,
    delegate: Person | None = None,
    departments: Iterable[str] = (),
    services: Iterable[str] = (),
    note: str = "",
) -> Absence:
    """`person` is away from one day to the other, both included; `delegate` decides meanwhile. With `departments` or
    `services` (slugs) it is about approvals of these alone.

    Two absences may overlap when they are about different things: the narrower one counts. Raises NotAllowed, Invalid
    naming the field.
    """
    require(actor is None or actor.pk == person.pk or is_portal_admin(actor))
    person = Person.objects.select_for_update().get(pk=person.pk)  # one at a time, so that none overlap
    row = Absence(
        person=person,
        from_on=from_on,
        until_on=until_on,
        delegate=delegate,
        departments=sorted(set(departments)),
        services=sorted(set(services)),
        note=note.replace("\x00", "").strip()[:LONGEST_NOTE],
    )
    _check_days(row)
    _check_scope(row)
    _check_delegate(row)
    _check_overlap(row)
    row.save(force_insert=True)
    _record(row, actor, "entered")
    return row


@action
def end_absence(*, actor: Person | None, absence: Absence) -> None:
    """Take an absence back, or be there again before its end. Raises NotFound for somebody else's."""
    allowed = actor is None or actor.pk == absence.person_id or is_portal_admin(actor)
    row = Absence.objects.select_for_update().filter(pk=absence.pk).select_related("person").first()
    if not allowed or row is None:
        raise NotFound(_("There is no such absence, or it isn't yours."))
    _record(row, actor, "ended")
    row.delete()


def _refuse(field: str, words: object) -> Invalid:
    return Invalid(_("Some values can't be used."), {field: [words]})


def _check_days(row: Absence) -> None:
    if row.until_on < row.from_on:
        raise _refuse("until_on", _("The last day is before the first one."))
    if row.until_on < today_of(row.person):
        raise _refuse("until_on", _("That is over already. Choose a last day from today on."))
    if (row.until_on - row.from_on).days > MOST_DAYS:
        raise _refuse("until_on", _("That is longer than two years. Choose an earlier last day."))


def _check_scope(row: Absence) -> None:
    known = set(Department.objects.filter(slug__in=row.departments).values_list("slug", flat=True))
    if set(row.departments) - known:
        raise _refuse("departments", _("One of these departments doesn't exist."))
    if len(row.services) > MOST_SERVICES:
        raise _refuse("services", _("Choose fewer services, or everything."))


def _check_delegate(row: Absence) -> None:
    delegate = row.delegate
    if delegate is None:
        return
    if delegate.pk == row.person_id:
        raise _refuse("delegate", _("Choose somebody else: you can't stand in for yourself."))
    if not delegate.is_active or delegate.organization_id != row.person.organization_id:
        raise _refuse("delegate", _("Choose somebody of your own organisation who is still there."))
    if _leads_back(row, delegate):
        words = _("%(name)s is away at that time too and has named you. Choose somebody else.")
        raise _refuse("delegate", words % {"name": delegate.name})


def _leads_back(row: Absence, delegate: Person) -> bool:
    """Whether the chain of those who stand in, on days that overlap, comes back to the person."""
    seen, waiting = {delegate.pk}, [delegate.pk]
    while waiting:
        rows = Absence.objects.filter(
            person=waiting.pop(), from_on__lte=row.until_on, until_on__gte=row.from_on
        )
        for further in rows.exclude(delegate=None).values_list("delegate", flat=True):
            if further == row.person_id:
                return True
            if further is not None and further not in seen:
                seen.add(further)
                waiting.append(further)
    return False


def _check_overlap(row: Absence) -> None:
    rows = Absence.objects.filter(
        person=row.person,
        from_on__lte=row.until_on,
        until_on__gte=row.from_on,
        departments=row.departments,
        services=row.services,
    )
    if other := rows.first():
        words = _("There is an absence from %(from)s to %(until)s already. Take that one back first.")
        values = {
            "from": date_format(other.from_on, str(_("j F Y"))),
            "until": date_format(other.until_on, str(_("j F Y"))),
        }
        raise _refuse("from_on", words % values)


def _record(row: Absence, actor: Person | None, what: str) -> None:
    entry = AbsenceChanged(
        what=what,
        person=row.person.name,
        person_id=row.person_id,
        from_on=row.from_on,
        until_on=row.until_on,
        delegate=row.delegate.name if row.delegate else "",
        people=[row.delegate_id] if row.delegate_id else [],
    )
    record(stream_for(SubjectKind.PERSON, row.person_id), entry, actor=actor)
