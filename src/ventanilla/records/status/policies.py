"""Who may say what is out, and who keeps the list of what there is."""

from __future__ import annotations

from collections.abc import Iterable

from ventanilla.core.access import policies as access
from ventanilla.core.access.choices import Role
from ventanilla.core.access.policies import has_role, is_portal_admin
from ventanilla.core.people.models import Department, Person
from ventanilla.records.status.models import Component, Outage


def may_report(person: Person, component: Component) -> bool:
    """The agents and administrators of the department that keeps it open and end its outages."""
    return has_role(
        person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=component.department_id
    ) or is_portal_admin(person)


def may_report_all(person: Person, components: Iterable[Component]) -> bool:
    """An outage of several components is opened by somebody who may for each of them."""
    return all(may_report(person, component) for component in components)


def may_run(person: Person, outage: Outage) -> bool:
    """Whoever keeps one of its components writes updates and says when it is over."""
    return any(may_report(person, component) for component in outage.components.all())


def may_arrange(person: Person, department: Department | int) -> bool:
    """Components are kept by the designers and administrators of their department."""
    return access.may_design(person, department)
