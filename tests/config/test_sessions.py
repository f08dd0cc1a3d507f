"""Whose session it is, read by statements that are written once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import factories
from ventanilla.core.kit import clock

pytestmark = pytest.mark.django_db


def is_signed_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


def test_everybody_is_who_signed_in() -> None:
    for name in ("Ana", "Luis"):
        browser = Client()
        browser.force_login(factories.person(name))
        assert name in browser.get("/").text


def test_the_session_of_somebody_who_was_made_inactive_is_worth_nothing() -> None:
    person, browser = factories.person("Ana"), Client()
    browser.force_login(person)
    assert is_signed_in(browser)
    type(person).objects.filter(pk=person.pk).update(is_active=False)
    assert not is_signed_in(browser)


def test_a_session_ends() -> None:
    browser = Client()
    browser.force_login(factories.person("Ana"))
    assert is_signed_in(browser)
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert not is_signed_in(browser)


def test_a_made_up_session_is_nobodys() -> None:
    browser = Client()
    browser.cookies["sessionid"] = "a" * 32
    assert not is_signed_in(browser)
