"""What holds the house together, besides the import contracts in .importlinter."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from ventanilla.core.kit import jobs
from ventanilla.core.timeline.entries import known_types

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "ventanilla"
FLOORS = [
    ["core.kit"],
    ["core.rules"],
    ["core.calendars", "core.blueprint"],
    ["core.people"],
    ["core.access"],
    ["core.timeline"],
    ["core.directory", "core.files"],
    ["core.branding", "core.announcements"],
    ["records.intake", "records.assets", "records.budgets"],
    ["records.catalog"],
    ["records.knowledge", "records.status"],
    ["records.tickets"],
    ["records.grants", "records.feedback"],
    ["engines.notifications"],
    ["engines.sla"],
    ["engines.integrations"],
    ["engines.workflow"],
    ["engines.telling"],
    ["engines.search"],
]
FLOOR = {f"ventanilla.{name}": floor for floor, names in enumerate(FLOORS) for name in names}
OURS = [model for model in apps.get_models() if model._meta.app_config.name in FLOOR]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_go_down(model):
    here = model._meta.app_config.name
    for field in model._meta.get_fields():
        if field.auto_created or not field.is_relation:
            continue
        target = field.related_model._meta.app_config.name
        assert target == here or FLOOR[target] < FLOOR[here], f"{field} points up to {target}"


def test_every_model_stands_in_the_table_of_models():
    table = (ROOT / "docs" / "architecture.md").read_text()
    missing = [m._meta.label for m in OURS if f"`{m.__name__}`" not in table]
    assert missing == []


def test_every_job_that_is_asked_for_exists():
    asked = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "enqueue"
            ):
                assert isinstance(node.args[0], ast.Constant), (
                    f"{path}:{node.lineno} names its job indirectly"
                )
                asked.add(node.args[0].value)
    assert asked
    import_module("ventanilla.demo.jobs")  # an app of demos only
    assert asked <= jobs.names


def test_every_subscription_names_known_entries():
    from ventanilla.config.wiring import SUBSCRIPTIONS

    named = {name for subscription in SUBSCRIPTIONS for name in subscription.names}
    assert named
    assert named <= known_types().keys()


def test_no_signals_no_utils():
    assert (
        not list(SOURCE.rglob("utils.py"))
        + list(SOURCE.rglob("helpers.py"))
        + list(SOURCE.rglob("signals.py"))
    )
    for path in SOURCE.rglob("*.py"):
        assert not re.search(r"django\.db\.models\.signals|@receiver", path.read_text()), path


def test_entry_names_begin_with_their_room():
    rooms = {"ticket", "workflow", "sla", "directory", "service", "catalog", "asset", "unknown"}
    rooms |= {
        "article",
        "status",
        "budget",
        "brand",
        "announcement",
        "search",
        "notifications",
        "connection",
        "grant",
        "feedback",
        "insights",
        "secret",
        "subscription",
    }
    ours = {name for name, kind in known_types().items() if kind.__module__.startswith("ventanilla.")}
    assert {name.split(".")[0] for name in ours} <= rooms
