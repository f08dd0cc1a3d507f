"""Who may ask for a service, for whom, and who may change it."""

from __future__ import annotations

from ventanilla.core.access import policies as access
from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import AudienceMember
from ventanilla.core.kit.standing import Standing
from ventanilla.core.people.facts import person_facts
from ventanilla.core.people.models import Department, Person
from ventanilla.core.rules import evaluate
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.versions import package_of


def may_ask(person: Person, service: Service) -> bool:
    """A live service is for its audience; a resource is opened, never asked for."""
    return not service.is_resource and may_see(person, service)


def may_see(person: Person, service: Service) -> bool:
    """A live service or resource stands in the catalogue of its audience."""
    if not person.is_active or service.state != ServiceState.LIVE or service.live_version_id is None:
        return False
    return bool(MEMBERS(person=person.pk, audience=service.audience_id))


MEMBERS = Standing(
    lambda person, audience: AudienceMember.objects.filter(person=person, audience=audience).values_list(
        "pk"
    )[:1],
    person=-1,
    audience=-2,
)


def may_ask_for(person: Person, service: Service, other: Person) -> bool:
    """Whether `person` may ask for `service` on behalf of `other`.

    Everybody may for themselves. For somebody else of the same organisation when the service's
    `requested_for` says so; the agents of the service's department for anybody, because people also
    call. Comes on top of `may_ask`.
    """
    if person.pk == other.pk:
        return True
    if not other.is_active or service.live_version is None:
        return False
    if access.has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=service.department_id):
        return True
    if person.organization_id != other.organization_id:
        return False
    whom = package_of(service.live_version).requested_for
    if isinstance(whom, str):
        return bool(whom == "anyone")
    facts = {**person_facts(person, "requester"), **person_facts(other, "requested_for")}
    return bool(evaluate(whom, facts))


def may_ask_for_others(person: Person, service: Service) -> bool:
    """Whether it makes sense to ask `person` for whom it is; `may_ask_for` says it of each one."""
    if service.live_version is None:
        return False
    if access.has_role(person, Role.AGENT, Role.DEPARTMENT_ADMINISTRATOR, department=service.department_id):
        return True
    return bool(package_of(service.live_version).requested_for != "self")


def may_design(person: Person, service: Service) -> bool:
    """Designers and administrators of the service's department, and portal administrators."""
    return access.may_design(person, service.department_id)


def may_design_in(person: Person | None, department: Department) -> bool:
    """The same for what is about to be made in `department`; None is the operator at the command line."""
    return person is None or access.may_design(person, department)


def may_arrange(person: Person | None) -> bool:
    """Categories are everybody's, so portal administrators arrange them."""
    return person is None or access.is_portal_admin(person)
