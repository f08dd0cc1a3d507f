"""Choices of a form that an HTTP connection knows: `source: connection`.

The question's inputs say what is read (`connection`, `path`, `query`) and where in the answer the options are
(`items`, and in each `value`, `label` and perhaps `columns`, separated by commas).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from ventanilla.core.kit.sealing import Unreadable
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.engines.integrations.connector import Attempt, Done, Misconfigured, NoAnswer, NotSent
from ventanilla.engines.integrations.http import HttpConnector
from ventanilla.engines.integrations.http.settings import ReadInputs
from ventanilla.engines.integrations.paths import NotThere, pieces, take
from ventanilla.engines.integrations.policies import may_use
from ventanilla.engines.integrations.queries import connection_called, connector_of, settings_of
from ventanilla.records.intake import sources

PATIENCE = 4.0
KEEPS = 300
LONGEST_VALUE = 60


class Asked(BaseModel):
    """What a question says about its choices."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    connection: str
    path: str | list[str] = ""
    query: dict[str, Any] = {}
    items: str = "items"
    value: str = "id"
    label: str = "name"
    columns: str = ""


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
            asked = Asked.model_validate(dict(enquiry.inputs))
            connection = connection_called(asked.connection)
            if connection is None or not connection.enabled:
                raise sources.NoAnswer(f"there is no connection “{asked.connection}”")
            if not may_use(enquiry.department, connection):
                raise sources.NoAnswer(f"the services of this department may not use {connection.slug}")
            connector, settings = connector_of(connection), settings_of(connection)
            inputs = ReadInputs.model_validate({"path": asked.path, "query": asked.query})
        except (ValidationError, Unreadable, KeyError) as error:
            raise sources.NoAnswer(str(error)) from error
        if not isinstance(connector, HttpConnector):
            raise sources.NoAnswer("only HTTP connections offer choices")
        return asked, lambda: _read(connector, settings, inputs)


def _read(connector: HttpConnector, settings: Any, inputs: ReadInputs) -> Any:
    try:
        answer = connector.perform(settings, "read", inputs, Attempt(key="", seconds=PATIENCE))
    except (NotSent, NoAnswer, Misconfigured) as error:
        raise sources.NoAnswer(str(error)) from error
    if not isinstance(answer, Done):
        raise sources.NoAnswer(answer.reason)
    return answer.value


def _found(asked: Asked, value: Any) -> list[sources.Found]:
    try:
        for part in pieces(asked.items):
            value = value[part]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise sources.NoAnswer(f"the answer has no “{asked.items}”") from error
    return (
        [one for item in value if (one := _option(asked, item)) is not None]
        if isinstance(value, list)
        else []
    )


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
