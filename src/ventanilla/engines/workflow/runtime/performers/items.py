"""What a for_each goes through, where only the portal knows it: the rows of a list, people, what somebody holds."""

from __future__ import annotations

from typing import Any

from ventanilla.core.kit.text import Localized, languages
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Person
from ventanilla.core.rules import RuleFault
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.certainty import holds_for_certain
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.records.assets.models import Asset
from ventanilla.records.assets.queries import things_of
from ventanilla.records.catalog.models import ListRow, LookupList
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets.facts import surroundings


def find_items(effect: machine.FindItems, scene: Scene) -> list[machine.Event]:
    """Look them up as they are now; people who aren't known or have left are passed over."""
    block, slug = effect.block, effect.block.list
    if block.things_of or block.accesses_of:
        return _held(effect, scene)
    if slug is None:
        return [machine.ItemsFound(effect.key, tuple(_people(effect.people, scene)))]
    if not LookupList.objects.filter(slug=slug).exists():
        return [machine.Failed(effect.key, "unknown_list", slug)]
    rows = ListRow.objects.filter(list__slug=slug, active=True)
    try:
        items = tuple(_row(row) for row in rows if _chosen(row, effect, scene))
    except RuleFault as fault:
        return [machine.Failed(effect.key, f"rule.{fault.code}", str(fault))]
    return [machine.ItemsFound(effect.key, items)]


def _chosen(row: ListRow, effect: machine.FindItems, scene: Scene) -> bool:
    if effect.block.where is None:
        return True
    columns = {f"row.{name}": value for name, value in _columns(row).items()}
    facts = {**scene.facts, **scene.outputs, **columns}
    return holds_for_certain(effect.block.where, facts, surroundings(scene.ticket.department))


def _columns(row: ListRow) -> dict[str, Any]:
    return {**row.values, "value": row.key, "label": row.label}


def _row(row: ListRow) -> dict[str, Any]:
    return {"key": row.key, "facts": _columns(row), "label": dict(row.label)}


def _held(effect: machine.FindItems, scene: Scene) -> list[machine.Event]:
    name = str(effect.block.things_of or effect.block.accesses_of)
    holder = scene.somebody(name) or scene.who_left(name)
    if holder is None:
        return [machine.Failed(effect.key, "no_holder", name)]
    if effect.block.things_of:
        items = [_thing(asset) for asset in things_of(holder)]
    else:
        items = [_access(grant) for grant in accesses_of(holder)]
    return [machine.ItemsFound(effect.key, tuple(items))]


def _thing(asset: Asset) -> dict[str, Any]:
    facts = {
        "asset": str(asset.pk),
        "serial": asset.serial,
        "model": asset.model.slug,
        "name": dict(asset.model.name),
    }
    label = {code: f"{text} ({asset.serial})" for code, text in asset.model.name.items()}
    return {"key": str(asset.pk), "facts": facts, "label": label}


def _access(grant: Grant) -> dict[str, Any]:
    facts = {"access": grant.access, "label": dict(grant.label)}
    return {"key": str(grant.pk), "facts": facts, "label": dict(grant.label)}


def _people(named: Any, scene: Scene) -> list[dict[str, Any]]:
    names = named if isinstance(named, list) else [named] if named else []
    found = {person.pk: person for person in map(scene.somebody, names) if person}
    return [_person(person) for person in found.values()]


def _person(person: Person) -> dict[str, Any]:
    facts = {name.removeprefix("item."): value for name, value in person_facts(person, "item").items()}
    label: Localized = dict.fromkeys(languages(), person.name)
    return {"key": str(person.pk), "facts": facts, "label": label}
