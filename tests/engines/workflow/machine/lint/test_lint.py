"""Each finding: the plainest package that has it, and its neighbour that hasn't."""

from __future__ import annotations

from typing import Any

import pytest

from ventanilla.core.blueprint import Package
from ventanilla.engines.workflow.machine.lint import Degree, Organisation, lint
from ventanilla.engines.workflow.machine.lint.words import PLACES, WORDS

HEAD = {
    "schema": 1,
    "service": "parking",
    "department": "facilities",
    "category": "workplace",
    "owner": {"person": "manuel@acme.example", "team": "facilities"},
    "title": {"es": "Plaza", "en": "Space"},
}
YES = {"fact": "answers.car", "op": "is", "value": True}
NO = {"fact": "answers.car", "op": "is", "value": False}
BOTH = {"all": [YES, NO]}
FORM = [
    {
        "section": {"id": "space", "title": {"es": "La plaza"}},
        "questions": [
            {"id": "car", "type": "yes_no", "label": {"es": "¿Coche?"}, "required": True},
            {"id": "plate", "type": "short_text", "label": {"es": "Matrícula"}},
            {"id": "password", "type": "short_text", "label": {"es": "Contraseña"}, "required": True},
            {"id": "amount", "type": "money", "label": {"es": "Importe"}, "max": 5000},
        ],
    }
]
TEXT = {"es": "Hola"}


def notify(block: str, text: str = "Hola") -> dict[str, Any]:
    return {"notify": {"id": block, "message": {"es": text}}}


def task(block: str, **more: Any) -> dict[str, Any]:
    return {"task": {"id": block, "team": "facilities", **more}}


def approval(**more: Any) -> dict[str, Any]:
    return {"approval": {"id": "boss", "seats": [{"from": "requester.manager"}], **more}}


def branch(*rules: Any, otherwise: Any = ()) -> dict[str, Any]:
    cases = [{"when": rule, "blocks": [notify(f"way-{index}")]} for index, rule in enumerate(rules)]
    return {"branch": {"id": "choice", "cases": cases, "otherwise": list(otherwise)}}


def question(**more: Any) -> list[dict[str, Any]]:
    asked = {"id": "floor", "type": "short_text", "label": {"es": "Planta"}, **more}
    return [*FORM, {"section": {"id": "more", "title": {"es": "Más"}}, "questions": [asked]}]


def found(organisation: Organisation = Organisation(), **package: Any) -> dict[str, str]:  # noqa: B008
    parsed = Package.from_document({**HEAD, "form": FORM, **package})
    return {each.code: each.spelled for each in lint(parsed, organisation)}


def flow(*blocks: Any) -> dict[str, Any]:
    return {"workflow": list(blocks)}


def warned(at: str) -> dict[str, Any]:
    promise = {"within": "2 days", "thresholds": [{"at": at, "notify": "team"}]}
    return {"deadlines": {"resolution": [promise]}}


def wait(**more: Any) -> dict[str, Any]:
    return {"wait": {"id": "w", **more}}


def stage(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"group": {"id": "stage", "blocks": list(blocks), **more}}


def at_once(*branches: Any, **more: Any) -> dict[str, Any]:
    return {"parallel": {"id": "p", "branches": list(branches), **more}}


def give_back(**more: Any) -> dict[str, Any]:
    return {"return_asset": {"id": "back", "asset": "SN-1", **more}}


def outside(**more: Any) -> dict[str, Any]:
    address = {"form": question(type="email", required=True), "outside_mail": True}
    return {**address, **flow({"ask": {"id": "a", "to": {"fact": "answers.floor"}, **more}})}


ENDS = {"within": "9 days", "ends": True}
CHASED = {"within": "9 days", "then": [{"task": {"id": "chase", "team": "facilities"}}]}
BY_FLOOR = {"by": {"fact": "answers.floor"}, "ends": True}
CANCEL = {"cancel": {"id": "end", "outcome": "declined"}}
CLOSE = {"cancel": {"id": "close", "outcome": "declined"}}
SET = {"set": {"id": "s", "fields": {"urgency": "high"}}}
SHELVED = notify("shelf")
HELD = {"task": {"id": "held", "holder": {"fact": "answers.floor"}}}
NAMED = {"fact": "answers.floor", "op": "is_not_empty"}


def back(to: str) -> dict[str, Any]:
    return {"go_back": {"id": "again", "to": to}}


def turns(*blocks: Any) -> dict[str, Any]:
    return {"repeat": {"id": "r", "until": YES, "max": 3, "blocks": list(blocks)}}


