"""What Finance sees of the budgets, and sets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.look import accessible
from tests.records.budgets.conftest import NOW, Accounts, accounts_of_acme
from ventanilla.core.kit import clock
from ventanilla.core.timeline.actions import new_stream
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.budgets.actions import spend
from ventanilla.records.budgets.models import Budget

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts() -> Accounts:
    with clock.frozen(NOW):
        made = accounts_of_acme()
        bought = new_stream(SubjectKind.TICKET)
        made.take("300", bought, reference="REQ-7", title={"en": "Buy a monitor", "es": "Comprar un monitor"})
        spend(stream=bought)
        made.take("650", reference="REQ-8")
    return made


def page_of(client: Any, person: Any, address: str, **data: str) -> tuple[int, str]:
    person.language = "en"
    person.save(update_fields=["language"])
    client.force_login(person)
    answer = client.post(address, data) if data else client.get(address)
    return answer.status_code, answer.content.decode()


def test_each_cost_centre_says_what_it_has_and_what_is_left(client, accounts):
    _status, page = page_of(client, accounts.carmen, "/desk/budgets/?year=2027")
    for words in ("Marketing", "CC-200", "€1,000.00", "€650.00", "€300.00", "€50.00", "nearly used up"):
        assert words in page, words


@pytest.mark.parametrize("year", ["", "x", "99999999999999999999", "-1", "1999", "\x00"])
def test_a_year_without_budgets_shows_this_one(client, accounts, year):
    with clock.frozen(NOW):
        status, page = page_of(client, accounts.carmen, f"/desk/budgets/?year={year}")
    assert (status, "CC-200" in page) == (200, True)


def test_a_cost_centre_shows_what_was_taken_and_its_history(client, accounts):
    _status, page = page_of(client, accounts.carmen, "/desk/budgets/CC-200/")
    for words in (
        "REQ-7",
        "Buy a monitor",
        "Spent",
        "REQ-8",
        "Confidential",
        "Set aside",
        "€650.00 set aside for REQ-8",
    ):
        assert words in page, words
    assert 'href="/desk/tickets/REQ-8/"' not in page  # she doesn't see that request


def test_the_amount_of_a_year_is_set_with_its_reason(client, accounts):
    status, _page = page_of(
        client, accounts.carmen, "/desk/budgets/CC-200/", year="2028", amount="12,500.00", reason="Agreed."
    )
    assert status == 302
    assert Budget.objects.get(cost_centre=accounts.centre, year=2028).amount == 12500
    assert "Agreed." in page_of(client, accounts.carmen, "/desk/budgets/CC-200/")[1]


@pytest.mark.parametrize(
    ("year", "amount", "field"),
    [
        ("2027", "", "amount"),
        ("2027", "x", "amount"),
        ("2027", "-3", "amount"),
        ("2027", "\x00", "amount"),
        ("27", "5", "year"),
        ("9" * 40, "5", "year"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_in_the_form(client, accounts, year, amount, field):
    status, page = page_of(
        client, accounts.carmen, "/desk/budgets/CC-200/", year=year, amount=amount, reason="Why not"
    )
    assert status == 422
    assert f'id="id_{field}-error"' in page or f"id_{field}" in page
    assert "Why not" in page


def test_who_answers_for_it_sees_it_and_sets_nothing(client, accounts):
    status, page = page_of(client, accounts.marta, "/desk/budgets/CC-200/")
    assert (status, "Set the budget" in page) == (200, False)
    assert page_of(client, accounts.marta, "/desk/budgets/CC-200/", year="2027", amount="9")[0] == 403


def test_others_are_turned_away(client, accounts):
    assert page_of(client, accounts.ana, "/desk/budgets/")[0] == 403
    assert page_of(client, accounts.ana, "/desk/budgets/CC-200/")[0] == 403


@pytest.mark.django_db(transaction=True)
def test_the_pages_please_axe(page, live_server, client, accounts):
    client.force_login(accounts.carmen)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    accessible(
        page, [f"{live_server.url}/desk/budgets/?year=2027", f"{live_server.url}/desk/budgets/CC-200/"]
    )
