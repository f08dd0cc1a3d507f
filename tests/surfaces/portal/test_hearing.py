"""The page of choices, and the link that ends mails."""

from __future__ import annotations

from typing import Any

from django.test import Client

from ventanilla.engines.notifications.choices import Post, Topic
from ventanilla.engines.notifications.models import Preferences
from ventanilla.engines.notifications.tokens import ALL_DAILY, stop_token
from ventanilla.engines.notifications.wishes import Ways, wishes_of

PAGE = "/profile/notifications/"
TIMES = {"quiet_from": "20:00", "quiet_until": "08:00", "digest_hour": "8"}


def ways(person: Any) -> dict[Topic, Ways]:
    return wishes_of([person])[person.pk].ways


def test_everything_is_chosen_on_one_page(ana: Any, as_: Any) -> None:
    form = {f"mail_{topic}": "daily" for topic in Topic} | {f"portal_{topic}": "1" for topic in Topic}
    form |= {"quiet": "1", "quiet_days": ["0", "1"], "quiet_whole_days": ["6"], "digest_hour": "17"}
    form |= {"quiet_from": "19:30", "quiet_until": "07:45", "mail_moves": "never"}
    del form["portal_moves"]
    assert as_(ana).post(PAGE, form).status_code == 302
    row = Preferences.objects.get(person=ana)
    assert (row.quiet, row.quiet_days, row.quiet_whole_days, row.digest_hour) == (True, [0, 1], [6], 17)
    assert (row.quiet_from.isoformat(), row.urgent_passes) == ("19:30:00", False)
    assert ways(ana)[Topic.MOVES] == Ways(False, Post.NEVER)
    assert ways(ana)[Topic.WAITS] == Ways(True, Post.DAILY)
    shown = as_(ana).get(PAGE).content.decode()
    assert 'value="19:30"' in shown


def test_how_many_mails_come_within_an_hour_is_said(ana: Any, as_: Any, settings: Any) -> None:
    settings.MAIL_MOST_AN_HOUR = 25
    assert "Within an hour you get 25 mails at most" in as_(ana).get(PAGE).content.decode()
    settings.MAIL_MOST_AN_HOUR = 0
    assert "Within an hour" not in as_(ana).get(PAGE).content.decode()


def test_an_error_keeps_what_was_chosen_and_says_why(ana: Any, as_: Any) -> None:
    form = {
        **TIMES,
        "mail_approvals": "never",
        "mail_moves": "daily",
        "quiet_from": "noon",
        "digest_hour": "99",
    }
    refused = as_(ana).post(PAGE, form)
    assert refused.status_code == 422
    assert 'value="noon"' in refused.content.decode()
    refused = as_(ana).post(PAGE, {**form, "quiet_from": "20:00"})
    assert refused.status_code == 422
    silent = as_(ana).post(PAGE, {**TIMES, "mail_approvals": "never"})
    assert (silent.status_code, "id_approvals-error" in silent.content.decode()) == (422, True)
    assert not Preferences.objects.exists()


def test_strange_input_breaks_nothing(ana: Any, as_: Any) -> None:
    for form in (
        {**TIMES, "digest_hour": "²"},
        {**TIMES, "quiet_from": "\x00"},
        {**TIMES, "digest_hour": "9" * 400},
        {**TIMES, "quiet_days": ["x", "-1"], "mail_moves": "sometimes"},
        {},
    ):
        assert as_(ana).post(PAGE, form).status_code in (302, 422)


def test_a_team_is_asked_of_those_who_are_in_one(ana: Any, luis: Any, as_: Any) -> None:
    assert "mail_team" not in as_(ana).get(PAGE).content.decode()
    assert "mail_team" in as_(luis).get(PAGE).content.decode()


def test_a_mail_program_ends_mails_of_a_kind_by_one_press(ana: Any) -> None:
    address = f"/notifications/stop/{stop_token(ana.pk, 'moves')}/"
    program = Client(enforce_csrf_checks=True)  # it has no cookies
    assert program.get(address).status_code == 200
    assert ways(ana)[Topic.MOVES].mail == Post.NOW
    done = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert ways(ana)[Topic.MOVES] == Ways(True, Post.NEVER)
    assert ways(ana)[Topic.MESSAGES].mail == Post.NOW
    undo = done.context["undo_url"]
    assert Client().post(undo).status_code == 200
    assert ways(ana)[Topic.MOVES] == Ways(True, Post.NOW)


def test_the_link_of_a_summary_ends_summaries(ana: Any) -> None:
    Client().post(f"/notifications/stop/{stop_token(ana.pk, ALL_DAILY)}/")
    assert {way.mail for way in ways(ana).values()} == {Post.NOW, Post.NEVER}


def test_a_link_that_is_not_ours_leads_nowhere(ana: Any) -> None:
    good = stop_token(ana.pk, "moves")
    for token in (good[:-1], f"{good}x", "x", stop_token(ana.pk, "nothing"), stop_token(99_999_999, "moves")):
        assert Client().post(f"/notifications/stop/{token}/").status_code == 404
    assert Client().post("/notifications/stop/x/undo/").status_code == 404
