"""What a package says about connections and isn't so: told when it is brought in, before anybody asks for it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from ventanilla.core.blueprint.blocks import Connector, Visit, visits
from ventanilla.core.blueprint.blocks.connector import is_computed
from ventanilla.core.blueprint.form import placed, placed_in_form
from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.questions import Identifier, SourceOptions
from ventanilla.engines.integrations.connector import Action
from ventanilla.engines.integrations.kinds import CONNECTORS
from ventanilla.engines.integrations.lookups import ASKED
from ventanilla.engines.integrations.models import Connection
from ventanilla.engines.integrations.policies import may_use
from ventanilla.engines.integrations.queries import connections_called
from ventanilla.records.catalog.references import Missing, Path

SOURCE = "connection"


def judge(package: Package) -> Iterator[Missing]:
    """Connections that aren't there or aren't for this department, actions that they don't know, and inputs that the
    action doesn't take. One or two queries, none for a package without connectors."""
    found = [visit for visit in visits(package.workflow) if isinstance(visit.block, Connector)]
    offers = list(_offers(package))
    if not found and not offers:
        return
    named = {visit.block.connection for visit in found if isinstance(visit.block, Connector)}
    asked = (inputs.get(SOURCE) for _path, inputs in offers)
    known = connections_called(named | {name for name in asked if isinstance(name, str)})
    for visit in found:
        yield from _one(visit, known.get(visit.block.connection), package)  # type: ignore[attr-defined]
    for path, inputs in offers:
        yield from _offer(path, inputs, known, package)


def _offers(package: Package) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Where a question's choices come from a connection, and what it says there."""
    placed_ = [
        *placed_in_form(package.form),
        *(
            each
            for visit in visits(package.workflow)
            for each in placed(visit.block.asked(), (*visit.path, "asks"))
        ),
    ]
    for path, element, _holder in placed_:
        options = getattr(element, "options", None)
        if isinstance(options, SourceOptions) and options.source == SOURCE:
            yield (*path, "options", "inputs", SOURCE), options.inputs or {}
        elif isinstance(element, Identifier) and element.source == SOURCE:
            yield (*path, "inputs", SOURCE), element.inputs or {}


def _offer(
    path: Path, inputs: Mapping[str, Any], known: Mapping[str, Connection], package: Package
) -> Iterator[Missing]:
    """Which connection is asked stands in the package: it isn't for answers to choose one."""
    name = inputs.get(SOURCE)
    if not isinstance(name, str):
        yield Missing(path[:-1], _("Write which connection is asked, as in “connection: hr”."))
        return
    connection = known.get(name)
    yield from _usable(path, name, connection, package)
    if connection is None or connection.kind not in CONNECTORS:
        return
    if connection.kind not in ASKED:
        words = _("“%(name)s” offers no choices: only web services and directories do.")
        yield Missing(path, words % {"name": name})
        return
    fields = ASKED[connection.kind].model_fields
    for given in inputs:
        if given not in fields:
            words = _("Choices from “%(name)s” take no input “%(input)s”. %(hint)s")
            hint = _near(given, list(fields), _("They take: %(names)s.") % {"names": ", ".join(fields)})
            yield Missing((*path[:-1], given), words % {"name": name, "input": given, "hint": hint})
    if "of" in fields and inputs.get("of") not in ("people", "groups"):
        yield Missing(path[:-1], _("Write what is listed: “of: people” or “of: groups”."))


def _one(visit: Visit, connection: Connection | None, package: Package) -> Iterator[Missing]:
    block, path = visit.block, visit.path
    assert isinstance(block, Connector), "only connectors are looked at"
    yield from _usable((*path, "connection"), block.connection, connection, package)
    if connection is None or connection.kind not in CONNECTORS:
        return
    action = CONNECTORS[connection.kind].actions.get(block.action)
    if action is None:
        names = list(CONNECTORS[connection.kind].actions)
        hint = _near(block.action, names, _("It can: %(names)s.") % {"names": ", ".join(names)})
        words = _("“%(name)s” can't do “%(action)s”. %(hint)s")
        values = {"name": block.connection, "action": block.action, "hint": hint}
        yield Missing((*path, "action"), words % values)
        return
    yield from _inputs(path, block, action)
    yield from _outputs(path, block, action)


def _usable(path: Path, name: str, connection: Connection | None, package: Package) -> Iterator[Missing]:
    """It is there, and for the services of this department."""
    if connection is None or connection.kind not in CONNECTORS:
        names = list(Connection.objects.values_list("slug", flat=True))
        words = _("There is no connection “%(name)s”. %(hint)s")
        hint = _near(name, names, _("An administrator can add it under Connections."))
        yield Missing(path, words % {"name": name, "hint": hint})
    elif not may_use(package.department, connection):
        words = _(
            "The services of “%(department)s” may not use the connection “%(name)s”. Ask an administrator."
        )
        yield Missing(path, words % {"department": package.department, "name": name})


def _inputs(path: Path, block: Connector, action: Action) -> Iterator[Missing]:
    """What is computed later is let pass; what is written here has to fit now."""
    try:
        action.inputs.model_validate(block.inputs)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            place = [part for part in item["loc"] if isinstance(part, int) or not part.endswith("]")]
            known = list(action.inputs.model_fields)
            if item["type"] == "missing":
                words = _("“%(action)s” needs the input “%(name)s”.")
                yield Missing((*path, "inputs"), words % {"action": block.action, "name": place[-1]})
            elif item["type"] == "extra_forbidden":
                words = _("“%(action)s” takes no input “%(name)s”. %(hint)s")
                hint = _near(str(place[-1]), known, _("It takes: %(names)s.") % {"names": ", ".join(known)})
                values = {"action": block.action, "name": place[-1], "hint": hint}
                yield Missing((*path, "inputs", place[-1]), words % values)
            elif not _later(block.inputs.get(str(place[0])) if place else None):
                words = _("“%(action)s” can't use this as “%(name)s”.")
                yield Missing(
                    (*path, "inputs", *place[:1]), words % {"action": block.action, "name": place[0]}
                )


def _later(tree: Any) -> bool:
    """Whether anything in it is known only when it happens."""
    if isinstance(tree, dict):
        return is_computed(tree) or "callback" in tree or any(_later(inner) for inner in tree.values())
    return isinstance(tree, list) and any(_later(inner) for inner in tree)


def _outputs(path: Path, block: Connector, action: Action) -> Iterator[Missing]:
    if action.outputs is None:
        return
    known = list(action.outputs)
    for name, taken in block.outputs.items():
        first = taken.source.partition(".")[0].partition("[")[0]
        if first not in action.outputs:
            hint = _near(first, known, _("It answers: %(names)s.") % {"names": ", ".join(known)})
            words = _("The answer of “%(action)s” has no “%(name)s”. %(hint)s")
            values = {"action": block.action, "name": first, "hint": hint}
            yield Missing((*path, "outputs", name), words % values)


def _near(name: str, known: Collection[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return _("Did you mean “%(name)s”?") % {"name": near[0]} if near else otherwise
