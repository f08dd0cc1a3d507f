"""The settings of an LDAP connection and what its actions are given."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from django.utils.translation import gettext_lazy as _
from ldap3.core.exceptions import LDAPInvalidDnError
from ldap3.utils.dn import parse_dn
from pydantic import AfterValidator, Field, SecretStr, StringConstraints, model_validator

from ventanilla.engines.integrations.connector import ConnectionSettings, Inputs


def _a_dn(text: str) -> str:
    try:
        if text:
            parse_dn(text)
    except LDAPInvalidDnError:
        raise ValueError(
            str(_("Write a place of the directory, such as ou=people,dc=example,dc=com."))
        ) from None
    return text


Dn = Annotated[str, Field(max_length=500), AfterValidator(_a_dn)]
AttributeName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,59}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Values = dict[AttributeName, str | int | float | bool | list[str] | None]


class LdapSettings(ConnectionSettings):
    """Where the directory is, who we are there, and where its people and groups stand."""

    words: ClassVar = {
        "host": (_("Server"), _("Its name, such as ldap.example.com.")),
        "port": (_("Port"), _("389, or 636 for TLS from the beginning.")),
        "security": (_("Encryption"), _("Without it, passwords can be read on the way: only for tests.")),
        "user": (_("Sign in as"), _("The full name of an entry that may change others.")),
        "password": (_("Password"), _("It is kept sealed and never shown again.")),
        "people": (_("Where people stand"), _("Nothing outside of it is read or changed.")),
        "groups": (_("Where groups stand"), _("Nothing outside of it is changed.")),
        "name_attribute": (_("What tells people apart"), _("uid, or sAMAccountName in Active Directory.")),
        "classes": (_("Kinds of a new entry"), _("Object classes, separated by commas.")),
        "member_attribute": (_("Members of a group"), _("member, uniqueMember or memberUid.")),
        "active_directory": (_("Active Directory"), _("Passwords are set in its own way.")),
        "seconds": (_("Time limit in seconds"), _("After that an answer counts as missing.")),
    }

    host: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._:-]{1,253}$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 636
    security: Literal["ldaps", "starttls", "none"] = "ldaps"
    user: Dn = ""
    password: SecretStr = SecretStr("")
    people: Dn
    groups: Dn = ""
    name_attribute: AttributeName = "uid"
    classes: Annotated[str, Field(max_length=200)] = "inetOrgPerson"
    member_attribute: Literal["member", "uniqueMember", "memberUid"] = "member"
    active_directory: bool = False
    seconds: Annotated[int, Field(ge=1, le=60)] = 10

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.people:
            raise ValueError(str(_("Say where people stand.")))
        if self.active_directory and self.security == "none":
            raise ValueError(str(_("Active Directory changes passwords only over an encrypted connection.")))
        return self


class WhoInputs(Inputs):
    """A person by what tells people apart."""

    name: Name


class CreateInputs(WhoInputs):
    """A new entry with its attributes."""

    attributes: Values = {}


class ChangeInputs(WhoInputs):
    """Attributes to set; an empty one is taken away."""

    attributes: Values


class ListInputs(Inputs):
    """Which accounts or groups: those whose attributes have these values, and who are members of a group."""

    of: Literal["people", "groups"]
    where: dict[AttributeName, str | int | float | bool | list[str]] = {}
    member_of: Name | None = None


class GroupInputs(WhoInputs):
    """A person and a group, by the group's cn."""

    group: Name
