"""Choices of a form that a connection knows: `source: connection`.

The question's inputs say which `connection` is asked and what: of a web service `path`, `query`, and `items`, where in
the answer the options are; of a directory `of` (people or groups), `where` and `member_of`. In each option `value`,
`label` and perhaps `columns`, separated by commas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ventanilla.core.kit.sealing import Unreadable
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.engines.integrations.connector import (
    Attempt,
    Connector,
    Done,
    Inputs,
    Misconfigured,
    NoAnswer,
    NotSent,
)
from ventanilla.engines.integrations.http import HttpConnector
from ventanilla.engines.integrations.ldap import LdapConnector
from ventanilla.engines.integrations.paths import NotThere, pieces, take
from ventanilla.engines.integrations.policies import may_use
from ventanilla.engines.integrations.queries import connection_called, connector_of, settings_of
from ventanilla.records.intake import sources

PATIENCE = 4.0
KEEPS = 300
LONGEST_VALUE = 60


class Asked(BaseModel):
    """What a question says about its choices, whatever is asked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    connection: str
    value: str
    label: str
    columns: str = ""

    def action_inputs(self) -> dict[str, Any]:
        """What the connector's action is given."""
        raise NotImplementedError

    def options(self, answer: Mapping[str, Any]) -> list[Any]:
        """The options in the answer, as they came. Raises sources.NoAnswer when they aren't there."""
        raise NotImplementedError


class WebAsked(Asked):
    """Of a web service."""

    path: str | list[str] = ""
    query: dict[str, Any] = {}
    items: str = "items"
    value: str = "id"
    label: str = "name"

    def action_inputs(self) -> dict[str, Any]:
        return {"path": self.path, "query": self.query}

    def options(self, answer: Mapping[str, Any]) -> list[Any]:
        value: Any = answer
        try:
            for part in pieces(self.items):
                value = value[part]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise sources.NoAnswer(f"the answer has no “{self.items}”") from error
        return value if isinstance(value, list) else []


class DirectoryAsked(Asked):
    """Of a directory: accounts or groups, with their attributes by name."""

    of: str
    where: dict[str, Any] = {}
    member_of: str | None = None
    value: str = "name"
    label: str = "label"

    def action_inputs(self) -> dict[str, Any]:
        return {"of": self.of, "where": self.where, "member_of": self.member_of or None}

    def options(self, answer: Mapping[str, Any]) -> list[Any]:
        return [{**item["attributes"], **item} for item in answer.get("items", ())]


ASKED: Mapping[str, type[Asked]] = {HttpConnector.kind: WebAsked, LdapConnector.kind: DirectoryAsked}


class ConnectionSource:
    """Options from a connection, remembered for some minutes; asked again when somebody needs them."""

    patience: float | None = PATIENCE
    keeps = KEEPS
    columns: Mapping[str, FactType | FactDeclaration] | None = None

    def options(self, enquiry: sources.Enquiry) -> Callable[[], Sequence[sources.Found]]:
        """What may be chosen now."""
        asked, read = self._prepared(enquiry)
        return lambda: list(_found(asked, read()))

    def find(self, enquiry: sources.Enquiry, written: str) -> Callable[[], sources.Found | None]:
        """The one option with that value."""
        asked, read = self._prepared(enquiry)
        return lambda: next((one for one in _found(asked, read()) if one.value == written), None)

    def _prepared(self, enquiry: sources.Enquiry) -> tuple[Asked, Callable[[], Any]]:
        """Our own tables are read here, the other system by the function."""
        try:
            named = str(enquiry.inputs.get("connection") or "")
            connection = connection_called(named)
            if connection is None or not connection.enabled:
                raise sources.NoAnswer(f"there is no connection “{named}”")
            if not may_use(enquiry.department, connection):
                raise sources.NoAnswer(f"the services of this department may not use {connection.slug}")
            if connection.kind not in ASKED:
                raise sources.NoAnswer(f"{connection.slug} offers no choices")
            asked = ASKED[connection.kind].model_validate(dict(enquiry.inputs))
            connector, settings = connector_of(connection), settings_of(connection)
            inputs = connector.actions[connector.offers].inputs.model_validate(asked.action_inputs())
        except (ValidationError, Unreadable, KeyError) as error:
            raise sources.NoAnswer(str(error)) from error
        return asked, lambda: _read(connector, _hurried(settings), inputs)


def _hurried(settings: Any) -> Any:
    """Somebody waits for the page: the connection's own time limit counts only when it is shorter."""
    return settings.model_copy(update={"seconds": min(settings.seconds, int(PATIENCE))})


def _read(connector: Connector, settings: Any, inputs: Inputs) -> Any:
    try:
        answer = connector.perform(settings, connector.offers, inputs, Attempt(key="", seconds=PATIENCE))
    except (NotSent, NoAnswer, Misconfigured) as error:
        raise sources.NoAnswer(str(error)) from error
    if not isinstance(answer, Done):
        raise sources.NoAnswer(answer.reason)
    return answer.value


def _found(asked: Asked, value: Any) -> list[sources.Found]:
    return [one for item in asked.options(value) if (one := _option(asked, item)) is not None]


def _option(asked: Asked, item: Any) -> sources.Found | None:
    if isinstance(item, str):
        return sources.Found(item[:LONGEST_VALUE], dict.fromkeys(languages(), item))
    try:
        value, label = take(item, asked.value), take(item, asked.label)
        names = [name.strip() for name in asked.columns.split(",") if name.strip()]
        columns = {name: item.get(name) for name in names if isinstance(item.get(name), str | int | bool)}
    except (NotThere, ValueError):
        return None
    if not value or len(value) > LONGEST_VALUE:
        return None
    return sources.Found(value, dict.fromkeys(languages(), label), columns=columns)