def other(**more: Any) -> dict[str, Any]:
    return {"create_ticket": {"id": "other", "service": "parking", **more}}


def ended(block: str, outcome: str) -> dict[str, Any]:
    return {"fact": f"outputs.{block}.outcome", "op": "is", "value": outcome}


def priority(value: str) -> dict[str, Any]:
    return {"fact": "ticket.priority", "op": "is", "value": value}


def checked(rule: Any) -> list[dict[str, Any]]:
    (section,) = FORM
    return [{**section, "checks": [{"rule": rule, "message": {"es": "Así no"}}]}]


def given(**more: Any) -> dict[str, Any]:
    return {"grant": {"id": "g", "access": "vpn", "label": TEXT, "for": "5 days", **more}}


def planned(ends_on: str) -> dict[str, Any]:
    every = {"id": "s", "title": TEXT, "every": {"days": 1}, "starts_on": "2027-05-01", "ends_on": ends_on}
    return {"schedules": [every]}


def sent(**inputs: Any) -> dict[str, Any]:
    body = {"body": inputs}
    return {"connector": {"id": "c", "connection": "hr", "action": "send", "inputs": body}}


CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("unreachable", flow(CANCEL, notify("after")), flow(notify("before"), CANCEL)),
    ("case_never", flow(branch(BOTH)), flow(branch(YES))),
    ("case_taken", flow(branch(YES, {"any": [YES, BOTH]})), flow(branch(YES, NO))),
    (
        "otherwise_never",
        flow(branch(YES, {"not": YES}, otherwise=[notify("else")])),
        flow(branch(YES, otherwise=[notify("else")])),
    ),
    (
        "outcome_never",
        flow(approval(remind_after="1 day", on={"expired": [notify("late")]})),
        flow(approval(expire_after="3 days", on={"expired": [notify("late")]})),
    ),
    ("question_never", {"form": question(visible_if=BOTH)}, {"form": question(visible_if=YES)}),
    ("rule_never", {"form": question(required_if=BOTH)}, {"form": question(required_if=YES)}),
    (
        "rule_always",
        {"form": question(visible_if={"any": [YES, {"not": YES}]})},
        {"form": question(visible_if={"any": [YES, NO]})},
    ),
    (
        "part_never",
        {"form": question(visible_if={"any": [YES, BOTH]})},
        {"form": question(visible_if={"any": [YES, NO]})},
    ),
    (
        "waits_forever",
        flow({"wait": {"id": "w", "when": {"fact": "answers.amount", "op": "gt", "value": 6000}}}),
        flow({"wait": {"id": "w", "when": {"fact": "answers.amount", "op": "gt", "value": 4000}}}),
    ),
    ("nobody_sees", {"audience": False}, {"audience": True}),
    (
        "route_taken",
        {"routing": [{"team": "a"}, {"when": YES, "team": "b"}]},
        {"routing": [{"when": YES, "team": "b"}, {"team": "a"}]},
    ),
    (
        "not_yet",
        flow(notify("n", "{{ outputs.t.x }}"), task("t", asks=[{"id": "x", "type": "date", "label": TEXT}])),
        flow(
            task("t", asks=[{"id": "x", "type": "date", "label": TEXT, "required": True}]),
            notify("n", "{{ outputs.t.x }}"),
        ),
    ),
    (
        "maybe_empty_step",
        flow(
            {
                "branch": {
                    "id": "b",
                    "cases": [
                        {
                            "when": YES,
                            "blocks": [
                                task("t", asks=[{"id": "x", "type": "date", "label": TEXT, "required": True}])
                            ],
                        }
                    ],
                }
            },
            notify("n", "{{ outputs.t.x }}"),
        ),
        flow(
            {
                "group": {
                    "id": "g",
                    "blocks": [
                        task("t", asks=[{"id": "x", "type": "date", "label": TEXT, "required": True}])
                    ],
                }
            },
            notify("n", "{{ outputs.t.x }}"),
        ),
    ),
    (
        "maybe_empty_answer",
        flow(notify("n", "{{ answers.plate }}")),
        flow(
            {
                "branch": {
                    "id": "b",
                    "cases": [
                        {
                            "when": {"fact": "answers.plate", "op": "is_not_empty"},
                            "blocks": [notify("n", "{{ answers.plate }}")],
                        }
                    ],
                }
            }
        ),
    ),
    ("looks_secret", flow(notify("n", "{{ answers.password }}")), flow(notify("n", "{{ answers.car }}"))),
    ("literal_secret", flow(notify("n", "Contraseña: Verano2027")), flow(notify("n", "Contraseña: la tuya"))),
    (
        "message_unseen",
        flow({"notify": {"id": "n", "to": ["requester", "security"], "message": TEXT}}),
        flow(
            {"task": {"id": "t", "team": "security"}},
            {"notify": {"id": "n", "to": "security", "message": TEXT}},
        ),
    ),
    (
        "message_unseen",
        {"confidential": True, **flow({"notify": {"id": "n", "to": "service.owner", "message": TEXT}})},
        flow({"notify": {"id": "n", "to": ["service.owner", "manuel@acme.example"], "message": TEXT}}),
    ),
    ("no_reminder", flow(approval()), flow(approval(remind_after="1 day"))),
    ("no_reminder", flow({"ask": {"id": "q"}}), flow({"ask": {"id": "q", "remind_after": "1 day"}})),
    (
        "reminder_late",
        flow(task("t", remind_after="9 days", deadline=ENDS)),
        flow(task("t", remind_after="9 days", deadline=CHASED)),
    ),
    ("outside_unanswered", outside(), outside(deadline=ENDS)),
    ("outside_unanswered", outside(due="2 days", deadline={"within": "9 days"}), flow(task("t"))),
    ("message_never", flow(wait(message="paid")), flow(wait(message="paid", deadline=ENDS))),
    ("message_never", flow(stage(wait(message="paid"))), flow(stage(wait(message="paid"), deadline=ENDS))),
    (
        "message_never",
        flow(at_once([wait(message="paid")], [give_back(deadline=ENDS)], join="any")),
        flow(at_once([wait(message="paid")], [task("t")], join="any")),
    ),
    ("message_never", flow(at_once([wait(message="paid")], [task("t")])), flow(wait(**{"for": "2 days"}))),
    (
        "message_never",
        flow(task("t", deadline=ENDS, on={"expired": [wait(message="paid")]})),
        flow(task("t", deadline=ENDS)),
    ),
    ("rule_maybe_never", flow(wait(when=YES)), flow(wait(when=YES, deadline=ENDS))),
    (
        "rule_maybe_never",
        flow(wait(when=NO)),
        flow(wait(when={"any": [NO, {"fact": "today", "op": "after", "value": "2027-01-01"}]})),
    ),
    ("return_never", flow(give_back()), flow(give_back(at_once=True))),
    ("return_never", flow(give_back(remind_after="2 days")), flow(give_back(deadline=CHASED))),
    (
        "deadline_maybe_none",
        {"form": question(type="date"), **flow(wait(message="paid", deadline=BY_FLOOR))},
        {"form": question(type="date", required=True), **flow(wait(message="paid", deadline=BY_FLOOR))},
    ),
    (
        "reminder_late",
        flow(approval(remind_after="5 days", expire_after="3 days")),
        flow(approval(remind_after="1 day", expire_after="3 days")),
    ),
    (
        "reminder_behind",
        flow(approval(remind_after="5 days", escalate_after="2 days")),
        flow(approval(remind_after="1 day", escalate_after="2 days")),
    ),
    (
        "holder_maybe_nobody",
        flow(approval(seats=[{"holder": {"fact": "answers.plate"}}])),
        flow(approval(seats=[{"holder": {"fact": "answers.password"}}])),
    ),
    (
        "loop_without_wait",
        flow(
            notify("again"),
            {
                "branch": {
                    "id": "b",
                    "cases": [{"when": YES, "blocks": [{"go_back": {"id": "g", "to": "again"}}]}],
                }
            },
        ),
        flow(
            task("again"),
            {
                "branch": {
                    "id": "b",
                    "cases": [{"when": YES, "blocks": [{"go_back": {"id": "g", "to": "again"}}]}],
                }
            },
        ),
    ),
    ("lead_time_backwards", {"lead_time": {"from": "3 days", "to": "1 day"}}, {"lead_time": "3 days"}),
    (
        "answer_after_end",
        {"deadlines": {"first_response": "3 days", "resolution": "2 days"}},
        {"deadlines": {"first_response": "1 day", "resolution": "2 days"}},
    ),
    ("threshold_beyond", warned("3 days before"), warned("1 day before")),
    ("threshold_beyond", warned("3 days before"), warned("3 days after")),
    ("threshold_beyond", warned("60 business hours before"), warned("50 %")),
    (
        "promise_beyond_told",
        {"lead_time": "2 days", "deadlines": {"resolution": "3 days"}},
        {"lead_time": "3 days", "deadlines": {"resolution": "2 days"}},
    ),
    (
        "step_beyond_promise",
        {**flow(task("t", due="3 business days")), "lead_time": "2 business days"},
        {**flow(task("t", due="2 business days")), "lead_time": "2 business days"},
    ),
    ("loop_without_wait", flow(notify("a"), SET, back("a")), flow(notify("a"), SET, task("t"), back("a"))),
    (
        "loop_without_wait",
        flow(SHELVED, {"reserve_asset": {"id": "r", "model": "m", "on": {"none_left": [back("shelf")]}}}),
        flow(
            SHELVED,
            {"reserve_asset": {"id": "r", "model": "m", "on": {"none_left": [task("t"), back("shelf")]}}},
        ),
    ),
    ("turns_without_wait", flow(turns(notify("a"))), flow(turns(notify("a"), wait(**{"for": "1 day"})))),
    ("turns_without_wait", flow(turns(notify("a"))), flow(turns(CANCEL))),
    ("unreachable", flow(turns(CANCEL), notify("after")), flow(turns(task("t")), notify("after"))),
    (
        "unreachable",
        flow(approval(on={"approved": [CANCEL], "returned": [CLOSE]}), notify("after")),
        flow(approval(on={"approved": [CANCEL]}, expire_after="2 days"), notify("after")),
    ),
    (
        "unreachable",
        flow(at_once([CANCEL], [CLOSE], join="any"), notify("after")),
        flow(at_once([CANCEL], [task("t")], join="any"), notify("after")),
    ),
    (
        "outcome_never",
        flow(other(wait=False, on={"declined": [task("t")]})),
        flow(other(on={"declined": [task("t")]})),
    ),
    (
        "outcome_never",
        flow(other(on={"created": [task("t")]})),
        flow(other(wait=False, on={"created": [task("t")]})),
    ),
    (
        "outcome_never",
        flow(stage(CANCEL, on={"done": [task("t")]})),
        flow(stage(task("u"), on={"done": [task("t")]})),
    ),
    (
        "case_never",
        flow(task("t"), branch(ended("t", "rejected"))),
        flow(task("t"), branch(ended("t", "done"))),
    ),
    ("case_never", flow(branch(priority("top"))), flow(branch(priority("urgent")))),
    (
        "case_never",
        {"form": question(type="rating"), **flow(branch({"fact": "answers.floor", "op": "gt", "value": 5}))},
        {"form": question(type="rating"), **flow(branch({"fact": "answers.floor", "op": "gt", "value": 4}))},
    ),
    ("check_never", {"form": checked(BOTH)}, {"form": checked(YES)}),
    ("rule_always", {"form": checked(True)}, {"form": checked(YES)}),
    (
        "named_maybe_nobody",
        {"form": question(type="person"), **flow(HELD)},
        {"form": question(type="person", required=True), **flow(HELD)},
    ),
    (
        "named_maybe_nobody",
        {"form": question(type="person"), **flow(HELD)},
        {
            "form": question(type="person"),
            **flow({"branch": {"id": "c", "cases": [{"when": NAMED, "blocks": [HELD]}]}}),
        },
    ),
    (
        "ended_before",
        flow(task("t", due="10 days", deadline=ENDS)),
        flow(task("t", due="8 days", deadline=ENDS)),
    ),
    (
        "ended_before",
        flow(approval(expire_after="10 days", deadline=ENDS)),
        flow(approval(expire_after="10 days", deadline=CHASED)),
    ),
    (
        "ended_before",
        flow(stage(task("t", deadline=ENDS), deadline={"within": "2 days", "ends": True})),
        flow(
            stage(
                task("t"),
                on={"expired": [task("u", deadline=ENDS)]},
                deadline={"within": "2 days", "ends": True},
            )
        ),
    ),
    ("access_shorter", flow(given(remind_before="9 days")), flow(given(remind_before="2 days"))),
    ("access_shorter", flow(given(review_every="5 days")), flow(given(review_every="2 days"))),
    ("schedule_never", planned("2027-03-01"), planned("2027-06-01")),
    (
        "literal_secret",
        {"description": {"es": "Clave: Verano2027"}},
        {"description": {"es": "Clave: la tuya"}},
    ),
    (
        "told_inside",
        flow(approval(seen_by="team"), notify("n", "{{ outputs.boss.comment }}")),
        flow(approval(seen_by="team"), notify("n", "{{ outputs.boss.outcome }}")),
    ),
    ("told_inside", flow(approval(seen_by="team"), notify("n", "{{ outputs.boss.by }}")), flow(approval())),
    ("literal_secret", flow(sent(token="Abc1234567")), flow(sent(name="Abc1234567"))),
]


