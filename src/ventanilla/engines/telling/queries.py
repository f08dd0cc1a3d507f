"""Reads about subscriptions and what went to them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ventanilla.core.kit import clock
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.engines.telling.choices import DeliveryState, Mode
from ventanilla.engines.telling.models import Delivery, Subscription

PAGE = 30

LISTENING = StandingRows(
    lambda: Subscription.objects.exclude(mode=Mode.OFF).prefetch_related("services", "teams").order_by("pk")
)
"""All that are told, or will be once they go on: every action with something to tell asks for them."""


def all_subscriptions() -> QuerySet[Subscription]:
    """Every one by name, with whether something `waits` to be told."""
    waiting = Delivery.objects.filter(subscription=OuterRef("pk"), state=DeliveryState.WAITING)
    rows = Subscription.objects.select_related("owner").prefetch_related("services", "teams")
    return rows.annotate(waits=Exists(waiting)).order_by("name", "pk")


def subscription_of(pk: int) -> Subscription | None:
    """One, with all that its page shows."""
    return all_subscriptions().filter(pk=pk).first()


def deliveries_of(subscription: Subscription, *, state: str = "", after: str | None = None) -> Page[Delivery]:
    """What went to it or is on its way, the newest first. Raises Invalid for a cursor that isn't one."""
    rows = Delivery.objects.filter(subscription=subscription).select_related("ticket").defer("body")
    return page(rows.filter(state=state) if state else rows, after=after, size=PAGE)


def next_to_send(subscription: int, now: datetime) -> Delivery | None:
    """What is to be sent to it next, with the subscription as it is now; None when nothing is, or it rests.

    Of each ticket only the first that waits: so they arrive in order.
    """
    earlier = Delivery.objects.filter(
        subscription=OuterRef("subscription"),
        ticket=OuterRef("ticket"),
        pk__lt=OuterRef("pk"),
        state=DeliveryState.WAITING,
    )
    awake = Q(subscription__rest_until=None) | Q(subscription__rest_until__lte=now)
    due = Delivery.objects.filter(
        awake,
        subscription=subscription,
        subscription__mode=Mode.ON,
        state=DeliveryState.WAITING,
        next_at__lte=now,
    )
    return due.exclude(Exists(earlier)).select_related("subscription", "ticket").order_by("pk").first()


def with_something_due() -> list[int]:
    """The subscriptions to which something could be sent now."""
    now = clock.now()
    awake = Q(rest_until=None) | Q(rest_until__lte=now)
    due = Delivery.objects.filter(subscription=OuterRef("pk"), state=DeliveryState.WAITING, next_at__lte=now)
    rows = Subscription.objects.filter(awake, Exists(due), mode=Mode.ON)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def stream_key(subscription: Subscription) -> str:
    """The key of its stream."""
    return f"subscription:{subscription.pk}"


def history_of(subscription: Subscription, limit: int = 30) -> list[Entry]:
    """Who changed what and what went wrong, the latest first."""
    key = {"subject_kind": SubjectKind.SETTINGS, "subject_id": stream_key(subscription)}
    stream = Stream.objects.filter(**key).first()
    if stream is None:
        return []
    return list(Entry.objects.filter(stream=stream).select_related("actor").order_by("-position")[:limit])
