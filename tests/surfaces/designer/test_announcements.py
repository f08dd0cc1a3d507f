"""Announcing in the designer, and what people see of it in the portal."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.announcements.actions import save
from ventanilla.core.announcements.models import Announcement
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.kit import clock

pytestmark = pytest.mark.django_db
NEW = "/designer/announcements/new/"
PLAIN = {"title_en": "No power on Thursday", "text_en": "From three to four.", "dismissible": "on"}


def browser(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def admin():
    return browser(factories.administrator(language="en"))


@pytest.fixture
def ana():
    return browser(factories.person("Ana", language="en"))


def test_what_is_announced_is_on_the_first_page_until_it_is_put_away(admin, ana):
    assert admin.post(NEW, PLAIN).status_code == 302
    row = Announcement.objects.get()
    assert "No power on Thursday" in ana.get("/").content.decode()
    assert "No power on Thursday" not in ana.get("/requests/").content.decode()
    away = ana.post(f"/announcements/{row.pk}/dismissal/", {"next": "/requests/"})
    assert away.headers["Location"] == "/requests/"
    assert "No power on Thursday" not in ana.get("/").content.decode()
    assert "No power on Thursday" in ana.get("/announcements/").content.decode()


def test_a_pinned_one_is_on_every_page_and_costs_one_query(admin, ana):
    ana.get("/notifications/")
    with CaptureQueriesContext(connection) as before:
        ana.get("/notifications/")
    usual = len(before)
    admin.post(NEW, {**PLAIN, "pinned": "on"})
    ana.get("/notifications/")
    with CaptureQueriesContext(connection) as after:
        page = ana.get("/notifications/").content.decode()
    assert "No power on Thursday" in page
    assert len(after) == usual + 1
    with CaptureQueriesContext(connection) as at_home:
        ana.get("/")
    shown = sum("announcements_announcement" in query["sql"] for query in at_home.captured_queries)
    assert shown == 1


def test_the_way_back_leads_nowhere_else(ana):
    row = save(actor=None, title={"en": "Hello"}, text={}, reach=Reach(), starts_at=clock.now())
    for back in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", ""):
        away = ana.post(f"/announcements/{row.pk}/dismissal/", {"next": back})
        assert away.headers["Location"] == "/"


def test_while_one_types_it_is_shown_with_whom_it_reaches(admin):
    factories.person("Eva", department=factories.department("marketing"))
    sent = {**PLAIN, "departments": ["marketing", "nowhere"], "pinned": "on"}
    page = admin.post("/designer/announcements/preview/", sent).content.decode()
    assert "No power on Thursday" in page
    assert "It reaches 1 person: Marketing." in page
    assert not Announcement.objects.exists()


def test_times_are_the_portals(admin, settings):
    settings.TIME_ZONE = "Europe/Madrid"
    admin.post(NEW, {**PLAIN, "starts_at": "2027-01-07T09:30", "ends_at": "2027-07-07T09:30"})
    row = Announcement.objects.get()
    assert (row.starts_at.isoformat(), row.ends_at.isoformat()) == (
        "2027-01-07T08:30:00+00:00",
        "2027-07-07T07:30:00+00:00",
    )
    page = admin.get(f"/designer/announcements/{row.pk}/").content.decode()
    assert 'name="starts_at" value="2027-01-07T09:30"' in page


def test_what_was_typed_stays_when_something_is_wrong(admin):
    page = admin.post(NEW, {"text_en": "Only a text", "ends_at": "yesterday", "link": "/services/"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Only a text" in text
    assert 'value="/services/"' in text
    assert "Write the day and the time." in text
    page = admin.post(NEW, {"text_en": "Only a text"})
    assert "Write a title, in one language at least." in page.content.decode()


def test_an_administrator_of_a_department_is_offered_its_own_people(ana):
    it = factories.department("it", name={"en": "IT"})
    factories.department("hr", name={"en": "People"})
    iris = browser(factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, it, "Iris", language="en"))
    page = iris.get(NEW).content.decode()
    assert 'value="it" checked' in page
    assert 'value="hr"' not in page
    assert iris.post(NEW, {**PLAIN, "department": "it", "departments": "hr"}).status_code == 403
    assert iris.post(NEW, {**PLAIN, "department": "it"}).status_code == 422
    assert iris.post(NEW, {**PLAIN, "department": "it", "departments": "it"}).status_code == 302
    assert "No power on Thursday" not in ana.get("/").content.decode()


@pytest.mark.parametrize(
    "odd",
    [
        {"title_en": "a\x00b"},
        {"tone": "loud"},
        {"starts_at": "0001-01-01T00:00"},
        {"starts_at": "9999-12-31T23:59"},
        {"starts_at": "\x00"},
        {"departments": ["\x00"], "places": ["x" * 9000], "kinds": ["\x00"]},
        {"link": "/" + "x" * 600},
        {"department": "\x00"},
    ],
)
def test_odd_values_are_told_and_never_break(admin, odd):
    assert admin.post(NEW, {**PLAIN, **odd}).status_code in (302, 422)
    assert admin.post("/designer/announcements/preview/", {**PLAIN, **odd}).status_code == 200


def test_lists_are_by_whether_it_is_on(admin):
    admin.post(NEW, PLAIN)
    admin.post(NEW, {**PLAIN, "title_en": "Later", "starts_at": "2099-01-01T00:00"})
    row = Announcement.objects.earliest("pk")

    def titles(show):
        return [one["title"] for one in admin.get(f"/designer/announcements/?show={show}").context["rows"]]

    assert (titles("now"), titles("coming"), titles("over")) == (["No power on Thursday"], ["Later"], [])
    assert admin.post(f"/designer/announcements/{row.pk}/end/").status_code == 302
    assert (titles("now"), titles("odd"), titles("over")) == ([], [], ["No power on Thursday"])
    assert admin.get(f"/designer/announcements/{10**30}/").status_code == 404


def was(page: str) -> str:
    return html.unescape(re.search(r'name="was" value="([^"]*)"', page)[1])


def test_two_who_change_the_same_announcement_lose_nothing(admin):
    admin.post(NEW, PLAIN)
    row = Announcement.objects.get()
    page = f"/designer/announcements/{row.pk}/"
    opened = was(admin.get(page).content.decode())
    values = {name: value for name, value in json.loads(opened).items() if value not in (False, [])} | {
        "dismissible": "on"
    }
    admin.post(page, {**values, "title_en": "No power on Friday", "link": "/articles/", "was": opened})
    answer = admin.post(page, {**values, "title_en": "Dark on Thursday", "text_en": "Soon.", "was": opened})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "No power on Friday" in shown
    assert 'value="Dark on Thursday"' in shown
    mine = {**values, "title_en": "Dark on Thursday", "text_en": "Soon.", "link": "/articles/"}
    assert admin.post(page, {**mine, "was": was(shown)}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.text, row.link) == ({"en": "Dark on Thursday"}, {"en": "Soon."}, "/articles/")


def test_what_one_did_not_touch_follows_what_stands(admin):
    admin.post(NEW, PLAIN)
    row = Announcement.objects.get()
    page = f"/designer/announcements/{row.pk}/"
    opened = was(admin.get(page).content.decode())
    values = {name: value for name, value in json.loads(opened).items() if value not in (False, [])} | {
        "dismissible": "on"
    }
    admin.post(page, {**values, "tone": "caution", "was": opened})
    assert admin.post(page, {**values, "text_en": "Soon.", "was": opened}).status_code == 302
    row.refresh_from_db()
    assert (row.tone, row.text) == ("caution", {"en": "Soon."})
