"""What is recorded about people and settings."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ventanilla.core.access.choices import Role
from ventanilla.core.kit.text import pick
from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType

KINDS = {
    "assetmodel": gettext_lazy("the equipment model"),
    "attributedefinition": gettext_lazy("the attribute"),
    "calendar": gettext_lazy("the calendar"),
    "category": gettext_lazy("the category"),
    "costcentre": gettext_lazy("the cost centre"),
    "department": gettext_lazy("the department"),
    "group": gettext_lazy("the group"),
    "location": gettext_lazy("the place"),
    "organization": gettext_lazy("the organisation"),
    "person": gettext_lazy("the profile of"),
    "team": gettext_lazy("the team"),
}

OWN = "attributes."
FIELDS = {
    "calendar": gettext_lazy("working hours"),
    "closing_days": gettext_lazy("closing days"),
    "cost_centre": gettext_lazy("cost centre"),
    "country": gettext_lazy("country"),
    "department": pgettext_lazy("field", "department"),
    "email": gettext_lazy("e-mail address"),
    "family_name": gettext_lazy("family name"),
    "given_name": gettext_lazy("given name"),
    "head": pgettext_lazy("field", "head"),
    "icon": gettext_lazy("icon"),
    "in_use": pgettext_lazy("field", "in use"),
    "is_active": pgettext_lazy("field", "active"),
    "is_default": gettext_lazy("for everybody who has no other"),
    "job_title": gettext_lazy("job title"),
    "keeper": gettext_lazy("who keeps the accounts"),
    "language": gettext_lazy("language"),
    "lead": pgettext_lazy("field", "lead"),
    "location": pgettext_lazy("field", "place"),
    "manager": pgettext_lazy("field", "manager"),
    "members": pgettext_lazy("field", "members"),
    "name": pgettext_lazy("field", "name"),
    "organization": pgettext_lazy("field", "organisation"),
    "parent": pgettext_lazy("field", "what it belongs to"),
    "path": pgettext_lazy("field", "where it is"),
    "position": pgettext_lazy("field", "order"),
    "price": gettext_lazy("price"),
    "region": gettext_lazy("region"),
    "time_zone": gettext_lazy("time zone"),
    "week": gettext_lazy("hours of the week"),
    "zone": gettext_lazy("time zone"),
}


class RowAdded(EntryType):
    """A person, department, team … was added."""

    name: ClassVar[str] = "directory.added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    key: str
    values: dict[str, Any]

    def say(self, actor: str) -> str:
        values = {"actor": actor, "what": KINDS.get(self.what, self.what), "key": self.key}
        return _("%(actor)s added %(what)s “%(key)s”.") % values


class RowRemoved(EntryType):
    """Something of the directory was taken away."""

    name: ClassVar[str] = "directory.removed"
    icon: ClassVar[str] = "trash"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    key: str

    def say(self, actor: str) -> str:
        values = {"actor": actor, "what": KINDS.get(self.what, self.what), "key": self.key}
        return _("%(actor)s took away %(what)s “%(key)s”.") % values


class RowChanged(EntryType):
    """Something of it was changed: old and new value by field; `labels` say what an attribute is called."""

    name: ClassVar[str] = "directory.changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    key: str
    changes: dict[str, tuple[Any, Any]]
    labels: dict[str, dict[str, str]] = {}

    def say(self, actor: str) -> str:
        if self.what == "person" and self.changes.keys() == {"is_active"}:
            is_back = self.changes["is_active"][1]
            words = _("%(actor)s: %(person)s is back.") if is_back else _("%(actor)s: %(person)s has left.")
            return words % {"actor": actor, "person": self.key}
        fields = ", ".join(self._called(name) for name in sorted(self.changes))
        values = {"actor": actor, "what": KINDS.get(self.what, self.what), "key": self.key, "fields": fields}
        return _("%(actor)s changed %(what)s “%(key)s”: %(fields)s.") % values

    def _called(self, name: str) -> str:
        return pick(self.labels.get(name)) or str(FIELDS.get(name, name.removeprefix(OWN)))


class _RoleMoved(EntryType):
    icon: ClassVar[str] = "key"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    person: str
    role: str
    department: str = ""
    called: dict[str, str] = {}
    """What the department is called, by language."""

    def _values(self, actor: str) -> dict[str, Any]:
        where = pick(self.called) or self.department
        return self.model_dump() | {"actor": actor, "role": Role(self.role).label, "department": where}


class RoleGranted(_RoleMoved):
    name: ClassVar[str] = "directory.role_granted"

    def say(self, actor: str) -> str:
        values = self._values(actor)
        if not self.department:
            return _("%(actor)s gave %(person)s the role “%(role)s”.") % values
        return _("%(actor)s gave %(person)s the role “%(role)s” in %(department)s.") % values


class RoleRevoked(_RoleMoved):
    name: ClassVar[str] = "directory.role_revoked"

    def say(self, actor: str) -> str:
        values = self._values(actor)
        if not self.department:
            return _("%(actor)s took the role “%(role)s” from %(person)s.") % values
        return _("%(actor)s took the role “%(role)s” in %(department)s from %(person)s.") % values


class PasswordChanged(EntryType):
    name: ClassVar[str] = "directory.password_changed"
    icon: ClassVar[str] = "lock-closed"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM

    def say(self, actor: str) -> str:
        return _("%(actor)s set a new password.") % {"actor": actor}


class AbsenceChanged(EntryType):
    """Somebody will be away, or is back: `what` is entered or ended."""

    name: ClassVar[str] = "directory.absence_changed"
    icon: ClassVar[str] = "calendar-days"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    person: str
    person_id: int
    from_on: date
    until_on: date
    delegate: str = ""
    people: list[int] = []

    def say(self, actor: str) -> str:
        values = {
            "actor": actor,
            "person": self.person,
            "from": date_format(self.from_on, _("j F Y")),
            "until": date_format(self.until_on, _("j F Y")),
            "delegate": self.delegate,
        }
        if self.what == "ended":
            return _("%(actor)s took back: %(person)s away from %(from)s to %(until)s.") % values
        if not self.delegate:
            return _("%(actor)s entered: %(person)s is away from %(from)s to %(until)s.") % values
        return (
            _(
                "%(actor)s entered: %(person)s is away from %(from)s to %(until)s, %(delegate)s decides meanwhile."
            )
            % values
        )
