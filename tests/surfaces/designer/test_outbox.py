"""The outbox and the failed jobs are for administrators of the portal, and a mail can't do anything there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.engines.notifications.models import Message

pytestmark = pytest.mark.django_db
PAGES = ("/designer/outbox/", "/designer/outbox/{pk}/", "/designer/outbox/{pk}/letter/", "/designer/jobs/")


@pytest.fixture
def mail():
    return Message.objects.create(
        to="ana@acme.example",
        subject="Your laptop is on its way",
        text="It is on its way.",
        html='<p style="color:red">It is on its way.</p><script>alert(1)</script>',
        headers={"Message-ID": "<req-1.1@localhost>"},
        state="kept",
        created_at=clock.now(),
    )


@pytest.fixture
def admin():
    client = Client()
    client.force_login(factories.administrator(language="en"))
    return client


def test_only_administrators_of_the_portal_read_it(mail, admin):
    it = factories.department()
    others = [
        factories.person("Ana"),
        *(factories.with_role(role, it) for role in Role if role != Role.PORTAL_ADMINISTRATOR),
    ]
    for path in PAGES:
        assert admin.get(path.format(pk=mail.pk)).status_code == 200
        for person in others:
            client = Client()
            client.force_login(person)
            assert client.get(path.format(pk=mail.pk)).status_code == 403, (path, person)


def test_a_mail_is_shown_in_a_frame_that_runs_nothing(mail, admin):
    page = admin.get(f"/designer/outbox/{mail.pk}/")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-src" not in admin.get("/designer/outbox/").headers["Content-Security-Policy"]
    assert "&lt;req-1.1@localhost&gt;" in page.content.decode()
    letter = admin.get(f"/designer/outbox/{mail.pk}/letter/")
    policy = letter.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert policy.endswith("sandbox")
    assert letter.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_mail_of_text_alone_is_escaped(mail, admin):
    mail.html, mail.text = "", "<b>plain</b>"
    mail.save()
    assert "&lt;b&gt;plain" in admin.get(f"/designer/outbox/{mail.pk}/letter/").content.decode()


def test_the_list_is_narrowed_and_goes_on(mail, admin):
    Message.objects.bulk_create(
        Message(to=f"p{n}@acme.example", subject=f"Mail {n}", text="", state="failed", created_at=clock.now())
        for n in range(31)
    )
    first = admin.get("/designer/outbox/?state=failed")
    assert len(first.context["rows"]) == 30
    rest = admin.get("/designer/outbox/" + first.context["more"], headers={"HX-Request": "true"})
    assert [row["title"] for row in rest.context["rows"]] == ["Mail 0"]
    assert admin.get("/designer/outbox/?state=pending").context["rows"] == []
    assert admin.get("/designer/outbox/999999/").status_code == 404
