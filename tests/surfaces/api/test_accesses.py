"""Accesses through the API: one's own, those that one looks after, their end and their going on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit import clock
from ventanilla.records.grants.actions import Terms, give
from ventanilla.records.grants.models import Grant
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def asked(w: World) -> Ticket:
    body = {"service": "laptop", "answers": {"model": "air-13"}}
    return Ticket.objects.get(number=Caller(w.ana).post("/tickets", body)["number"])


@pytest.fixture
def grant(w: World) -> Grant:
    """Ana has the VPN by her request; IT, where Luis works, looks after it."""
    terms = Terms(until=clock.now() + timedelta(days=90), review_days=30)
    given, _extended = give(
        ticket=asked(w), holder=w.ana, access="vpn", label={"en": "VPN", "es": "VPN"}, terms=terms
    )
    return given


def test_the_holder_sees_it_and_gives_it_back(w: World, grant: Grant) -> None:
    ana = Caller(w.ana)
    (mine,) = ana.get("/accesses")["items"]
    assert (mine["access"], mine["ticket"], mine["end_reason"]) == ("vpn", grant.ticket.number, "")
    given_back = ana.post(f"/accesses/{grant.pk}/end", expect=200)
    assert given_back["end_reason"] == "given_up"
    assert ana.get("/accesses")["items"] == []
    assert ana.post(f"/accesses/{grant.pk}/end", expect=409)["code"] == "conflict"


def test_nobody_judges_what_they_hold_themselves(w: World, grant: Grant) -> None:
    assert Caller(w.ana).get("/accesses", show="now")["items"] == []
    Caller(w.ana).post(f"/accesses/{grant.pk}/keep", expect=404)


def test_who_looks_after_it_finds_it_keeps_it_and_takes_it_away(w: World, grant: Grant) -> None:
    grant.service.owner = w.luis
    grant.service.save()
    luis = Caller(w.luis)
    assert luis.get("/accesses")["items"] == []
    assert [one["id"] for one in luis.get("/accesses", show="now", q="ana")["items"]] == [grant.pk]
    assert luis.get("/accesses", show="now", q="nobody")["items"] == []
    assert luis.get("/accesses", show="review")["items"] == []
    Grant.objects.update(review_at=clock.now() - timedelta(days=1))
    assert len(luis.get("/accesses", show="review")["items"]) == 1
    luis.post(f"/accesses/{grant.pk}/keep", expect=200)
    assert luis.get("/accesses", show="review")["items"] == []
    luis.post(f"/accesses/{grant.pk}/end", expect=200)
    assert [one["end_reason"] for one in luis.get("/accesses", show="over")["items"]] == ["revoked"]


def test_others_can_neither_see_nor_end_it(w: World, grant: Grant) -> None:
    marta = Caller(w.marta)
    assert marta.get("/accesses", show="now")["items"] == []
    marta.post(f"/accesses/{grant.pk}/end", expect=404)
    grant.refresh_from_db()
    assert grant.ended_at is None
