"""Who wants to hear of it, and who has been told."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.status import entries
from ventanilla.records.status.choices import Stage, ToldOf, Wants
from ventanilla.records.status.models import Component, ComponentFollow, Follow, Outage, OutageUpdate

_TELL = """
    INSERT INTO status_told (outage_id, person_id, what)
    SELECT %s, unnest(%s::bigint[]), %s ON CONFLICT DO NOTHING RETURNING person_id
"""


@action
def follow(
    *, actor: Person, outage: Outage, affected: bool | None = None, wants: Wants | str | None = None
) -> Follow:
    """Say that one is affected, and what one wants to hear; what isn't given stays as it was. Doing it twice
    changes nothing. Raises NotFound for an outage that isn't shown to this person, Invalid."""
    if not Outage.objects.visible_to(actor).filter(pk=outage.pk).exists():
        raise NotFound(_("There is no such outage, or it isn't shown to you."))
    if wants is not None and wants not in Wants.values:
        raise Invalid(_("Choose what you want to hear."), {"wants": [_("Choose what you want to hear.")]})
    row, _made = Follow.objects.select_for_update().get_or_create(
        outage=outage, person=actor, defaults={"at": clock.now()}
    )
    if affected is not None:
        row.affected = affected
    if wants is not None:
        row.wants = str(wants)
    row.save(update_fields=["affected", "wants"])
    return row


@action
def follow_component(*, actor: Person, component: Component, wanted: bool) -> None:
    """Hear of every outage of a component from now on, or no more. Raises NotFound."""
    if not Component.objects.visible_to(actor).filter(pk=component.pk, archived_at=None).exists():
        raise NotFound(_("There is no such component, or it isn't shown to you."))
    if wanted:
        ComponentFollow.objects.get_or_create(component=component, person=actor)
    else:
        ComponentFollow.objects.filter(component=component, person=actor).delete()


def first_told(outage: Outage, people: Iterable[int], what: ToldOf) -> list[int]:
    """Those of `people` (ids) who haven't been told of it yet; from now on they count as told. To be used in the
    transaction that tells them."""
    wanted = sorted(set(people))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [outage.pk, wanted, what.value])
        return sorted(row[0] for row in cursor.fetchall())


@action
def tell_over(outage: Outage) -> list[int]:
    """Tell those who followed it that it is over, unless they have been told. Returns whom (ids): nobody, when it
    was done before."""
    outage = Outage.objects.select_for_update(of=("self",)).select_related("stream").get(pk=outage.pk)
    if outage.state != Stage.OVER:
        return []
    rows = Follow.objects.filter(outage=outage, person__is_active=True).exclude(wants=Wants.NOTHING)
    people = first_told(outage, rows.values_list("person", flat=True), ToldOf.OVER)
    if people:
        last = OutageUpdate.objects.filter(outage=outage, state=Stage.OVER).order_by("-pk").first()
        text = last.text if last else {}
        record(
            outage.stream,
            entries.OverTold(outage=outage.pk, title=outage.title, text=text, people=people),
            actor=None,
        )
    return people
