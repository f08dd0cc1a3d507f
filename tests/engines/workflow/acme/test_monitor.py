"""Buying a monitor (S118–S121): the manager, the budget, two quotes, and word at every stage."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.engines.workflow.acme.office import (
    MONDAY,
    approval_of,
    ask,
    correct,
    decide,
    do,
    reload,
    reservations,
    standing_of,
    steps,
    task_of,
    told,
)
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.money import Money
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.queries import changes_in
from ventanilla.records.budgets.actions import set_amount
from ventanilla.records.budgets.models import CostCentre
from ventanilla.records.tickets.actions import cancel, comment, resolve
from ventanilla.records.tickets.choices import Outcome
from ventanilla.records.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme", "monday")]

MARKETING = "CC-200"
CHEAP = {"supplier": "Pantallas Sur", "price": "229,90", "days": "3"}
DEAR = {"supplier": "Duero", "price": "265", "days": "1"}


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def ask_for(model: str = "monitor-27", **other: Any) -> Ticket:
    answers = {"model": model, "quantity": 1, "reason": "Maquetar folletos.", "place": "floor-3", **other}
    return ask("ana", "monitor", **answers)


def has(amount: str) -> None:
    """Marketing has this much for the year."""
    centre = CostCentre.objects.get(code=MARKETING)
    set_amount(centre=centre, year=2027, amount=Money(Decimal(amount)), actor=None)


def up_to_the_choice(*offers: dict[str, str]) -> Ticket:
    ticket = ask_for()
    decide("marta")
    decide("carmen")
    do("pablo", "quotes", offers=list(offers) or [DEAR, CHEAP])
    return ticket


def finish() -> None:
    do("pablo", "order", number="PO-9", arrives_on="2027-03-08")
    do("felipe", "deliver")


def shown_to(who: str) -> dict[str, str]:
    return {line["id"]: pick(line["text"], ["es"]) for line in approval_of(who).shown}


def test_from_asking_to_the_monitor_at_the_cheapest_price():
    ticket = ask_for()
    assert shown_to("marta")["model.cost"] == "249,00\xa0€"
    decide("marta")
    assert reservations(ticket) == [("249.00", "reserved")]
    assert shown_to("carmen") == {
        "model": "Monitor de 27″ · el de casi todo el mundo",
        "quantity": "1",
        "outputs.budget.cost_centre": "CC-200 · Marketing",
        "outputs.budget.amount": "249,00\xa0€",
        "outputs.budget.left": "23.751,00\xa0€",
    }
    decide("carmen")
    do("pablo", "quotes", offers=[DEAR, CHEAP])
    do("pablo", "choose")
    assert reservations(ticket) == [("229.90", "reserved")]
    assert "Pantallas Sur por 229,90" in pick(task_of("pablo", "order").instructions, ["es"])
    finish()
    ticket = reload(ticket)
    assert (ticket.outcome, reservations(ticket)) == (Outcome.FULFILLED, [("229.90", "spent")])
    standing = standing_of(MARKETING)
    assert (standing.reserved, standing.spent, standing.left) == (0, Decimal("229.90"), Decimal("23770.10"))
    assert "229,90" in ticket.stream.entries.get(type="ticket.resolved").payload["text"]


def test_two_quotes_are_needed_from_two_suppliers():
    ticket = ask_for()
    decide("marta")
    decide("carmen")
    with pytest.raises(Invalid):
        do("pablo", "quotes", offers=[CHEAP])
    with pytest.raises(Invalid) as refused:
        do("pablo", "quotes", offers=[CHEAP, {**CHEAP, "supplier": "PANTALLAS SUR "}])
    assert list(refused.value.fields) == ["offers.1.supplier"]
    assert steps(ticket)["quotes"] == "active"


def test_a_dearer_quote_needs_its_reason_which_is_kept_and_takes_more_of_the_budget():
    ticket = up_to_the_choice()
    with pytest.raises(Invalid) as refused:
        do("pablo", "choose", offer="Duero")
    assert list(refused.value.fields) == ["reason"]
    with pytest.raises(Invalid):
        do("pablo", "choose", offer="Nobody")
    do("pablo", "choose", offer="Duero", reason="Llega antes de la feria.")
    assert reservations(ticket) == [("265.00", "reserved")]
    done = ticket.stream.entries.filter(type="workflow.task_done").order_by("-position").first()
    assert done.payload["answers"] == {"offer": "Duero", "reason": "Llega antes de la feria."}
    settled = ticket.stream.entries.get(type="workflow.budget_settled")
    assert (settled.payload["old"]["amount"], settled.payload["amount"]["amount"]) == ("249.00", "265.00")


def test_without_enough_budget_the_owner_of_the_cost_centre_decides_and_may_go_beyond():
    has("100")
    ticket = ask_for()
    decide("marta")  # who also answers for the cost centre of Marketing
    assert reservations(ticket) == []
    assert shown_to("marta")["outputs.budget.short"] == "149,00\xa0€"
    decide("marta")
    assert reservations(ticket) == [("249.00", "reserved")]
    assert standing_of(MARKETING).left == -149
    assert shown_to("carmen")["outputs.budget.short"] == "149,00\xa0€"


def test_the_owner_says_no_and_nothing_stays_reserved():
    has("100")
    ticket = ask_for()
    decide("marta")
    decide("marta", Verdict.REJECT, "Este año no llegamos.")
    assert (reload(ticket).outcome, reservations(ticket)) == (Outcome.DECLINED, [])


def test_a_quote_above_what_is_left_asks_the_owner_again():
    has("250")
    ticket = up_to_the_choice(DEAR, {**CHEAP, "price": "260"})
    do("pablo", "choose")
    assert steps(ticket)["price~owner"] == "active"
    assert reservations(ticket) == [("249.00", "reserved")]
    decide("marta")
    assert (reservations(ticket), standing_of(MARKETING).left) == ([("260.00", "reserved")], -10)
    finish()
    assert reservations(ticket) == [("260.00", "spent")]


@pytest.mark.parametrize("stage", ["reserved", "chosen"])
def test_cancelled_on_the_way_the_money_is_free_again(stage):
    if stage == "chosen":
        ticket = up_to_the_choice()
        do("pablo", "choose")
    else:
        ticket = ask_for()
        decide("marta")
    cancel(actor=person("ana"), ticket=ticket)
    assert [state for _amount, state in reservations(ticket)] == ["released"]
    assert standing_of(MARKETING).left == 24000


def test_finance_says_no_and_the_money_is_free_again():
    ticket = ask_for()
    decide("marta")
    decide("ignacio", Verdict.REJECT, "Espera a abril.")
    decide("carmen", Verdict.REJECT, "Espera a abril.")
    assert (reload(ticket).outcome, standing_of(MARKETING).reserved) == (Outcome.DECLINED, 0)


def test_returned_by_finance_for_one_that_costs_less_only_that_is_reserved():
    ticket = ask_for("monitor-32")
    decide("marta")
    assert reservations(ticket) == [("529.00", "reserved")]
    decide("carmen", Verdict.RETURN, "¿Te vale el de 27?")
    correct("ana", model="monitor-27", quantity=1, reason="Maquetar folletos.", place="floor-3")
    assert [change.new for change in changes_in(approval_of("marta"))] == [
        "Monitor de 27″ · el de casi todo el mundo"
    ]
    decide("marta")
    assert reservations(ticket) == [("249.00", "reserved")]
    assert shown_to("carmen")["outputs.budget.amount"] == "249,00\xa0€"


def test_opened_again_the_money_is_set_aside_again():
    ticket = up_to_the_choice()
    do("pablo", "choose")
    finish()
    comment(actor=person("ana"), ticket=reload(ticket), text="Parpadea.", reopen=True)
    assert reservations(ticket) == [("229.90", "reserved")]
    resolve(actor=person("pablo"), ticket=reload(ticket), outcome=Outcome.SOLVED)
    assert reservations(ticket) == [("229.90", "spent")]


def test_a_person_without_a_cost_centre_is_a_fault_for_the_owner():
    ana = person("ana")
    ana.cost_centre = "CC-0"
    ana.save(update_fields=["cost_centre"])
    ticket = ask_for()
    decide("marta")
    assert steps(ticket)["budget"] == "failed"
    fault = task_of("amparo", "budget")
    assert "CC-0" in fault.detail["problem"]["en"]


def test_who_asked_hears_at_every_stage_once():
    ask_for()
    heard = [told("ana")]
    for step in (
        lambda: decide("marta"),
        lambda: decide("carmen"),
        lambda: do("pablo", "quotes", offers=[DEAR, CHEAP]),
        lambda: do("pablo", "choose"),
        lambda: do("pablo", "order", number="PO-9", arrives_on="2027-03-08"),
        lambda: do("felipe", "deliver"),
    ):
        step()
        heard.append(told("ana"))
    assert [len(titles) for titles in heard] == [0, 1, 1, 1, 1, 1, 1]
    titles = [title for stage in heard for title in stage]
    assert len(set(titles)) == len(titles)
