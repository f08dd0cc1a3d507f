from __future__ import annotations

from typing import Any

from tests.jobs import run_jobs
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.tickets.actions import comment
from ventanilla.surfaces.portal.badges import Badges


def test_news_is_listed_until_it_is_read(ana: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    comment(actor=luis, ticket=ticket, text="It is on its way")
    run_jobs("notifications.tell")
    client = as_(ana)
    assert "Luis wrote to you." in client.get("/notifications/").content.decode()
    assert Badges(ana)["notifications"] > 0
    client.post("/notifications/reading/")
    assert Badges(ana)["notifications"] == 0


def test_opening_the_request_reads_its_news(ana: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    comment(actor=luis, ticket=ticket, text="It is on its way")
    run_jobs("notifications.tell")
    as_(ana).get(f"/requests/{ticket.number}/")
    assert not Notification.objects.filter(person=ana, read_at=None).exists()


def test_counts_are_read_once_and_only_when_asked_for(
    marta: Any, ask: Any, django_assert_num_queries: Any
) -> None:
    ask()
    counts = Badges(marta)
    with django_assert_num_queries(1):
        assert (counts["approvals"], counts["approvals"]) == (1, 1)
    assert counts.get("unheard", 0) == 0


def test_no_news_says_what_will_be_here(clara: Any, as_: Any) -> None:
    assert "No news" in as_(clara).get("/notifications/").content.decode()


def test_my_things_say_when_there_are_none(clara: Any, as_: Any) -> None:
    assert "You have nothing on loan" in as_(clara).get("/things/").content.decode()
