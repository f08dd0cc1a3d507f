"""Cost centres as administrators and those who keep the accounts look after them: each change is one entry, and who
goes on from what somebody else has changed meanwhile is told (`edition`). `actor=None` is the operator.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ventanilla.core.access.policies import require
from ventanilla.core.directory.entries import RowChanged, RowRemoved
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.registers import edition_of, judge_edition, judge_free, name_given
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.budgets.actions import add_centre, change_owner
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.budgets.policies import may_keep

EDITED = ("name", "department_id", "keeper_id", "owner_id", "in_use")


def edition(centre: CostCentre) -> str:
    """Which state of the cost centre this is; what was taken from it doesn't count."""
    return edition_of({name: getattr(centre, name) for name in EDITED})


@action
def save_centre(
    *,
    actor: Person | None,
    centre: CostCentre | None = None,
    code: str = "",
    name: Mapping[str, str],
    department: Department | None,
    keeper: Department | None,
    owner: Person | None,
    edition: str | None = None,
) -> CostCentre:
    """Add a cost centre, or change it; its code stays. `keeper`: the department that keeps the accounts; `owner`: who
    answers for it.

    Raises NotAllowed, Invalid naming the field, Conflict (`changed`) when `edition` isn't the one that stands.
    """
    if department is None or keeper is None or owner is None or not owner.is_active:
        raise _missing(department, keeper, owner)
    require(actor is None or may_keep(actor, keeper))
    named = name_given(name)
    if centre is None:
        return add_centre(
            code=code, name=named, department=department, keeper=keeper, owner=owner, actor=actor
        )
    row = _locked(centre, actor, edition)
    _change(row, {"name": named, "department": department, "keeper": keeper}, actor)
    if row.owner_id != owner.pk:
        change_owner(centre=row, owner=owner, actor=actor)
        row.owner = owner
    return row


@action
def set_in_use(centre: CostCentre, *, actor: Person | None, in_use: bool) -> CostCentre:
    """Offer it no more when somebody chooses one, or offer it again; what it has and gave stays. Raises NotAllowed."""
    row = _locked(centre, actor)
    _change(row, {"in_use": in_use}, actor)
    return row


@action
def remove(centre: CostCentre, *, actor: Person | None) -> None:
    """Take it away for good, as long as nobody has it and it never had a budget. Raises NotAllowed, Conflict."""
    row = _locked(centre, actor)
    judge_free(row)
    record(row.stream, RowRemoved(what="costcentre", key=row.code), actor=actor)
    row.delete()


def _missing(department: Department | None, keeper: Department | None, owner: Person | None) -> Invalid:
    said = {}
    if department is None:
        said["department"] = _("Choose whose money it is.")
    if owner is None or not owner.is_active:
        said["owner"] = _("Say who answers for it: the address of somebody active here.")
    if keeper is None:
        said["keeper"] = _("Choose the department that keeps the accounts.")
    return Invalid(next(iter(said.values())), {field: [words] for field, words in said.items()})


def _locked(centre: CostCentre, actor: Person | None, wanted: str | None = None) -> CostCentre:
    rows = CostCentre.objects.select_for_update(of=("self",))
    row = rows.select_related("department", "keeper", "owner", "stream").get(pk=centre.pk)
    require(actor is None or may_keep(actor, row.keeper_id))
    judge_edition(wanted, edition(row))
    return row


def _change(row: CostCentre, wanted: Mapping[str, Any], actor: Person | None) -> None:
    changes = {
        name: (getattr(row, name), value) for name, value in wanted.items() if getattr(row, name) != value
    }
    if not changes:
        return
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    told = {name: (_text(old), _text(new)) for name, (old, new) in changes.items()}
    record(row.stream, RowChanged(what="costcentre", key=row.code, changes=told), actor=actor)


def _text(value: Any) -> Any:
    return value if isinstance(value, bool | dict) else str(value)
