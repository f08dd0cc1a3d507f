"""The list of what people know by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.policies import require
from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Department, Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.catalog.actions import Row, save_list
from ventanilla.records.catalog.models import LookupList, Service
from ventanilla.records.status.entries import ComponentSaved
from ventanilla.records.status.models import Component, ComponentService
from ventanilla.records.status.policies import may_arrange
from ventanilla.records.status.words import LONGEST_TITLE, written

LIST = "components"
"""A lookup list that forms may offer: the components that employees know, kept in step by `save_component`."""

LIST_NAME = {"es": "Lo que se usa a diario", "en": "What people use every day"}


@dataclass(frozen=True)
class ComponentValues:
    """What a component is, besides its slug; `audience` is a rule over `person.*`."""

    name: Mapping[str, str]
    department: Department
    description: Mapping[str, str] | None = None
    services: Sequence[Service] = ()
    audience: Any = None
    public: bool = False
    archived: bool = False


@action
def save_component(
    *, actor: Person | None, slug: str, values: ComponentValues, new: bool = False
) -> Component:
    """Add the component `slug` or change it; nothing is recorded when nothing changes.

    `actor=None` is the operator. Raises NotAllowed, Invalid naming the field; with `new`, also when the slug is
    taken.
    """
    found = Component.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    require(actor is None or may_arrange(actor, values.department))
    require(actor is None or found is None or may_arrange(actor, found.department_id))
    if found and new:
        raise _invalid("slug", _("There is a component with this short name already."))
    component = found or Component(slug=slug, position=Component.objects.count())
    before = _state(component) if found else None
    _set(component, values)
    if _state(component, values.services) == before:
        return component
    component.save()
    _tie(component, values.services)
    entry = ComponentSaved(
        component=slug,
        labels=component.name,
        services=[service.slug for service in values.services],
        archived=values.archived,
    )
    record(stream_for(SubjectKind.COMPONENT, component.pk), entry, actor=actor)
    _offer_in_forms()
    return component


@action
def arrange(*, actor: Person, component: Component, up: bool) -> None:
    """Move a component one place up or down in the list. Raises NotAllowed."""
    require(may_arrange(actor, component.department_id))
    ordered = list(Component.objects.select_for_update().filter(archived_at=None))
    at = next((index for index, row in enumerate(ordered) if row.pk == component.pk), None)
    other = None if at is None else at - 1 if up else at + 1
    if at is None or other is None or not 0 <= other < len(ordered):
        return
    ordered[at], ordered[other] = ordered[other], ordered[at]
    for position, row in enumerate(ordered):
        row.position = position
    Component.objects.bulk_update(ordered, ["position"])
    entry = ComponentSaved(component=component.slug, labels=component.name)
    record(stream_for(SubjectKind.COMPONENT, component.pk), entry, actor=actor)
    _offer_in_forms()


def _set(component: Component, values: ComponentValues) -> None:
    component.name = written(values.name, "name", longest=LONGEST_TITLE)
    component.description = written(values.description or {}, "description", longest=300, optional=True)
    component.department = values.department
    component.audience = audience_for(values.audience if values.audience is not None else dict(INTERNAL))
    component.public = values.public
    if values.archived != (component.archived_at is not None):
        component.archived_at = clock.now() if values.archived else None
    try:
        component.full_clean(validate_unique=False)
    except ValidationError as error:
        raise Invalid(_("Some values can't be used."), error.message_dict) from error


def _state(component: Component, services: Sequence[Service] | None = None) -> tuple[object, ...]:
    tied = (
        {service.pk for service in services}
        if services is not None
        else set(component.services.values_list("pk", flat=True))
    )
    return (
        component.name,
        component.description,
        component.department_id,
        component.audience_id,
        component.public,
        component.archived_at,
        tied,
    )


def _tie(component: Component, services: Sequence[Service]) -> None:
    ComponentService.objects.filter(component=component).exclude(service__in=services).delete()
    ComponentService.objects.bulk_create(
        [ComponentService(component=component, service=service) for service in services],
        ignore_conflicts=True,
    )


def _offer_in_forms() -> None:
    """Forms ask «what is broken?» with these names, whoever keeps the component."""
    ours = audience_for(dict(INTERNAL)), audience_for(True)
    rows = Component.objects.filter(archived_at=None, audience__in=ours).select_related("department")
    known = LookupList.objects.filter(slug=LIST).select_related("department").first()
    shown = list(rows)
    if shown:
        save_list(
            actor=None,
            slug=LIST,
            name=known.name if known else LIST_NAME,
            department=known.department if known else shown[0].department,
            columns=[],
            rows=[Row(row.slug, dict(row.name)) for row in shown],
        )


def _invalid(field: str, words: object) -> Invalid:
    return Invalid(words, {field: [words]})
