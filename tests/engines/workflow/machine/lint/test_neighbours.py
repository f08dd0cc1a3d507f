"""What a service asks of another one, against that one's form, limits and audience."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.workflow.machine.lint.test_lint import HEAD
from ventanilla.core.blueprint import Package
from ventanilla.engines.workflow.machine.lint import Organisation, lint

KINDS = [{"value": name, "label": {"es": name}} for name in ("small", "large")]


def asked(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "label": {"es": f"¿{name}?"}, **more}


def package(service: str, *questions: dict[str, Any], **more: Any) -> Package:
    form = (
        [{"section": {"id": "all", "title": {"es": "Todo"}}, "questions": list(questions)}]
        if questions
        else []
    )
    return Package.from_document({**HEAD, "service": service, "form": form, **more})


OTHER = (
    asked("kind", "choice", options=KINDS, required=True),
    asked("count", "number", min=1, max=5),
    asked("from_on", "date"),
    asked(
        "colour",
        "short_text",
        required=True,
        visible_if={"fact": "answers.kind", "op": "is", "value": "large"},
    ),
)
OWN = (
    asked("size", "choice", options=[*KINDS, {"value": "huge", "label": {"es": "huge"}}], required=True),
    asked("begin", "date"),
    asked("note", "short_text"),
)


def found(answers: dict[str, Any], other: dict[str, Any] | None = None, **more: Any) -> dict[str, str]:
    block = {"create_ticket": {"id": "c", "service": "other", "answers": answers, **more.pop("block", {})}}
    asks = package("asks", *OWN, workflow=[block], **more)
    services = {"other": package("other", *OTHER, **(other or {}))}
    seen = lint(asks, Organisation(services=services))
    assert all("{" not in each.say(code) for each in seen for code in ("es", "en"))
    return {each.code: each.degree.value for each in seen if each.code.startswith("other_")}


def test_what_fits_is_let_pass() -> None:
    assert found({"kind": "small", "count": 3, "from_on": {"fact": "answers.begin"}}) == {}
    assert found({"kind": "large", "colour": "red", "from_on": "2027-05-01"}) == {}


MONTH = {"monthly": {"from": 1, "until": 5}}


@pytest.mark.parametrize(
    ("windows", "closes"),
    [
        ([MONTH], True),
        ([{"monthly": {"from": 1, "until": -1, "working_days": True}}], True),
        ([{"until": "2027-03-31"}], True),
        ([{"when": {"fact": "requester.groups", "op": "contains", "value": "management"}}], True),
        ([{"list": "periods", "first": "a", "last": "b"}], True),
        ([MONTH, {"from": "2027-03-01"}], False),
        ([{"monthly": {"from": 1, "until": -1}}], False),
        ([{"monthly": {"until": 31}}], False),
        ([], False),
    ],
)
def test_a_service_that_closes_at_times_is_told(windows: list[Any], closes: bool) -> None:
    expected = {"other_closes": "warning"} if closes else {}
    assert found({"kind": "small"}, other={"open": windows}) == expected


def test_whoever_waits_for_a_day_before_has_thought_of_it() -> None:
    wait = {"wait": {"id": "opens", "until": {"fact": "answers.begin"}}}
    block = {"create_ticket": {"id": "c", "service": "other", "answers": {"kind": "small"}}}
    services = {"other": package("other", *OTHER, open=[MONTH])}

    def codes(*blocks: dict[str, Any]) -> list[str]:
        seen = lint(package("asks", *OWN, workflow=list(blocks)), Organisation(services=services))
        return [each.code for each in seen if each.code == "other_closes"]

    assert codes(wait, block) == []
    assert codes(block, wait) == ["other_closes"]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({}, {"other_unfilled": "error"}),
        ({"kind": "large"}, {"other_unfilled": "error"}),
        (
            {"kind": {"fact": "answers.note"}},
            {"other_maybe_unfilled": "warning", "other_maybe_empty": "warning"},
        ),
        ({"kind": "tiny"}, {"other_option": "error"}),
        ({"kind": {"fact": "answers.size"}, "colour": "red"}, {"other_option": "warning"}),
        ({"kind": "small", "cuont": 3}, {"other_question": "error"}),
        ({"kind": "small", "count": 6}, {"other_limit": "error"}),
        ({"kind": "small", "count": {"fact": "answers.begin"}}, {"other_type": "error"}),
        ({"kind": "small", "from_on": {"fact": "answers.note"}}, {"other_type": "error"}),
    ],
)
def test_what_does_not_fit_is_told(answers: dict[str, Any], codes: dict[str, str]) -> None:
    assert found(answers) == codes


ENGINEERS = {"fact": "person.department", "op": "is", "value": "engineering"}
OUTSIDE = {"fact": "person.organization_kind", "op": "is", "value": "customer"}


def test_who_asks_has_to_be_in_its_audience() -> None:
    fits = {"kind": "small"}
    assert found(fits, {"audience": OUTSIDE}) == {"other_nobody": "error"}
    assert found(fits, {"audience": ENGINEERS}) == {"other_perhaps_nobody": "warning"}
    assert found(fits, {"audience": ENGINEERS}, audience=ENGINEERS) == {}
    assert found(
        fits, {"audience": ENGINEERS}, block={"asked_by": "service.owner"}, requested_for="anyone"
    ) == {"other_for_self": "warning"}
    assert found(fits, requested_for="anyone") == {"other_for_self": "warning"}
    assert found(fits, {"requested_for": "anyone"}, requested_for="anyone") == {}


def test_a_service_that_is_not_there_or_only_opened_cannot_be_asked_for() -> None:
    block = {"create_ticket": {"id": "c", "service": "nowhere"}}
    asks = package("asks", workflow=[block])
    assert [each.code for each in lint(asks, Organisation(services={}))] == ["other_unknown"]
    assert lint(asks) == []
    page = package("nowhere", kind="resource", link="https://vpn.acme.example/")
    assert [each.code for each in lint(asks, Organisation(services={"nowhere": page}))] == ["other_resource"]


def test_a_service_that_others_ask_for_is_told_what_they_could_not_ask_any_more() -> None:
    block = {"create_ticket": {"id": "c", "service": "other", "answers": {"kind": "small"}}}
    asks = package("asks", *OWN, workflow=[block])
    same = package("other", *OTHER)
    assert not [
        each for each in lint(same, Organisation(services={}, asked_by=[asks])) if each.code == "breaks_other"
    ]
    changed = package("other", *OTHER, asked("why", "short_text", required=True))
    (finding,) = lint(changed, Organisation(services={}, asked_by=[asks]))
    assert (finding.code, finding.degree) == ("breaks_other", "warning")
    assert "¿why?" in finding.say("es")
