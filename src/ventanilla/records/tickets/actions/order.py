"""Sending several services together."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint import Package
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions.ending import cancel
from ventanilla.records.tickets.actions.several import submit_for_several
from ventanilla.records.tickets.actions.submit import create, require_may_ask
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.models import Order, Ticket
from ventanilla.records.tickets.orders import Item, items_of
from ventanilla.records.tickets.policies import may_withdraw
from ventanilla.records.tickets.same import refuse_same


@action
def send_order(*, actor: Person, key: str, language: str = "", unless_same: bool = False) -> Order:
    """Send all that is in the actor's order, or nothing of it; sent twice with the same key it is sent once.

    `unless_same`: not when somebody asked for the same as one of its services. Raises Conflict when there is nothing
    in it, Invalid when one of the services still needs answers, AskedAlready.
    """
    with connection.cursor() as cursor:  # the second of two sendings waits for the first
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"order {actor.pk}"])
    earlier = Order.objects.filter(person=actor, key=key).first()
    if earlier:
        return earlier
    items = items_of(actor)
    if not items:
        raise Conflict(_("There is nothing in your order."))
    unready = [item for item in items if not item.ready]
    if unready:
        said = _("“%(title)s” still needs answers.") % {"title": pick(unready[0].draft.service.title)}
        raise Invalid(said, {"items": [said]})
    if unless_same:
        refuse_same(actor, [(item.draft.service, _package(item), item.checked.answers) for item in items])
    order = Order.objects.create(person=actor, key=key[:200], sent_at=clock.now())
    for item in items:
        _send(actor, order, item, language)
        item.draft.delete()
    return order


@action
def withdraw_from_order(
    *, actor: Person, order: Order, numbers: Iterable[str], text: str = ""
) -> list[Ticket]:
    """Withdraw some of the tickets of an order; those that are over already are passed over. What was withdrawn."""
    wanted = set(numbers)
    rows = order.tickets.exclude(part=Part.ONE).filter(number__in=wanted).order_by("pk")
    open_ = [ticket for ticket in rows if may_withdraw(actor, ticket)]
    return [cancel(actor=actor, ticket=ticket, text=text) for ticket in open_]


def _package(item: Item) -> Package:
    live = item.draft.service.live_version
    assert live is not None, "items_of gives live services only"
    return package_of(live)


def _send(actor: Person, order: Order, item: Item, language: str) -> Ticket:
    service, answers = item.draft.service, item.answers
    people = list(Person.objects.filter(pk__in=item.draft.people).order_by("pk"))
    if people:
        return submit_for_several(
            actor=actor, service=service, answers=answers, people=people, language=language, order=order
        )
    require_may_ask(actor, service, [item.whom])
    return create(actor, item.whom, service, answers, {"language": language, "order": order})