@pytest.mark.parametrize(("code", "wrong", "right"), CASES, ids=[case[0] for case in CASES])
def test_it_is_found_where_it_is_and_only_there(
    code: str, wrong: dict[str, Any], right: dict[str, Any]
) -> None:
    assert code in found(**wrong)
    assert code not in found(**right)


TOLD = {"id": "x", "type": "short_text", "label": TEXT, "required": True}
OPTIONAL = {**TOLD, "required": False}
GIVE_UP = {"maximum": [CANCEL]}
GIVEN = {"fact": "outputs.t.x", "op": "is_not_empty"}


def again(*blocks: Any, **more: Any) -> dict[str, Any]:
    return {"repeat": {"id": "r", "until": GIVEN, "max": 3, "blocks": list(blocks), **more}}


NO_WARNING = {
    "what is done in a repeat": flow(again(task("t", asks=[TOLD])), notify("n", "{{ outputs.t.x }}")),
    "what a repeat waits for, whose maximum ends all": flow(
        again(task("t", asks=[OPTIONAL]), on=GIVE_UP), notify("n", "{{ outputs.t.x }}")
    ),
    "which time it is, inside": flow(
        again(
            task("t", asks=[TOLD], instructions={"es": "{{ outputs.r.turn }}"}),
            notify("n", "{{ outputs.r.turn }}"),
        )
    ),
    "what was said the last time round": flow(
        again(task("ask-again", instructions={"es": "{{ outputs.t.x }}"}), task("t", asks=[TOLD]))
    ),
    "what every outcome that goes on does": flow(
        approval(on={"approved": [task("t", asks=[TOLD])], "rejected": [CANCEL]}),
        notify("n", "{{ outputs.t.x }}"),
    ),
    "what was done before it is undone": flow(
        task("t", asks=[TOLD], on_cancel=[notify("sorry", "{{ outputs.t.x }}")]),
    ),
    "what was done before it is late": flow(
        task("t", asks=[TOLD]),
        task("u", deadline={"within": "1 day", "then": [notify("late", "{{ outputs.t.x }}")]}),
    ),
    "what is worked out": {
        "form": question(type="calculated", holds="number", value={"add": [1, 2]}),
        **flow(notify("n", "{{ answers.floor }}")),
    },
    "what stands there from the beginning": {
        "form": question(type="hidden", default="3"),
        **flow(notify("n", "{{ answers.floor }}")),
    },
}
WARNING = {
    "a repeat that goes on after its maximum": flow(
        again(task("t", asks=[OPTIONAL])), notify("n", "{{ outputs.t.x }}")
    ),
    "what only one outcome does": flow(
        approval(on={"approved": [task("t", asks=[TOLD])], "rejected": [notify("m")]}),
        notify("n", "{{ outputs.t.x }}"),
    ),
    "what is late itself": flow(
        task("t", asks=[TOLD], deadline={"within": "1 day", "then": [notify("late", "{{ outputs.t.x }}")]}),
    ),
    "what is hidden perhaps": {
        "form": question(type="calculated", holds="number", value={"add": [1, 2]}, visible_if=YES),
        **flow(notify("n", "{{ answers.floor }}")),
    },
}


