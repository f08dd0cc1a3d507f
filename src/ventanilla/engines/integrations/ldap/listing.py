"""Several accounts or groups of a directory at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ldap3
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn, safe_dn

from ventanilla.engines.integrations.connector import Answer, Done, Refused
from ventanilla.engines.integrations.ldap.session import refusal_of
from ventanilla.engines.integrations.ldap.settings import LdapSettings, ListInputs

MOST = 500
SIZE_LIMIT, NO_SUCH_ENTRY = 4, 32
CALLED = ("displayName", "cn", "description")


def entries(settings: LdapSettings, connection: ldap3.Connection, inputs: ListInputs) -> Answer:
    """Those that are asked for, by what people call them; refused when there are more than MOST."""
    base = settings.people if inputs.of == "people" else settings.groups
    if not base:
        return Refused("the connection doesn't say where groups stand")
    members = None
    if inputs.member_of is not None:
        members = _members(settings, connection, inputs.member_of)
        if members is None:
            return Refused(f"there is no group “{inputs.member_of}” in the directory")
    named = settings.name_attribute if inputs.of == "people" else "cn"
    wanted = "".join(_condition(key, value) for key, value in inputs.where.items())
    connection.search(base, f"(&({named}=*){wanted})", attributes=[ldap3.ALL_ATTRIBUTES], size_limit=MOST + 1)
    found = [row for row in connection.response or [] if row["type"] == "searchResEntry"]
    if connection.result["result"] == SIZE_LIMIT or len(found) > MOST:
        return Refused(f"there are more than {MOST}; say with “where” which of them")
    if connection.result["result"] not in (0, NO_SUCH_ENTRY):
        return Refused(refusal_of(connection))
    rows = [_row(row, named) for row in found]
    if members is not None:
        rows = [row for row in rows if row["name"] in members or _same(row["dn"]) in members]
    rows.sort(key=lambda row: (row["label"].casefold(), row["dn"]))
    return Done({"items": rows, "count": len(rows)})


def _condition(key: str, value: Any) -> str:
    """An attribute has this value, or one of these."""
    either = "".join(f"({key}={escape_filter_chars(text)})" for text in listed(value))
    return f"(|{either})" if either else f"(!({key}=*))"


def _members(settings: LdapSettings, connection: ldap3.Connection, group: str) -> set[str] | None:
    """Who is in the group, by name or place as the directory has them; None when there is no such group."""
    if not settings.groups:
        return None
    place = f"cn={escape_rdn(group)},{settings.groups}"
    connection.search(
        place, "(objectClass=*)", search_scope=ldap3.BASE, attributes=[settings.member_attribute]
    )
    rows = [row for row in connection.response or [] if row["type"] == "searchResEntry"]
    if not rows:
        return None
    inside = listed(rows[0]["attributes"].get(settings.member_attribute))
    return set(inside) if settings.member_attribute == "memberUid" else {_same(dn) for dn in inside}


def _same(dn: str) -> str:
    """A place as it is compared: without regard to case and spaces."""
    return str(safe_dn(dn)).casefold()


def _row(row: Any, named: str) -> dict[str, Any]:
    attributes = {key: plain(value) for key, value in row["attributes"].items() if "assword" not in key}
    name = _first(attributes.get(named))
    label = next((text for key in CALLED if (text := _first(attributes.get(key)))), name)
    return {"dn": str(row["dn"]), "name": name, "label": label, "attributes": attributes}


def _first(value: Any) -> str:
    return next(iter(listed(value)), "")


def listed(value: Any) -> list[str]:
    """The values of an attribute as a directory takes them; empty ones left out."""
    return list(_each(value if isinstance(value, list) else [value]))


def _each(items: list[Any]) -> Iterator[str]:
    for item in items:
        if item not in (None, ""):
            yield ("TRUE" if item else "FALSE") if isinstance(item, bool) else str(item)


def plain(value: Any) -> Any:
    """An attribute as JSON: one value, or all of them; what isn't text or a number is left out."""
    items = [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str | int)]
    return items[0] if len(items) == 1 else items
