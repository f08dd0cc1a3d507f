"""The form of a connection, made of its connector's settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from django.http import QueryDict

from ventanilla.core.people.models import Department, Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.integrations.connector import Connector
from ventanilla.engines.integrations.models import Connection
from ventanilla.surfaces.designer.connections.words import OPTIONS

LONGEST = 4000


@dataclass(frozen=True)
class Control:
    """One field of the form: a text, a number, a choice, yes or no, or a secret, which is never filled in."""

    name: str
    kind: str
    label: str
    hint: str
    value: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    error: str = ""
    kept: bool = False


@dataclass
class Form:
    """What was typed, by name, and what is wrong with it."""

    connector: Connector
    values: dict[str, str]
    kept: frozenset[str] = frozenset()
    errors: dict[str, str] = field(default_factory=dict)

    def controls(self) -> list[Control]:
        """The connector's own settings, in their order."""
        return [self._control(name) for name in self.connector.settings.model_fields]

    def _control(self, name: str) -> Control:
        found = self.connector.settings.model_fields[name]
        label, hint = self.connector.settings.words.get(name, (name, ""))
        secret = name in self.connector.settings.secret_names()
        options = [(value, str(OPTIONS.get(value, value))) for value in _choices(found.annotation)]
        kind = "secret" if secret else "choice" if options else "flag" if found.annotation is bool else "text"
        return Control(
            name=name,
            kind=kind,
            label=str(label),
            hint=str(hint),
            value="" if secret else self.values.get(name, ""),
            options=options,
            error=self.errors.get(name, ""),
            kept=name in self.kept,
        )

    def settings(self) -> dict[str, Any]:
        """For save_connection; what was left empty takes its default."""
        known = self.connector.settings
        plain = [name for name in known.model_fields if name not in known.secret_names()]
        flags = {name for name in plain if known.model_fields[name].annotation is bool}
        given: dict[str, Any] = {name: self.values.get(name) == "1" for name in flags}
        return given | {
            name: self.values[name] for name in plain if name not in flags and self.values.get(name)
        }

    def secrets(self) -> dict[str, str]:
        return {name: self.values.get(name, "") for name in self.connector.settings.secret_names()}

    def owner(self) -> Person | None:
        return by_email(self.values.get("owner", ""))

    def department(self) -> Department | None:
        return Department.objects.filter(slug=self.values.get("department", "")).first()


def _choices(annotation: Any) -> tuple[str, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def blank(connector: Connector, person: Person) -> Form:
    """A new connection, with the connector's defaults."""
    found = connector.settings.model_fields
    defaults = {name: _written(one.default) for name, one in found.items() if not one.is_required()}
    return Form(connector, {**defaults, "owner": person.email, "enabled": "1"})


def of(connection: Connection, connector: Connector) -> Form:
    """A connection as it is; of its secrets only that they are there."""
    values = {name: _written(value) for name, value in connection.settings.items()}
    return Form(
        connector,
        {
            **values,
            "name": connection.name,
            "slug": connection.slug,
            "owner": connection.owner.email,
            "department": connection.department.slug if connection.department else "",
            "enabled": "1" if connection.enabled else "",
        },
        kept=frozenset(connection.secrets),
    )


def sent(connector: Connector, data: QueryDict, kept: frozenset[str]) -> Form:
    """The form as it was sent."""
    names = [*connector.settings.model_fields, "name", "slug", "owner", "department", "enabled"]
    return Form(
        connector, {name: data.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in names}, kept
    )


def _written(value: Any) -> str:
    return ("1" if value else "") if isinstance(value, bool) else str(value)
