"""What is recorded about people and settings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class RowAdded(EntryType):
    """A person, department, team … was added."""

    name: ClassVar[str] = "directory.added"
    icon: ClassVar[str] = "plus-circle"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    key: str
    values: dict[str, Any]

    def say(self, actor: str) -> str:
        return _("%(actor)s added %(what)s «%(key)s».") % {"actor": actor, "what": self.what, "key": self.key}


class RowChanged(EntryType):
    """Something of it was changed: old and new value by field."""

    name: ClassVar[str] = "directory.changed"
    icon: ClassVar[str] = "pencil-square"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    what: str
    key: str
    changes: dict[str, tuple[Any, Any]]

    def say(self, actor: str) -> str:
        fields = ", ".join(sorted(self.changes))
        values = {"actor": actor, "what": self.what, "key": self.key, "fields": fields}
        return _("%(actor)s changed %(fields)s of %(what)s «%(key)s».") % values


class RoleGranted(EntryType):
    name: ClassVar[str] = "directory.role_granted"
    icon: ClassVar[str] = "key"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    person: str
    role: str
    department: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "person": self.person, "role": self.role, "department": self.department}
        return _("%(actor)s gave %(person)s the role %(role)s %(department)s.") % values


class RoleRevoked(EntryType):
    name: ClassVar[str] = "directory.role_revoked"
    icon: ClassVar[str] = "key"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    person: str
    role: str
    department: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "person": self.person, "role": self.role, "department": self.department}
        return _("%(actor)s took the role %(role)s %(department)s from %(person)s.") % values


class PasswordChanged(EntryType):
    name: ClassVar[str] = "directory.password_changed"
    icon: ClassVar[str] = "lock-closed"
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM

    def say(self, actor: str) -> str:
        return _("%(actor)s set a new password.") % {"actor": actor}
