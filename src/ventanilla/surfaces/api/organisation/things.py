"""Categories, equipment models and cost centres."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from django.db.models import QuerySet
from pydantic import Field, StringConstraints

from ventanilla.core.kit.registers import Keeping, name_given, slug_given
from ventanilla.core.people.models import Department, Person
from ventanilla.records.assets import keeping as assets
from ventanilla.records.assets.models import AssetModel
from ventanilla.records.budgets import keeping as budgets
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.catalog import actions as catalog
from ventanilla.records.catalog.models import Category
from ventanilla.records.catalog.queries import services_saying
from ventanilla.surfaces.api.organisation.kind import Change, Kept, Kind, Values
from ventanilla.surfaces.api.organisation.references import picture, row_of, slug_or_none, somebody
from ventanilla.surfaces.api.reading import Body, Short
from ventanilla.surfaces.api.status import Texts

Amount = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,10}(\.[0-9]{1,2})?$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]
Icon = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Seats = Annotated[int, Field(ge=0, le=10_000)]


class CategoryOut(Kept):
    """`position`: the smallest number stands first; `icon`: the name of a picture."""

    slug: str
    description: dict[str, str]
    icon: str
    parent: str | None
    position: int


class CategoryChange(Change):
    description: Texts | None = None
    icon: Icon | None = None
    parent: Short | None = None
    position: Annotated[int, Field(ge=0, le=9999)] | None = None


class NewCategory(CategoryChange):
    name: Texts
    slug: Short = ""


class Categories(Kind):
    path: ClassVar[str] = "categories"
    one: ClassVar[str] = "category"
    many: ClassVar[str] = "categories"
    words: ClassVar[tuple[str, str]] = ("category", "categories")
    out, new, change = CategoryOut, NewCategory, CategoryChange
    order = ("position", "id")
    reads = {"parent": row_of(Category), "icon": picture}

    def rows(self) -> QuerySet[Category]:
        return Category.objects.select_related("parent")

    def shown(self, row: Category) -> Values:
        plain = {name: getattr(row, name) for name in ("slug", "description", "icon", "position")}
        return {**plain, "parent": slug_or_none(row.parent)}

    def stands(self, row: Category) -> Values:
        return {name: getattr(row, name) for name in ("name", "description", "icon", "parent", "position")}

    def edition(self, row: Category) -> str:
        return catalog.edition_of_category(row)

    def given(self, data: Body) -> Values:
        found = super().given(data)
        return {name: value for name, value in found.items() if value is not None or name == "parent"}

    def save(self, actor: Person, row: Category | None, values: Values, edition: str | None) -> Category:
        name = name_given(values["name"])
        slug = row.slug if row else slug_given(Category.objects.all(), values.get("slug", ""), name)
        wanted = values | {"name": name, "slug": slug}
        return catalog.save_category(actor=actor, edition=edition, **wanted)

    def set_in_use(self, actor: Person, row: Category, in_use: bool) -> None:
        catalog.set_category_in_use(row, actor=actor, in_use=in_use)

    def remove(self, actor: Person, row: Category) -> None:
        catalog.remove_category(row, actor=actor)


def _decimal(text: Any, _field: str) -> Decimal | None:
    return None if text is None else Decimal(text)


class EquipmentOut(Kept):
    """`price` of one piece or seat, in euros; `seats` of a licence, null for what has serial numbers."""

    slug: str
    department: str
    icon: str
    price: str | None
    seats: int | None


class EquipmentChange(Change):
    department: Short | None = None
    icon: Icon | None = None
    price: Amount | None = None
    seats: Seats | None = None


class NewEquipment(EquipmentChange):
    name: Texts
    department: Short
    slug: Short = ""


class Equipment(Kind):
    path: ClassVar[str] = "equipment"
    one: ClassVar[str] = "equipment_model"
    keeping: ClassVar[Keeping] = assets
    many: ClassVar[str] = "equipment_models"
    words: ClassVar[tuple[str, str]] = ("model of equipment", "models of equipment")
    out, new, change = EquipmentOut, NewEquipment, EquipmentChange
    reads = {"department": row_of(Department), "price": _decimal, "icon": picture}

    def rows(self) -> QuerySet[AssetModel]:
        return AssetModel.objects.select_related("department")

    def shown(self, row: AssetModel) -> Values:
        price = None if row.price is None else f"{row.price:.2f}"
        plain = {"slug": row.slug, "icon": row.icon, "seats": row.seats}
        return {**plain, "department": row.department.slug, "price": price}

    def stands(self, row: AssetModel) -> Values:
        return {name: getattr(row, name) for name in ("name", "department", "icon", "price", "seats")}

    def given(self, data: Body) -> Values:
        found = super().given(data)
        return {name: value for name, value in found.items() if value is not None or name != "icon"}

    def save(self, actor: Person, row: AssetModel | None, values: Values, edition: str | None) -> AssetModel:
        return assets.save_model(actor=actor, model=row, edition=edition, **values)

    def named_by(self, row: AssetModel) -> list[str]:
        return services_saying(row.slug)


class KeptCentreOut(Kept):
    """`department`: whose money it is; `owner`, an address, answers for it; `keeper`: who keeps the accounts."""

    code: str
    department: str
    keeper: str
    owner: str


class CentreChange(Change):
    department: Short | None = None
    keeper: Short | None = None
    owner: Short | None = None


class NewCentre(Body):
    code: Code
    name: Texts
    department: Short
    keeper: Short
    owner: Short


class Centres(Kind):
    path: ClassVar[str] = "cost-centres"
    one: ClassVar[str] = "cost_centre"
    keeping: ClassVar[Keeping] = budgets
    many: ClassVar[str] = "cost_centres"
    words: ClassVar[tuple[str, str]] = ("cost centre", "cost centres")
    out, new, change = KeptCentreOut, NewCentre, CentreChange
    key = "code"
    order = ("code",)
    reads = {"department": row_of(Department), "keeper": row_of(Department), "owner": somebody}

    def rows(self) -> QuerySet[CostCentre]:
        return CostCentre.objects.select_related("department", "keeper", "owner")

    def shown(self, row: CostCentre) -> Values:
        tied = {"department": row.department.slug, "keeper": row.keeper.slug, "owner": row.owner.email}
        return {"code": row.code, **tied}

    def stands(self, row: CostCentre) -> Values:
        return {name: getattr(row, name) for name in ("name", "department", "keeper", "owner")}

    def save(self, actor: Person, row: CostCentre | None, values: Values, edition: str | None) -> CostCentre:
        return budgets.save_centre(actor=actor, centre=row, edition=edition, **values)