@pytest.mark.parametrize("package", NO_WARNING.values(), ids=NO_WARNING)
def test_nothing_is_said_to_be_missing_that_is_always_there(package: dict[str, Any]) -> None:
    assert not {"maybe_empty_step", "maybe_empty_answer", "not_yet"} & found(**package).keys()


@pytest.mark.parametrize("package", WARNING.values(), ids=WARNING)
def test_what_may_be_missing_is_still_said(package: dict[str, Any]) -> None:
    assert {"maybe_empty_step", "maybe_empty_answer"} & found(**package).keys()


def test_which_time_it_is_is_not_known_before_and_is_never_beyond_the_last() -> None:
    asks = task("t", asks=[TOLD])
    early = found(**flow(notify("n", "{{ outputs.r.turn }}"), again(asks)))
    assert "not_yet" in early
    fourth = {
        "branch": {
            "id": "b",
            "cases": [{"when": {"fact": "outputs.r.turn", "op": "is", "value": 4}, "blocks": [SHELVED]}],
        }
    }
    assert "case_never" in found(**flow(again(fourth, asks)))


def test_what_the_organisation_lacks_is_told() -> None:
    lacking = Organisation(members={"board": 1}, staff={"facilities": 0}, leads=frozenset())
    seats = [{"group": "board", "need": 2}, {"lead_of": "facilities"}]
    codes = found(lacking, **flow(approval(seats=seats), task("t")))
    assert {"group_too_small", "team_without_lead", "no_last_resort", "team_empty"} <= codes.keys()


