"""Tokens: how a program signs in, and how it is told that it hasn't."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.surfaces.api.calling import Caller
from ventanilla.core.access import tokens
from ventanilla.core.access.models import ApiToken
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock

pytestmark = pytest.mark.django_db


def test_a_password_is_exchanged_for_a_token_that_works() -> None:
    ana = factories.person("Ana", password="ventanilla")
    made = Caller().post("/tokens", {"email": "ANA@acme.example", "password": "ventanilla"})
    assert made["expires_in_days"] == 30
    calling = Caller()
    calling.headers["Authorization"] = f"bearer {made['token']}"
    assert calling.get("/things") == {"items": [], "next": None}
    kept = ApiToken.objects.get(person=ana)
    assert made["token"] not in kept.digest


@pytest.mark.parametrize("email", ["ana@acme.example", "nobody@acme.example", "ana\u00a0", ""])
def test_a_wrong_password_and_an_unknown_address_sound_the_same(email: str) -> None:
    factories.person("Ana", password="ventanilla")
    said = Caller(language="es").post("/tokens", {"email": email, "password": "wrong"}, expect=401)
    assert said == {"code": "wrong_password", "message": WRONG, "fields": {}}


WRONG = "La dirección de correo y la contraseña no coinciden."


def test_who_has_left_gets_no_token_and_keeps_none() -> None:
    ana = factories.person("Ana", password="ventanilla")
    calling = Caller(ana)
    directory.change(ana, actor=None, is_active=False)
    calling.get("/things", expect=401)
    Caller().post("/tokens", {"email": ana.email, "password": "ventanilla"}, expect=401)


def test_after_eight_tries_the_account_has_to_wait_even_with_the_right_password() -> None:
    factories.person("Ana", password="ventanilla")
    calling = Caller(language="en")
    for _try in range(8):
        calling.post("/tokens", {"email": "ana@acme.example", "password": "guess"}, expect=401)
    refused = calling.post("/tokens", {"email": " Ana@acme.example", "password": "ventanilla"}, expect=429)
    assert refused["code"] == "too_many"
    assert "Wait five minutes" in refused["message"]


def test_a_token_ends_after_thirty_days() -> None:
    calling = Caller(factories.person("Ana"))
    with clock.frozen(clock.now() + timedelta(days=29)):
        calling.get("/things")
    with clock.frozen(clock.now() + tokens.LASTS):
        calling.get("/things", expect=401)


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer vt_wrong", "Basic YTpi", "Bearer é\udcff"]
)
def test_without_a_good_token_the_answer_says_what_to_send(given: str) -> None:
    calling = Caller(language="en")
    if given:
        calling.headers["Authorization"] = given
    response = calling.raw("GET", "/tickets")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.json() == {
        "code": "not_signed_in",
        "message": "Send a token: Authorization: Bearer …",
        "fields": {},
    }


def test_a_session_of_the_pages_is_no_token() -> None:
    calling = Caller()
    calling.client.force_login(factories.person("Ana"))
    calling.get("/tickets", expect=401)
