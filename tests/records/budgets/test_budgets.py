"""What a cost centre has, and what is taken from it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests import factories
from tests.records.budgets.conftest import Accounts
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.kit.money import Money
from ventanilla.core.timeline.actions import new_stream
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.queries import verify
from ventanilla.records.budgets import actions
from ventanilla.records.budgets.queries import (
    budgets_of_year,
    centre_by_code,
    centre_for,
    history_of,
    reservations_of,
)


def euros(amount: str) -> Money:
    return Money(Decimal(amount))


def test_what_is_set_aside_is_left_no_more(accounts: Accounts):
    taken = accounts.take("250.50")
    assert (taken.done, taken.left, taken.short) == (True, euros("749.50"), euros("0"))
    standing = accounts.standing()
    assert (standing.reserved, standing.spent, standing.left) == (Decimal("250.50"), 0, Decimal("749.50"))


def test_all_that_is_left_can_be_taken_and_not_a_cent_more(accounts: Accounts):
    assert accounts.take("1000").done
    refused = accounts.take("0.01")
    assert (refused.done, refused.left, refused.short) == (False, euros("0"), euros("0.01"))
    assert accounts.states() == [("1000.00", "reserved")]


def test_with_leave_it_goes_beyond(accounts: Accounts):
    taken = accounts.take("1200", beyond=True)
    assert (taken.done, taken.left, taken.short) == (True, euros("-200"), euros("200"))
    assert history_of(accounts.centre)[0].what.say("") == (
        "1.200,00\xa0€ apartados para REQ-1, por encima del presupuesto, con permiso."
    )


def test_the_same_thing_again_changes_the_amount(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("900", stream)
    again = accounts.take("950", stream)
    assert (again.done, again.old, again.left) == (True, euros("900"), euros("50"))
    assert not accounts.take("1000.01", stream).done
    assert accounts.states() == [("950.00", "reserved")]


def test_from_another_cost_centre_the_first_one_is_free_again(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("400", stream)
    accounts.take("300", stream, centre=accounts.other)
    assert accounts.standing().left == 1000
    assert accounts.states() == [("300.00", "reserved")]


@pytest.mark.parametrize(("price", "left"), [("200", "800"), ("300", "700")])
def test_the_real_price_frees_the_rest_or_takes_more(accounts: Accounts, price: str, left: str):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("250", stream)
    taken = actions.settle(stream=stream, part="budget", amount=euros(price))
    assert (taken.done, taken.old, taken.left) == (True, euros("250"), euros(left))
    assert accounts.standing().left == Decimal(left)


def test_a_price_above_what_is_left_changes_nothing(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("250", stream)
    accounts.take("700")
    taken = actions.settle(stream=stream, part="budget", amount=euros("301"))
    assert (taken.done, taken.left, taken.short) == (False, euros("50"), euros("1"))
    assert accounts.states()[0] == ("250.00", "reserved")


def test_nothing_is_settled_that_was_not_set_aside(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    with pytest.raises(Conflict):
        actions.settle(stream=stream, part="budget", amount=euros("1"))
    accounts.take("10", stream)
    actions.release(stream=stream)
    with pytest.raises(Conflict):
        actions.settle(stream=stream, part="budget", amount=euros("1"))


def test_released_it_is_free_and_can_be_taken_anew(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("250", stream)
    actions.release(stream=stream)
    actions.release(stream=stream)
    assert (accounts.states(), accounts.standing().left) == ([("250.00", "released")], 1000)
    accounts.take("100", stream)
    assert accounts.states() == [("100.00", "reserved")]


def test_spent_stays_spent_until_it_is_taken_back(accounts: Accounts):
    stream = new_stream(SubjectKind.TICKET)
    accounts.take("250", stream)
    actions.spend(stream=stream)
    actions.release(stream=stream)
    assert (accounts.states(), accounts.standing().spent) == ([("250.00", "spent")], 250)
    actions.take_back(stream=stream)
    assert accounts.states() == [("250.00", "reserved")]


def test_each_year_and_currency_has_its_own(accounts: Accounts):
    with clock.frozen(datetime(2028, 1, 1, 9, 0, tzinfo=UTC)):
        assert not accounts.take("1").done
    assert not accounts.take("1", currency="USD").done
    assert accounts.take("1").done


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "10000000000000"])
def test_amounts_that_cannot_be_are_refused(accounts: Accounts, amount: str):
    with pytest.raises(Invalid):
        accounts.take(amount)
    with pytest.raises(Invalid):
        actions.set_amount(actor=None, centre=accounts.centre, year=2027, amount=euros(amount))


def test_only_those_who_keep_the_accounts_set_them(accounts: Accounts):
    for person in (accounts.marta, accounts.ana):
        with pytest.raises(NotAllowed):
            actions.set_amount(actor=person, centre=accounts.centre, year=2027, amount=euros("1"))
    actions.set_amount(
        actor=accounts.carmen, centre=accounts.centre, year=2027, amount=euros("800"), reason="Recorte."
    )
    told = history_of(accounts.centre)[0]
    assert told.what.say("Carmen") == (
        "Carmen ha cambiado el presupuesto de 2027 de 1.000,00\xa0€ a 800,00\xa0€."
    )
    assert told.what.detail() == "Recorte."


def test_who_sees_which(accounts: Accounts):
    codes = {
        person.given_name: [s.budget.cost_centre.code for s in budgets_of_year(person, 2027)]
        for person in (accounts.carmen, accounts.marta, accounts.ana, factories.administrator())
    }
    both = ["CC-200", "CC-300"]
    assert codes == {"Carmen": both, "Marta": both, "Ana": [], "Admin": both}
    with pytest.raises(NotFound):
        centre_for(accounts.ana, "CC-200")


@pytest.mark.parametrize("code", ["", "CC 200", "a/b", "ñ", "x" * 41, "CC-200"])
def test_codes_that_cannot_be_are_refused(accounts: Accounts, code: str):
    with pytest.raises(Invalid) as refused:
        actions.add_centre(
            actor=None,
            code=code,
            name={"es": "X"},
            department=accounts.centre.department,
            keeper=accounts.centre.keeper,
            owner=accounts.marta,
        )
    assert list(refused.value.fields) == ["code"]


def test_a_code_is_found_however_it_is_typed(accounts: Accounts):
    assert centre_by_code(" cc-200 ") == accounts.centre
    assert centre_by_code("CC-2") is None


def test_the_overview_takes_the_same_queries_at_any_length(accounts: Accounts, django_assert_num_queries):
    for number in range(3):
        accounts.take("1", reference=f"REQ-{number}")
    with django_assert_num_queries(3):
        assert len(budgets_of_year(accounts.carmen, 2027)) == 2
    with django_assert_num_queries(1):
        assert len(reservations_of(accounts.centre).items) == 3


def test_the_chain_of_a_cost_centre_is_whole(accounts: Accounts):
    accounts.take("10")
    actions.change_owner(centre=accounts.centre, owner=accounts.carmen, actor=accounts.carmen)
    assert list(verify()) == []