def test_a_person_who_gets_a_message_has_a_part_in_it_by_name_or_team() -> None:
    letter = {"notify": {"id": "n", "to": "eva@acme.example", "message": TEXT}}
    stranger = Organisation(memberships={"eva@acme.example": ["legal"]})
    colleague = Organisation(memberships={"eva@acme.example": ["facilities"]})
    assert found(stranger, **flow(letter))["message_unseen"] == "workflow[0].notify.to[0]"
    assert "message_unseen" not in found(colleague, **flow(letter))
    assert "message_unseen" not in found(**flow(letter))
    assert "message_unseen" not in found(
        stranger, **flow(approval(seats=[{"person": "eva@acme.example"}]), letter)
    )
    assert "message_unseen" not in found(stranger, **flow(approval(seats=[{"group": "board"}]), letter))


def test_a_list_without_rows_or_without_any_that_fits_is_told() -> None:
    options = {"list": "spaces", "where": {"fact": "row.floor", "op": "is", "value": "2"}}
    choice = {"type": "choice", "options": options, "required": True}
    form = {"form": question(**choice)}
    assert "list_empty" in found(Organisation(rows={"spaces": []}), **form)
    assert "list_none_fits" in found(Organisation(rows={"spaces": [{"floor": "1"}]}), **form)
    assert (
        not {"list_empty", "list_none_fits"}
        & found(Organisation(rows={"spaces": [{"floor": "2"}]}), **form).keys()
    )


