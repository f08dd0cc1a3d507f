"""What people get wrong when they write a package, and what they are told."""

from __future__ import annotations

from typing import Any

import pytest

from ventanilla.core.blueprint import Known, Package, PackageErrors, check
from ventanilla.core.rules import FactType

HEAD = {
    "schema": 1,
    "service": "s",
    "department": "it",
    "category": "hardware",
    "title": {"en": "S"},
    "owner": {"person": "a@acme.example", "team": "it"},
}
KNOWN = Known(lists={"cities": {"daily": FactType.MONEY}}, attributes={"limit": FactType.NUMBER})


def package(questions: list[Any], *workflow: Any, **more: Any) -> Package:
    form = [{"section": {"id": "one", "title": {"en": "One"}}, "questions": questions}]
    return Package.from_document({**HEAD, **more, "form": form, "workflow": list(workflow)})


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": {"en": name}, **more}


def days(fact: str) -> list[Any]:
    city = asked("city", "choice", options={"list": "cities"})
    rate = asked("rate", "calculated", holds="money", value={"fact": fact})
    return [asked("days", "rows", questions=[city, rate], checks=[])]


def test_a_comma_between_braces_is_told_as_what_it_is() -> None:
    with pytest.raises(PackageErrors) as wrong:
        package([asked("when", "date", label={"es": "¿Cuándo", "entonces?": None})])
    assert "entonces?" in wrong.value.problems[0].say("en")
    assert "entre comillas" in wrong.value.problems[0].say("es")


def test_what_has_to_be_worked_out_first_is_told_where_to_do_it() -> None:
    rule = {"fact": {"sum": {"rows": "answers.days", "of": "rate"}}, "op": "gt", "value": 5}
    with pytest.raises(PackageErrors) as wrong:
        package([], {"branch": {"id": "much", "cases": [{"when": rule, "blocks": []}]}})
    assert "calculate" in wrong.value.problems[0].say("en")


def test_whom_a_document_goes_to_is_told_without_the_words_of_the_library() -> None:
    with pytest.raises(PackageErrors) as wrong:
        package([], {"document": {"id": "d", "heading": {"en": "H"}, "body": {"en": "B"}, "to": "nobody"}})
    assert wrong.value.problems[0].say("en") == "Write requester, requested_for or an e-mail address."


def test_a_line_knows_the_columns_of_what_is_chosen_in_it() -> None:
    assert check(package(days("row.city.daily")), KNOWN) == []
    assert [found.code for found in check(package(days("row.city.nightly")), KNOWN)] == ["unknown_fact"]


def test_a_message_goes_to_people_whom_answers_name_and_to_nobody_else_without_being_allowed() -> None:
    told = {
        "notify": {"id": "tell", "to": [{"fact": "answers.who"}, "ticket.team"], "message": {"en": "Hello"}}
    }
    for kind, codes in (("person", []), ("persons", []), ("email", ["outside_undeclared"])):
        assert [found.code for found in check(package([asked("who", kind)], told), KNOWN)] == codes


@pytest.mark.parametrize("kind", ["notify", "ask"])
def test_whom_a_column_of_a_list_names_is_told_or_asked_in_the_portal(kind: str) -> None:
    known = Known(lists={"contracts": {"keeper": FactType.TEXT, "ends_on": FactType.DATE}})
    chosen = asked("contract", "choice", options={"list": "contracts"})
    more = {"message": {"en": "Hello"}} if kind == "notify" else {"asks": [asked("who", "person")]}

    def codes(fact: str, *questions: Any, **outer: Any) -> list[str]:
        block = {kind: {"id": "tell", "to": {"fact": fact}, **more}}
        held = [{"for_each": {"id": "each", "list": "contracts", "blocks": [block]}}] if outer else [block]
        pick = {"task": {"id": "pick", "team": "it", "title": {"en": "Pick"}, "asks": [chosen]}}
        return [found.code for found in check(package([chosen, *questions], pick, *held), known)]

    assert codes("answers.contract.keeper") == []
    assert codes("outputs.pick.contract.keeper") == []
    assert codes("item.keeper", loop=True) == []
    assert "outside_undeclared" in codes("answers.contract.ends_on")
    assert "outside_undeclared" in codes("item.ends_on", loop=True)
    assert "outside_undeclared" in codes("answers.mail", asked("mail", "email"))


def test_how_far_up_an_approval_goes_may_hang_on_the_request() -> None:
    rule = {"fact": "person.attributes.limit", "op": "gte", "value": {"fact": "answers.amount"}}
    seat = {"managers_of": "requester", "until": rule}
    block = {"approval": {"id": "sign", "seats": [seat]}}
    assert check(package([asked("amount", "number")], block), KNOWN) == []
    assert [found.code for found in check(package([], block), KNOWN)] == ["unknown_fact"]


def test_who_may_join_hangs_on_answers_that_are_asked() -> None:
    rule = {"fact": "answers.clicked", "op": "is", "value": False}
    same = {"answers": ["sender"], "within": "2 days", "among": "everybody", "when": rule}
    questions = [asked("sender", "email"), asked("clicked", "yes_no")]
    assert check(package(questions, same_as=same), KNOWN) == []
    assert [found.code for found in check(package(questions[:1], same_as=same), KNOWN)] == ["unknown_fact"]


def test_two_results_of_one_name() -> None:
    twice = [{"id": "a", "value": 1}, {"id": "a", "value": 2}]
    with pytest.raises(PackageErrors) as wrong:
        package([], {"calculate": {"id": "sums", "values": twice}})
    assert wrong.value.problems[0].code == "result_twice"
