"""Everybody, everywhere: each role is sent to each address, and gets what the table says and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.isolation.acme import ANONYMOUS, NOTE, ROLES, SEES, WORDS, WORKS, Acme, taken_back
from tests.isolation.table import TABLE, Row

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
PARTS = 4  # so that workers can share it
UNKNOWN = r"^[\s\S]*$"
# The outbox is the administrator's: the mails of all but confidential tickets, notes of teams among them.
READS_MAIL = {"admin"}


def routes(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that the portal knows, as it is written in its urls."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def test_the_table_knows_every_address_and_no_other() -> None:
    assert sorted({row.route for row in TABLE}) == sorted(set(routes(get_resolver().url_patterns)))


def sessions(acme: Acme) -> dict[str, str]:
    """The session of each role that is signed in."""
    keys = {}
    for role, person in acme.people.items():
        browser = Client()
        browser.force_login(person)
        keys[role] = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_is_theirs(acme: Acme, subtests: pytest.Subtests, part: int) -> None:
    signed_in = sessions(acme)
    for row in TABLE[part::PARTS]:
        for method, wanted in (("get", row.get), ("post", row.post)):
            with subtests.test(f"{method.upper()} {row.id}"):
                other, read = {}, {}
                with taken_back():
                    values = {name: str(value) for name, value in row.fill(acme).items()}
                    for role, status in wanted.items():
                        with taken_back():
                            response = send(row, values, method, role, acme, signed_in.get(role, ""))
                            if response.status_code != status:
                                other[role] = f"{response.status_code}, not {status}"
                            if words := shown(response, role, acme) - typed(row, values):
                                read[role] = words
                assert other == {}
                assert read == {}, "somebody reads what isn't for them"


def send(row: Row, values: dict[str, str], method: str, role: str, acme: Acme, session: str) -> Any:
    """What the role gets at the address of the row; the API's callers send their token besides."""
    path = PLACE.sub(lambda found: values[found[1]], row.route.replace(UNKNOWN, "nowhere/at/all"))
    calls = path.startswith("api/") and role in acme.tokens
    browser = Client(headers={"Authorization": f"Bearer {acme.tokens[role]}"} if calls else {})
    browser.raise_request_exception = False
    browser.cookies[settings.SESSION_COOKIE_NAME] = session
    if method == "get":
        return browser.get(f"/{path}{row.query}")
    if isinstance(row.data, str):
        return browser.post(f"/{path}", row.data, content_type="application/json")
    return browser.post(f"/{path}", row.data or {})


def typed(row: Row, values: dict[str, str]) -> set[str]:
    """What stands in the address itself: a page may say it again."""
    return {value.lower() for value in values.values()} | set(re.findall(r"\w+", row.query))


def shown(response: Any, role: str, acme: Acme) -> set[str]:
    """The words and numbers of tickets that the answer names though the role may not see them."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace").lower() + str(response.headers).lower()
    return {word for word in hidden_from(role, acme) if re.search(rf"\b{re.escape(word)}\b", text)}


def hidden_from(role: str, acme: Acme) -> set[str]:
    may = {name for name, sees in SEES.items() if role in sees}
    if role in READS_MAIL:
        may = set(SEES) - {"secret"}
    words = {word for name, word in WORDS.items()} - {WORDS[name] for name in may}
    numbers = {ticket.number.lower() for name, ticket in acme.tickets.items() if name not in may}
    works = role in READS_MAIL or any(role in WORKS[name] for name in may)
    return words | numbers | (set() if works else {NOTE})


def test_every_role_and_every_ticket_is_spoken_for() -> None:
    assert set(ROLES) | {ANONYMOUS} == set(TABLE[0].get)
    assert set(SEES) == set(WORDS) == set(WORKS)