def test_a_loop_or_a_schedule_over_a_list_without_rows_is_told() -> None:
    floor = {"fact": "row.floor", "op": "is", "value": "2"}
    rule = {"all": [floor, {"fact": "answers.car", "op": "is", "value": True}]}
    loop = {"for_each": {"id": "e", "list": "spaces", "where": rule, "blocks": [task("t")]}}
    every = planned("2027-06-01")["schedules"][0] | {"list": "spaces"}
    for package in (flow(loop), {"schedules": [every]}):
        assert "loop_empty" in found(Organisation(rows={"spaces": []}), **package)
        assert "loop_empty" not in found(Organisation(rows={"spaces": [{"floor": "2"}]}), **package)
        assert "loop_empty" not in found(**package)
    assert "loop_empty" in found(Organisation(rows={"spaces": [{"floor": "1"}]}), **flow(loop))
    expected = {"for_each": {**loop["for_each"], "on": {"empty": [notify("none")]}}}
    assert "loop_empty" not in found(Organisation(rows={"spaces": []}), **flow(expected))


def test_teams_too_small_to_decide_or_without_anybody_to_work_are_told() -> None:
    two = Organisation(staff={"facilities": 2, "nobody": 0})
    assert "team_too_small" in found(two, **flow(approval(seats=[{"team": "facilities", "need": 3}])))
    assert "team_too_small" not in found(two, **flow(approval(seats=[{"team": "facilities", "need": 2}])))
    assert found(two, routing=[{"team": "nobody"}])["team_empty"] == "routing[0].team"
    assert "team_empty" not in found(two, routing=[{"team": "facilities"}])


def test_a_text_that_a_language_lacks_is_told_at_its_place() -> None:
    names = {"es": {"es": "español", "en": "Spanish"}, "en": {"es": "inglés", "en": "English"}}
    parsed = Package.from_document({**HEAD, "form": FORM})
    told = [each for each in lint(parsed, Organisation(languages=names)) if each.code == "text_missing"]
    assert {each.place.say("en") for each in told} >= {"Section “La plaza”", "Question “Matrícula”"}
    assert "English" in told[0].say("en")
    assert "inglés" in told[0].say("es")


def test_the_worst_comes_first() -> None:
    parsed = Package.from_document({**HEAD, "form": FORM, **flow(approval(), CANCEL, notify("after"))})
    degrees = [each.degree for each in lint(parsed)]
    assert degrees == sorted(degrees, key=list(Degree).index)


def test_every_sentence_is_there_in_both_languages() -> None:
    assert all(texts.keys() == {"en", "es"} for texts in (*WORDS.values(), *PLACES.values()))
