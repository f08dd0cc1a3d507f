"""Cost centres of Acme, one for each department, and what each has for the year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.money import Money
from ventanilla.core.people.models import Department
from ventanilla.demo.data_files import table
from ventanilla.demo.organisation import COST_CENTRES, person
from ventanilla.records.budgets.actions import add_centre, set_amount


def make(years: Iterable[int]) -> None:
    """Finance keeps the accounts of all of them, Carmen first; the head of each department answers for its own."""
    directory.grant_role(
        person("carmen"), Role.AGENT, department=Department.objects.get(slug="finance"), actor=None
    )
    departments = {department.slug: department for department in Department.objects.all()}
    wanted = sorted(set(years))
    for row in table("budgets"):
        department = departments[row["department"]]
        centre = add_centre(
            actor=None,
            code=COST_CENTRES[department.slug],
            name=department.name,
            department=department,
            keeper=departments["finance"],
            owner=person(row["owner"]),
        )
        for year in wanted:
            set_amount(centre=centre, year=year, amount=Money(Decimal(row["amount"])), actor=None)
