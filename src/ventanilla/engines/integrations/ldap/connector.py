from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar

import ldap3
from django.utils.translation import gettext_lazy as _
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

from ventanilla.engines.integrations.connector import (
    Action,
    Answer,
    Attempt,
    Connector,
    Done,
    Mode,
    Refused,
)
from ventanilla.engines.integrations.ldap.listing import entries, listed, plain
from ventanilla.engines.integrations.ldap.session import refusal_of, session
from ventanilla.engines.integrations.ldap.settings import (
    ChangeInputs,
    CreateInputs,
    GroupInputs,
    LdapSettings,
    ListInputs,
    WhoInputs,
)

NO_SUCH_ATTRIBUTE, EXISTS_IN_ATTRIBUTE, ALREADY_EXISTS = 16, 20, 68
LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"  # without l, o, I, O: they are read aloud
DIGITS, MARKS = "23456789", "-+=?"
PERSON = {"dn": "text", "name": "text"}


class LdapConnector(Connector):
    """People and groups of a directory."""

    kind: ClassVar[str] = "ldap"
    title: ClassVar = _("Directory (LDAP)")
    about: ClassVar = _("Accounts and groups in OpenLDAP, 389 or Active Directory.")
    settings: ClassVar = LdapSettings
    offers: ClassVar[str] = "list"
    actions: ClassVar = {
        "find": Action(
            _("Find a person"),
            Mode.REPEATABLE,
            WhoInputs,
            {**PERSON, "attributes": "any", "groups": "choices"},
        ),
        "list": Action(
            _("List accounts or groups"), Mode.REPEATABLE, ListInputs, {"items": "rows", "count": "number"}
        ),
        "create": Action(
            _("Create an account"), Mode.REPEATABLE, CreateInputs, {**PERSON, "created": "boolean"}
        ),
        "change": Action(_("Change an account"), Mode.REPEATABLE, ChangeInputs, PERSON),
        "add_to_group": Action(
            _("Add to a group"), Mode.REPEATABLE, GroupInputs, {**PERSON, "group": "text"}
        ),
        "remove_from_group": Action(
            _("Take out of a group"), Mode.REPEATABLE, GroupInputs, {**PERSON, "group": "text"}
        ),
        "set_password": Action(
            _("Set a one-time password"), Mode.REPEATABLE, WhoInputs, PERSON, secrets=("password",)
        ),
    }

    def perform(self, settings: LdapSettings, action: str, inputs: Any, attempt: Attempt) -> Answer:
        with session(settings) as connection:
            desk = Desk(settings, connection)
            if action == "create":
                return desk.create(inputs)
            if action == "list":
                return entries(settings, connection, inputs)
            found = desk.find(inputs.name)
            if found is None:
                return Refused(f"nobody in the directory is called “{inputs.name}”")
            match action:
                case "change":
                    return desk.change(found, inputs)
                case "add_to_group" | "remove_from_group":
                    return desk.membership(found, inputs, joins=action == "add_to_group")
                case "set_password":
                    return desk.set_password(found)
            return Done(found)

    def probe(self, settings: LdapSettings) -> str:
        with session(settings) as connection:
            if not connection.search(settings.people, "(objectClass=*)", search_scope=ldap3.BASE):
                return str(_("It lets us in, but there is nothing where people should stand."))
        return str(_("It lets us in, and people stand where they should."))


