"""Real browsers before a real server, with the demo organisation behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acme import put_acme_back
from ventanilla.core.people.models import Person
from ventanilla.demo.organisation import SIGN_IN

SignIn = Callable[..., Page]


@pytest.fixture
def acme(transactional_db: None) -> None:
    """The people, services and stock of the demo, before anybody has asked for anything."""
    put_acme_back()


@pytest.fixture
def at_the_door(browser: Browser, live_server, acme: None) -> Iterator[SignIn]:
    """`at_the_door(width=390, language="en")`: a page of somebody who hasn't signed in."""
    contexts = []

    def arrive(*, width: int = 1280, language: str = "es") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(at_the_door: SignIn, live_server) -> SignIn:
    """`sign_in("ana", width=390, language="en")`: a page of somebody who signed in by hand. Who has no password in the
    demo has the same as the others here."""

    def enter(who: str, *, width: int = 1280, language: str = "es", address: str = "acme.example") -> Page:
        if who not in SIGN_IN:
            everybodys = Person.objects.get(email="ana@acme.example").password
            Person.objects.filter(email=f"{who}@{address}").update(password=everybodys)
        page = at_the_door(width=width, language=language)
        page.goto("/sign-in/")
        page.fill("#id_username", f"{who}@{address}")
        page.fill("#id_password", "ventanilla")
        page.click("main button[type=submit]")
        page.wait_for_url(f"{live_server.url}/")
        return page

    return enter
