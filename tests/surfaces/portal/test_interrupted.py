from __future__ import annotations

import pytest

from tests.engines.workflow.laptop import world
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.models import Comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    w = world()
    w.ana.set_password("ventanilla")
    w.ana.save()
    return w


@pytest.fixture
def number(w) -> str:
    return actions.submit(actor=w.ana, service=w.service, answers={"model": "air-13"}).number


def test_what_was_being_sent_when_the_session_ended_is_sent_after_signing_in(client, w, number):
    words = "Lo necesito antes del viernes, por favor."
    away = client.post(
        f"/requests/{number}/comments/", {"text": words, "key": "0123456789abcdef0123456789abcdef"}
    )
    assert away.url == "/sign-in/?next=/sign-in/resume/"
    back = client.post(
        away.url, {"username": w.ana.email, "password": "ventanilla", "next": "/sign-in/resume/"}
    )
    assert back.url == "/sign-in/resume/"
    page = client.get(back.url).content.decode()
    assert words in page
    assert "<blockquote>0123456789" not in page
    assert f'action="/requests/{number}/comments/"' in page
    client.post(f"/requests/{number}/comments/", {"text": words})
    assert Comment.objects.get().text == words
    assert client.get("/sign-in/resume/").status_code == 302


def test_an_address_that_only_takes_forms_leads_a_browser_to_its_page(client, w, number):
    client.force_login(w.ana)
    for address in (f"/requests/{number}/comments/", f"/requests/{number}/cancellation/"):
        answer = client.get(address, headers={"accept": "text/html,*/*"})
        assert (answer.status_code, answer.url) == (302, f"/requests/{number}/")
        assert client.get(address, headers={"accept": "application/json"}).status_code == 405
