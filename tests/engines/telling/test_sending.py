"""How it gets there: signed, in order, again and again, and when that ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.telling.conftest import subscribe
from tests.jobs import queued_jobs, run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.kit.sealing import reseal_everything
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.telling import jobs
from ventanilla.engines.telling.actions import (
    forget_old,
    remove,
    renew_secret,
    send_again,
    send_test,
    set_mode,
    show_secret,
)
from ventanilla.engines.telling.choices import Mode
from ventanilla.engines.telling.models import Delivery, Subscription
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db


def ask(house, what: str = "A mouse"):
    return tickets.submit(actor=house.ana, service=house.service, answers={"what": what})


def send() -> None:
    run_jobs("telling.send")


def later(**span: int) -> None:
    """So much later, what is due is looked for and sent."""
    with clock.frozen(clock.now() + timedelta(**span)):
        jobs.look()
        send()


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_what_is_sent_is_signed_and_named(house, desk):
    subscribe(house, desk)
    ask(house)
    send()
    row = Delivery.objects.get()
    headers = desk.headers[0]
    assert (row.state, row.status, row.tries) == ("delivered", 204, 1)
    assert headers["webhook-id"] == headers["idempotency-key"] == desk.seen[0]["id"]
    assert headers["ventanilla-event"] == "ticket.created"
    assert headers["ventanilla-sequence"] == str(row.sequence)
    assert headers["content-type"] == "application/json"


def test_a_wrong_secret_is_noticed_and_both_hold_while_it_changes(house, desk):
    subscription = subscribe(house, desk)
    old = desk.secret
    renew_secret(actor=house.admin, subscription=subscription)
    ask(house)
    send()
    desk.secret = new = show_secret(actor=house.admin, subscription=subscription)
    ask(house)
    send()
    assert (states(), desk.refused, old != new) == (["delivered", "delivered"], 0, True)
    desk.secret = old
    with clock.frozen(clock.now() + timedelta(hours=25)):
        ask(house)
        send()
    assert (states()[-1], desk.refused) == ("waiting", 1)
    with pytest.raises(Conflict):
        show_secret(actor=house.admin, subscription=subscription)


def test_what_failed_is_tried_again_and_holds_back_only_its_own_ticket(house, desk):
    subscription = subscribe(house, desk)
    desk.answers = [500]
    first, second = ask(house), ask(house)
    tickets.comment(actor=house.ana, ticket=first, text="Hello?")
    send()
    assert desk.types() == []
    later(seconds=10)
    assert [event["ticket"]["number"] for event in desk.seen] == [first.number, second.number, first.number]
    desk.answers = [503, 503]
    third = ask(house)
    tickets.comment(actor=house.ana, ticket=third, text="Hello?")
    send()
    later(seconds=10)
    later(seconds=30)
    assert len(desk.seen) == 3  # its comment waits behind it
    later(seconds=100)
    assert desk.types()[3:] == ["ticket.created", "ticket.comment_added"]
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.failing_since) == (0, None)


def test_after_a_failure_it_is_left_in_peace(house, desk):
    subscribe(house, desk)
    desk.answers = [500, 204]
    ask(house)
    ask(house)
    send()
    assert len(desk.headers) == 1
    later(seconds=5)
    assert len(desk.headers) == 1
    later(seconds=10)
    assert states() == ["delivered", "delivered"]


def test_whoever_asks_for_time_gets_it(house, desk):
    subscribe(house, desk)
    desk.answers, desk.extra = [429], {"Retry-After": "1800"}
    ask(house)
    send()
    later(minutes=25)
    assert states() == ["waiting"]
    later(minutes=31)
    assert states() == ["delivered"]


def test_after_a_day_it_is_given_up_and_the_owner_is_told_once(house, desk):
    subscription = subscribe(house, desk)
    desk.answers = [500] * 100
    ask(house)
    ask(house)
    send()
    begun = clock.now()
    for hours in range(1, 26):
        with clock.frozen(begun + timedelta(hours=hours)):
            jobs.look()
            send()
            later(minutes=11)
    run_jobs()
    assert states() == ["given_up", "given_up"]
    row = Delivery.objects.first()
    assert row is not None
    assert (row.status, row.excerpt, row.problem) == (500, "thanks", "it answered 500")
    (news,) = Notification.objects.filter(person=house.admin)
    assert (news.path, "The other desk" in news.title) == (
        f"/designer/subscriptions/{subscription.pk}/",
        True,
    )


def test_what_is_refused_is_not_sent_again_by_itself(house, desk):
    subscription = subscribe(house, desk)
    desk.answers, desk.said = [422], b"no\x00 such\n field" + b"x" * 40_000
    ask(house)
    send()
    row = Delivery.objects.get()
    assert (row.state, row.status, row.next_at) == ("refused", 422, None)
    assert row.excerpt.startswith("no such field")
    assert len(row.excerpt) <= 300
    send_again(actor=house.admin, subscription=subscription, delivery=row.pk)
    later(seconds=11)
    assert states() == ["delivered"]
    assert desk.headers[0]["webhook-id"] == desk.headers[1]["webhook-id"]


def test_a_redirect_is_never_followed(house, desk):
    subscribe(house, desk)
    desk.answers, desk.extra = [307], {"Location": desk.url}
    ask(house)
    send()
    assert (len(desk.headers), states()) == (1, ["waiting"])
    assert "leads elsewhere" in Delivery.objects.get().problem


def test_the_address_is_judged_anew_each_time(house, desk, settings):
    subscribe(house, desk)
    settings.PRIVATE_CONNECTIONS = []
    ask(house)
    send()
    assert (desk.headers, states()) == ([], ["waiting"])
    assert "private network" in Delivery.objects.get().problem


def test_gone_is_gone_until_somebody_says_otherwise(house, desk):
    subscription = subscribe(house, desk)
    desk.answers = [410]
    ask(house)
    ask(house)
    send()
    run_jobs()
    subscription.refresh_from_db()
    assert (subscription.mode, subscription.paused_because, len(desk.headers)) == ("paused", "gone", 1)
    assert Notification.objects.filter(person=house.admin).count() == 1
    later(hours=2)
    assert states() == ["waiting", "waiting"]
    set_mode(actor=house.admin, subscription=subscription, mode=Mode.ON)
    later(seconds=1)
    assert states() == ["delivered", "delivered"]


def test_what_fails_for_days_is_paused_and_says_so(house, desk):
    subscription = subscribe(house, desk)
    desk.answers = [0] * 500
    begun = clock.now()
    for hours in range(0, 80, 4):
        with clock.frozen(begun + timedelta(hours=hours)):
            ask(house)
            jobs.look()
            send()
    subscription.refresh_from_db()
    assert (subscription.mode, subscription.paused_because) == ("paused", "failing")


def test_switched_off_what_waited_is_not_told_any_more(house, desk):
    subscription = subscribe(house, desk)
    ask(house)
    set_mode(actor=house.admin, subscription=subscription, mode=Mode.OFF)
    send()
    assert (states(), desk.headers) == (["given_up"], [])
    with pytest.raises(Conflict):
        send_again(actor=house.admin, subscription=subscription, delivery=Delivery.objects.get().pk)


def test_a_test_is_sent_at_once_and_tried_once(house, desk):
    subscription = subscribe(house, desk)
    assert send_test(actor=house.admin, subscription=subscription).state == "delivered"
    desk.answers = [500]
    failed = send_test(actor=house.admin, subscription=subscription)
    assert (failed.state, failed.status, desk.types()) == ("given_up", 500, ["test"])
    assert (queued_jobs().count("telling.send"), desk.seen[0]["ticket"]) == (0, None)
    subscription.refresh_from_db()
    assert subscription.failures == 0


def test_sent_again_is_known_again(house, desk):
    subscription = subscribe(house, desk)
    ask(house)
    send()
    row = Delivery.objects.get()
    send_again(actor=house.admin, subscription=subscription, delivery=row.pk)
    with pytest.raises(Conflict):
        send_again(actor=house.admin, subscription=subscription, delivery=row.pk)
    send()
    assert (len(desk.headers), len(desk.seen)) == (2, 1)
    with pytest.raises(NotFound):
        send_again(actor=house.admin, subscription=subscription, delivery=0)


def test_old_ones_are_forgotten_and_what_waits_too_long_is_given_up(house, desk):
    subscription = subscribe(house, desk)
    ask(house)
    send()
    set_mode(actor=house.admin, subscription=subscription, mode=Mode.PAUSED)
    ask(house)
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert forget_old() == 0
        assert states() == ["delivered", "given_up"]
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert forget_old() == 2


def test_removed_it_leaves_nothing_but_its_history(house, desk):
    subscription = subscribe(house, desk)
    ask(house)
    remove(actor=house.admin, subscription=subscription)
    send()
    assert (Delivery.objects.count(), Subscription.objects.count(), desk.headers) == (0, 0, [])


def test_secrets_are_sealed_anew_when_the_keys_change(house, desk):
    subscription = subscribe(house, desk)
    renew_secret(actor=house.admin, subscription=subscription)
    before = Subscription.objects.get().secret
    assert reseal_everything()["subscriptions"] == 2
    assert Subscription.objects.get().secret != before