class Desk:
    """The actions on one signed-in connection. All may be repeated: what is so already is no refusal."""

    def __init__(self, settings: LdapSettings, connection: ldap3.Connection) -> None:
        self.settings = settings
        self.connection = connection

    def find(self, name: str) -> dict[str, Any] | None:
        """The one entry below `people` that is called so, with its attributes and groups."""
        wanted = f"({self.settings.name_attribute}={escape_filter_chars(name)})"
        self.connection.search(self.settings.people, wanted, attributes=[ldap3.ALL_ATTRIBUTES], size_limit=2)
        rows = [row for row in self.connection.response or [] if row["type"] == "searchResEntry"]
        if len(rows) != 1:
            return None
        dn = str(rows[0]["dn"])
        known = {key: plain(value) for key, value in rows[0]["attributes"].items() if "assword" not in key}
        return {"dn": dn, "name": name, "attributes": known, "groups": self._groups_of(dn, name)}

    def create(self, inputs: CreateInputs) -> Answer:
        settings = self.settings
        dn = f"{settings.name_attribute}={escape_rdn(inputs.name)},{settings.people}"
        classes = [name.strip() for name in settings.classes.split(",") if name.strip()]
        values = {key: listed(value) for key, value in inputs.attributes.items() if listed(value)}
        if not self.connection.add(dn, classes, {**values, settings.name_attribute: [inputs.name]}):
            if self.connection.result["result"] == ALREADY_EXISTS and self.find(inputs.name):
                return Done({"dn": dn, "name": inputs.name, "created": False})
            return Refused(refusal_of(self.connection))
        return Done({"dn": dn, "name": inputs.name, "created": True})

    def change(self, found: Mapping[str, Any], inputs: ChangeInputs) -> Answer:
        changes = {key: [(ldap3.MODIFY_REPLACE, listed(value))] for key, value in inputs.attributes.items()}
        if changes and not self.connection.modify(found["dn"], changes):
            return Refused(refusal_of(self.connection))
        return _done(found)

    def membership(self, found: Mapping[str, Any], inputs: GroupInputs, *, joins: bool) -> Answer:
        """In or out of the group; to be so already is to be done."""
        if not self.settings.groups:
            return Refused("the connection doesn't say where groups stand")
        by_name = self.settings.member_attribute == "memberUid"
        member = found["name"] if by_name else found["dn"]
        group = f"cn={escape_rdn(inputs.group)},{self.settings.groups}"
        how = ldap3.MODIFY_ADD if joins else ldap3.MODIFY_DELETE
        done = self.connection.modify(group, {self.settings.member_attribute: [(how, [member])]})
        already = EXISTS_IN_ATTRIBUTE if joins else NO_SUCH_ATTRIBUTE
        if not done and self.connection.result["result"] not in (
            already,
            ALREADY_EXISTS if joins else already,
        ):
            return Refused(refusal_of(self.connection))
        return Done({"dn": found["dn"], "name": found["name"], "group": inputs.group})

    def set_password(self, found: Mapping[str, Any]) -> Answer:
        """A new password, which the directory is asked to have changed at the next sign-in."""
        password = one_time_password()
        if self.settings.active_directory:
            written = f'"{password}"'.encode("utf-16-le")
            changes = {
                "unicodePwd": [(ldap3.MODIFY_REPLACE, [written])],
                "pwdLastSet": [(ldap3.MODIFY_REPLACE, [0])],
            }
            changed = self.connection.modify(found["dn"], changes)
        else:
            changed = self.connection.extend.standard.modify_password(user=found["dn"], new_password=password)
        if not changed:
            return Refused(refusal_of(self.connection))
        return Done({"dn": found["dn"], "name": found["name"]}, secrets={"password": password})

    def _groups_of(self, dn: str, name: str) -> list[str]:
        if not self.settings.groups:
            return []
        member = name if self.settings.member_attribute == "memberUid" else dn
        wanted = f"({self.settings.member_attribute}={escape_filter_chars(member)})"
        self.connection.search(self.settings.groups, wanted, attributes=["cn"], size_limit=500)
        rows = [row for row in self.connection.response or [] if row["type"] == "searchResEntry"]
        return sorted(
            str(listed(row["attributes"].get("cn"))[0]) for row in rows if row["attributes"].get("cn")
        )


def one_time_password() -> str:
    """Four parts of three characters, with all four kinds that password rules ask for: some 65 bits."""
    body = [secrets.choice(LETTERS + DIGITS) for _place in range(12)]
    must = (LETTERS[:23], LETTERS[23:], DIGITS, DIGITS)
    for place, letters in zip(range(0, 12, 3), must, strict=True):
        body[place] = secrets.choice(letters)
    parts = ["".join(body[at : at + 3]) for at in range(0, 12, 3)]
    return secrets.choice(MARKS).join(parts)


def _done(found: Mapping[str, Any]) -> Done:
    return Done({"dn": found["dn"], "name": found["name"]})
