"""A resource opens one thing, and nothing is asked for there; whatever else is published opens nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import Problem
from ventanilla.core.blueprint.resource import RESOURCE, WAYS

ASKED = ("form", "workflow", "routing", "open", "schedules")
"""What would happen to a request: there is none."""


def check_resource(package: Package) -> Iterator[Problem]:
    """One of link, file and contact in a resource, none elsewhere; no form and no workflow in a resource."""
    given = [name for name in WAYS if getattr(package, name) is not None]
    if package.kind != RESOURCE:
        yield from (Problem((name,), "only_in_resource", {"id": name}) for name in given)
        return
    if not given:
        yield Problem(("kind",), "resource_opens_nothing")
    for name in given[1:]:
        yield Problem((name,), "resource_opens_twice", {"id": name, "other": given[0]})
    for name in ASKED:
        if getattr(package, name):
            yield Problem((name,), "resource_asks_nothing", {"id": name})
