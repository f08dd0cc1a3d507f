from __future__ import annotations

import pytest

from tests import factories
from ventanilla.core.access import tokens
from ventanilla.core.timeline.models import Entry

pytestmark = pytest.mark.django_db
NEW = "tres gatos en la azotea"


def test_changing_the_password_is_recorded_and_ends_the_keys_made_with_the_old_one(client):
    ana = factories.person("Ana", password="ventanilla")
    token = tokens.issue(ana)
    client.force_login(ana)
    asked = {"old_password": "ventanilla", "new_password1": NEW, "new_password2": NEW}
    assert client.post("/password/change/", asked).status_code == 302
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert tokens.holder(token) is None
    entry = Entry.objects.get(type="directory.password_changed")
    assert (entry.actor, entry.payload) == (ana, {})


def test_a_password_that_is_too_short_is_refused_in_words(client):
    ana = factories.person("Ana", password="ventanilla", language="es")
    client.force_login(ana)
    asked = {"old_password": "ventanilla", "new_password1": "corta", "new_password2": "corta"}
    assert client.post("/password/change/", asked).status_code == 200
    ana.refresh_from_db()
    assert ana.check_password("ventanilla")


def test_behind_a_proxy_tries_are_counted_by_the_address_that_the_proxy_tells(client, settings):
    settings.BEHIND_PROXY = True
    for number in range(40):
        answer = client.post(
            "/sign-in/",
            {"username": f"nobody{number}@acme.example", "password": "x"},
            headers={"x-forwarded-for": f"10.0.0.1, 192.0.2.{number}"},
        )
        assert answer.status_code == 200
