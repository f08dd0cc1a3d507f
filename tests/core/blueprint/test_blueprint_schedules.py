"""What a schedule answers: every kind of question that nobody has to be there for, checked against the form."""

from __future__ import annotations

from typing import Any

from blueprint_samples import laptop

from ventanilla.core.blueprint import Known, Package, PackageErrors, check
from ventanilla.core.rules import FactType

KNOWN = Known(lists={"lifts": {"place": FactType.TEXT, "cost": FactType.MONEY, "seen_on": FactType.DATE}})
QUESTIONS: list[dict[str, Any]] = [
    {"id": "who", "type": "person"},
    {"id": "crew", "type": "persons"},
    {"id": "fee", "type": "money"},
    {"id": "units", "type": "number"},
    {"id": "away", "type": "date_range"},
    {"id": "kinds", "type": "choices", "options": [{"value": "a", "label": {"en": "A"}}]},
    {"id": "last", "type": "date"},
    {"id": "terms", "type": "consent", "text": {"en": "Yes."}},
    {"id": "sum", "type": "calculated", "value": {"fact": "answers.units"}},
    {
        "id": "parts",
        "type": "rows",
        "questions": [
            {"id": "part", "type": "short_text", "label": {"en": "Part"}, "required": True},
            {"id": "count", "type": "number", "label": {"en": "Count"}},
        ],
    },
]


def planned(answers: dict[str, Any], **more: Any) -> list[str]:
    document: dict[str, Any] = laptop()
    document["form"][0]["questions"] = [{"label": {"en": each["id"]}, **each} for each in QUESTIONS]
    document["workflow"] = []
    every = {
        "id": "x",
        "title": {"en": "X"},
        "every": {"days": 9},
        "starts_on": "2027-01-04",
        "list": "lifts",
    }
    document["schedules"] = [{**every, "answers": answers, **more}]
    try:
        package = Package.from_document(document)
    except PackageErrors as errors:
        return [f"{each.path}: {each.code}" for each in errors.problems]
    assert Package.from_document(package.to_document()) == package
    return [
        f"{each.path}: {each.code}".removeprefix("schedules[0].answers.") for each in check(package, KNOWN)
    ]


def test_it_fills_in_people_lists_money_days_and_lines() -> None:
    assert (
        planned(
            {
                "who": "marta@acme.example",
                "crew": ["ana@acme.example", {"fact": "requested_for.manager"}],
                "fee": {"multiply": [{"fact": "row.cost"}, 2]},
                "units": 3,
                "away": {"from": {"fact": "today"}, "to": {"add_days": [{"fact": "today"}, 4]}},
                "kinds": ["a"],
                "last": {"fact": "row.seen_on"},
                "parts": [
                    {"part": "Rope", "count": 2},
                    {"part": {"fact": "row.place"}},
                    {"count": 1, "part": "Belt"},
                ],
            }
        )
        == []
    )


def test_what_is_of_another_shape_or_kind_is_told_where_it_stands() -> None:
    assert planned({"who": ["ana@acme.example"]}) == ["who: schedule_one"]
    assert planned({"parts": "Rope"}) == ["parts: schedule_lines"]
    assert planned({"parts": ["Rope"]}) == ["parts: schedule_lines"]
    assert planned({"fee": [{"part": "Rope", "count": 1}]}) == ["fee: schedule_no_lines"]
    assert planned({"away": "2027-01-01"}) == ["away: schedule_ends"]
    assert planned({"fee": {"from": 1, "to": 2}}) == ["fee: schedule_no_stretch"]
    assert planned({"units": {"fact": "row.cost"}}) == ["units: schedule_kind"]
    assert planned({"crew": [{"fact": "row.cost"}]}) == ["crew[0]: schedule_kind"]
    assert planned({"away": {"from": {"fact": "row.cost"}, "to": {"fact": "today"}}}) == [
        "away.from: schedule_kind"
    ]


def test_what_stands_in_lines_is_looked_at_too() -> None:
    assert planned({"parts": [{"part": "Rope", "size": 3}]}) == ["parts[0].size: no_such_question"]
    assert planned({"parts": [{"part": "Rope"}, {"count": 3, "part": {"fact": "row.plaec"}}]}) == [
        "parts[1].part.fact: unknown_fact"
    ]
    assert planned({"parts": [{"part": "Rope"}, {"count": {"fact": "row.cost"}, "part": "B"}]}) == [
        "parts[1].count: schedule_kind"
    ]
    assert planned({"parts": [{"part": "Rope"}, {"count": 1, "size": 2}]}) == [
        "parts[1].size: no_such_question",
        "parts[1]: schedule_lacks",
    ]


def test_what_only_people_give_or_nobody_gives_is_refused() -> None:
    assert planned({"terms": True}) == ["terms: schedule_by_hand"]
    assert planned({"sum": 3}) == ["sum: schedule_by_itself"]
    assert planned({"other": 3}) == ["other: no_such_question"]


def test_an_answer_that_always_has_to_be_given_is_missed() -> None:
    document: dict[str, Any] = laptop()
    every = {"id": "x", "title": {"en": "X"}, "every": {"days": 9}, "starts_on": "2027-01-04"}
    document["schedules"] = [every]
    (problem,) = check(Package.from_document(document))
    assert (problem.path, problem.code) == ("schedules[0].answers", "schedule_lacks")
    assert "model" in problem.say("es")
    document["schedules"] = [{**every, "answers": {"model": "air-13"}}]
    assert check(Package.from_document(document)) == []
