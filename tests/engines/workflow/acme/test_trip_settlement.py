"""A trip is settled: allowances by city, another currency, who may sign for it, and two cost centres that pay."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    ask,
    decide,
    do,
    reload,
    reservations,
    standing_of,
    steps,
    task_of,
)
from tests.engines.workflow.acme.systems import photo
from ventanilla.core.directory.attributes import change_attributes
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.foresight import expected
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

DAYS = [
    {"day": "2027-02-22", "city": "munich", "invited": False},
    {"day": "2027-02-23", "city": "munich", "invited": True},
]
TAXI = {"kind": "taxi", "amount": "10.00", "currency": "gbp", "rate": "0.8333"}
BOTH = [{"centre": "CC-200", "share": 60}, {"centre": "CC-400", "share": 40}]


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def settle(who: str = "ana", **other: Any) -> Ticket:
    answers = {
        "purpose": "Feria de Múnich",
        "away": {"from": "2027-02-22", "to": "2027-02-23"},
        "days": DAYS,
        "costs": [TAXI],
        "split": BOTH,
        **other,
    }
    return ask(who, "trip-settlement", **answers)


def wrong(**other: Any) -> list[str]:
    with pytest.raises(Invalid) as refused:
        settle(**other)
    return list(refused.value.fields)


def test_each_day_has_the_allowance_of_its_city_and_pounds_are_euros():
    given = settle().answer_sets.get().answers
    assert [day["allowance"]["amount"] for day in given["days"]] == ["60.00", "30.00"]
    assert given["costs"][0]["euros"] == {"amount": "12.00", "currency": "EUR"}
    assert given["total"] == {"amount": "102.00", "currency": "EUR"}


def test_what_does_not_fit_together():
    assert wrong(split=[{"centre": "CC-200", "share": 60}]) == ["split"]
    assert wrong(days=DAYS[:1]) == ["days"]
    assert wrong(days=[DAYS[0], {**DAYS[1], "day": "2027-02-24"}]) == ["days.1.day"]
    assert wrong(costs=[{**TAXI, "amount": "90.00"}]) == ["costs.0.receipt"]


def test_two_cost_centres_pay_each_its_share_and_the_other_one_agrees():
    ticket = settle()
    decide("marta")
    assert sorted(reservations(ticket)) == [("40.80", "reserved"), ("61.20", "reserved")]
    assert [str(standing_of(code).reserved) for code in ("CC-200", "CC-400")] == ["61.20", "40.80"]
    assert queries.open_approvals(person("raul")).get().title["es"] == "Quien responde del centro de coste"
    decide("raul")
    task = task_of("silvia", "pay")
    table = next(line["table"] for line in task.shown if "table" in line)
    assert [[cell["es"] for cell in row] for row in table["rows"]] == [
        ["CC-200", "60", "61,20\xa0€"],
        ["CC-400", "40", "40,80\xa0€"],
    ]
    do("silvia", "pay", paid_on="2027-03-03")
    assert reload(ticket).outcome == Outcome.FULFILLED
    assert sorted(reservations(ticket)) == [("40.80", "spent"), ("61.20", "spent")]


def test_both_shares_are_free_again_when_the_other_one_does_not_agree():
    ticket = settle()
    decide("marta")
    decide("raul", Verdict.REJECT, "No era cosa nuestra.")
    assert reload(ticket).outcome == Outcome.DECLINED
    assert {state for _amount, state in reservations(ticket)} == {"released"}


def test_it_goes_up_to_the_first_who_may_sign_for_that_much():
    dear = {"kind": "hotel", "amount": "1500.00", "currency": "eur", "receipt": [photo("ana")]}
    settle(costs=[dear])
    assert not queries.open_approvals(person("marta")).exists()
    assert queries.open_approvals(person("elena")).count() == 1
    change_attributes(actor=None, person=person("marta"), values={"signs_up_to": 2000})
    ticket = settle(costs=[{**dear, "receipt": [photo("ana")]}])
    assert queries.open_approvals(person("marta")).get().ticket == ticket


def test_nobody_is_foreseen_before_it_is_known_who_it_will_be():
    ticket = settle()
    ana = ticket.requester
    found = expected(ticket.service, ticket.version, requester=ana, requested_for=ana)
    assert (found["owner"].names, found["sign"].names) == ((), ())
    assert found["pay"].names


def test_one_centre_of_ones_own_asks_nobody_else():
    ticket = settle(split=[{"centre": "CC-200", "share": 100}])
    decide("marta")
    assert steps(ticket)["pay"] == "active"


def test_an_unknown_centre_is_for_the_owner_and_the_other_share_stays():
    ticket = settle(split=[{"centre": "CC-200", "share": 60}, {"centre": "CC-999", "share": 40}])
    decide("marta")
    assert reservations(ticket) == [("61.20", "reserved")]
    assert queries.open_tasks(person("carmen")).get().kind == "fault"
