"""Laptops and monitors: some in the storeroom, and what people have had on their desks for years."""

from __future__ import annotations

from random import Random

from ventanilla.core.people.models import Department, Location, Person
from ventanilla.demo.data_files import localized, table
from ventanilla.records.assets import actions as assets
from ventanilla.records.assets.models import Asset, AssetModel

# Bought in earlier years and not to be had any more: model, name, and which part of the people has one.
OLD_LAPTOP = "standard-13-2022"
OLD_LAPTOP_NAME = {"es": "Estándar 13″ (2022)", "en": "Standard 13″ (2022)"}
WITHOUT_LAPTOP = ("said", "mateo", "eva")


def hand_out(chance: Random) -> None:
    """Give everybody of Acme who works at a desk the laptop of 2022, and every third a monitor."""
    laptop = _model(OLD_LAPTOP, OLD_LAPTOP_NAME, "computer-desktop")
    monitor = _model("monitor-24", localized(_row("monitor-24")), "tv")
    people = Person.objects.filter(email__endswith="@acme.example").order_by("pk")
    for position, person in enumerate(p for p in people if p.email.partition("@")[0] not in WITHOUT_LAPTOP):
        _put_in_stock(laptop, "ST13", chance)
        assets.assign_from_stock(model=laptop, person=person, actor=None)
        if position % 3 == 0:
            _put_in_stock(monitor, "MO24", chance)
            assets.assign_from_stock(model=monitor, person=person, actor=None)


def fill(chance: Random) -> None:
    """What is in the storeroom when the two months begin."""
    for row in table("asset-models"):
        model = _model(row["slug"], localized(row), row["icon"])
        for _piece in range(int(row["stock"])):
            _put_in_stock(model, row["prefix"], chance)


def kept() -> set[str]:
    """The models that are kept in stock, by slug."""
    return {row["slug"] for row in table("asset-models")}


def deliver(slug: str, chance: Random, *, actor: Person) -> Asset:
    """One more piece of a model comes in, put in stock by `actor`."""
    return _put_in_stock(AssetModel.objects.get(slug=slug), _row(slug)["prefix"], chance, actor=actor)


def _row(slug: str) -> dict[str, str]:
    return next(row for row in table("asset-models") if row["slug"] == slug)


def _model(slug: str, name: dict[str, str], icon: str) -> AssetModel:
    found = AssetModel.objects.filter(slug=slug).first()
    it = Department.objects.get(slug="it")
    return found or assets.add_model(slug=slug, name=name, department=it, actor=None, icon=icon)


def _put_in_stock(model: AssetModel, prefix: str, chance: Random, *, actor: Person | None = None) -> Asset:
    letters = "".join(chance.choices("ABCDEFGHJKLMNPRSTUVWXYZ23456789", k=6))
    storeroom = Location.objects.get(slug="floor-1")
    return assets.add_asset(model=model, serial=f"{prefix}-{letters}", actor=actor, location=storeroom)
