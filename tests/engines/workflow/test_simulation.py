"""What would happen, told by the same machine: the path, the people, the words, and nothing touched."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from tests.engines.workflow.laptop import leave, world
from ventanilla.core.blueprint import Package
from ventanilla.core.kit.errors import Invalid
from ventanilla.engines.integrations.actions import save_connection
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.engines.workflow.machine.simulate import Choice
from ventanilla.engines.workflow.machine.steps import StepKey
from ventanilla.engines.workflow.models import Task
from ventanilla.engines.workflow.runtime.simulation import choices_from, replay, simulate
from ventanilla.engines.workflow.runtime.simulation.comparing import _choices, _decided, _played
from ventanilla.engines.workflow.runtime.simulation.story import story
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db


def laptop(w):
    return package_of(w.service.live_version)


def played(w, **decisions):
    package = laptop(w)
    choices = choices_from(decisions, package)
    return simulate(package=package, person=w.ana, answers={"model": "air-13"}, choices=choices)


def everything():
    """How many rows each table has, and where each sequence stands."""
    rows = {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        return rows, cursor.fetchall()


def test_nothing_is_touched():
    w = world()
    before = everything()
    played(w, manager=["returned", "approved"])
    assert everything() == before


def test_the_path_is_told_with_the_people_who_would_have_it():
    w = world()
    found = played(w)
    who = {each.block: each.who for each in found.happenings if each.kind in ("approval", "task")}
    assert who["manager"] == (w.marta.name,)
    assert found.outcome == "fulfilled"
    assert found.team == w.equipment
    assert story(found)[0].kind == "asked"


def test_the_words_are_those_that_each_would_read():
    w = world()
    letters = [letter for each in played(w).happenings for letter in each.letters]
    assert letters
    assert all("{{" not in letter.text for letter in letters)


def test_what_is_assumed_leads_another_way():
    w = world()
    declined = played(w, manager="rejected")
    assert declined.outcome == "declined"
    again = played(w, manager=["returned", "approved"])
    rounds = [
        each.key.round for each in again.happenings if each.block == "manager" and each.kind == "approval"
    ]
    assert (rounds, again.outcome) == ([1, 2], "fulfilled")


def test_nobody_does_anything_and_time_goes_on():
    w = world()
    kinds = [each.kind for each in played(w, manager="nothing").happenings]
    assert "reminder" in kinds


def test_who_has_left_is_passed_over_and_it_says_why():
    w = world()
    leave(w.marta)
    [approval] = [each for each in played(w).happenings if each.block == "manager"]
    assert w.marta.name not in approval.who
    assert approval.seats[0].reasons


def test_answers_that_would_not_be_accepted_are_refused():
    w = world()
    with pytest.raises(Invalid) as refused:
        simulate(package=laptop(w), person=w.ana, answers={})
    assert "model" in refused.value.fields


def test_an_outcome_that_a_step_does_not_have_is_refused_in_words():
    w = world()
    with pytest.raises(Invalid) as refused:
        choices_from({"manager": "perhaps", "nowhere": "done"}, laptop(w))
    assert set(refused.value.fields) == {"manager", "nowhere"}


def test_a_replay_of_the_same_version_differs_in_nothing():
    w = world()
    tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    [compared] = replay(laptop(w))
    assert compared.differences == ()


def test_a_replay_says_who_else_would_have_decided():
    w = world()
    tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    document = laptop(w).to_document()
    document["workflow"][0]["approval"]["seats"] = [{"from": "service.owner"}]
    document["urgency"] = "high"
    before = everything()
    [compared] = replay(Package.from_document(document))
    assert {each.what for each in compared.differences} == {"approvers", "priority"}
    assert everything() == before


def test_a_step_with_another_short_name_and_the_same_words_is_no_difference_to_a_reader():
    w = world()
    tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    document = laptop(w).to_document()
    document["workflow"][0]["approval"]["id"] = "boss"
    [compared] = replay(Package.from_document(document))
    assert [each for each in compared.differences if each.what == "path"] == []


SHARE = [
    {
        "connector": {
            "id": "open",
            "connection": "directory",
            "action": "add_to_group",
            "inputs": {"name": {"fact": "requester.email"}, "group": "vpn"},
        }
    },
    {"grant": {"id": "access", "access": "vpn", "label": {"en": "VPN"}, "for": "90 days"}},
    {"resolve": {"id": "ready", "outcome": "fulfilled"}},
    {
        "grant_end": {
            "id": "over",
            "of": "access",
            "on": {"ended": [{"task": {"id": "close", "title": {"en": "Close"}, "team": "it-equipment"}}]},
        }
    },
]


def shared(w, **decisions):
    save_connection(
        actor=None,
        slug="directory",
        kind="practice",
        name="People directory",
        settings={"unknown": ""},
        secrets={},
        owner=w.ana,
        new=True,
    )
    package = Package.from_document(laptop(w).to_document() | {"workflow": SHARE})
    choices = choices_from(decisions, package)
    return simulate(package=package, person=w.ana, answers={"model": "air-13"}, choices=choices)


def test_an_access_ends_when_its_time_is_over_and_systems_are_called_by_their_names():
    found = shared(world())
    by_block = {each.block: each for each in found.happenings}
    assert by_block["open"].text.startswith("People directory: ")
    assert (by_block["close"].at - by_block["access"].at).days == 90


def test_what_another_system_refuses_is_a_task_for_the_owner_there_too():
    found = shared(world(), open="refused")
    assert [each.kind for each in found.happenings if each.block == "open"] == ["work", "fault"]
    assert found.outcome == ""


LOOK = {
    "id": "look",
    "team": "facilities",
    "asks": [
        {
            "id": "result",
            "type": "choice",
            "label": {"en": "Result"},
            "options": [{"value": each, "label": {"en": each}} for each in ("again", "good")],
        },
        {"id": "clean", "type": "yes_no", "label": {"en": "Dirty?"}},
        {"id": "price", "type": "money", "label": {"en": "Price"}, "min": 20},
        {
            "id": "double",
            "type": "calculated",
            "holds": "money",
            "label": {"en": "Twice"},
            "value": {"multiply": [{"fact": "answers.price"}, 2]},
        },
    ],
}


def test_what_is_repeated_until_something_holds_is_answered_so_that_it_goes_on():
    w = world()
    until = {
        "all": [
            {"fact": "outputs.look.result", "op": "is", "value": "good"},
            {"fact": "outputs.look.clean", "op": "is", "value": False},
        ]
    }
    document = laptop(w).to_document()
    document["workflow"] = [
        {"repeat": {"id": "turns", "until": until, "max": 3, "blocks": [{"task": LOOK}]}},
        {
            "notify": {
                "id": "told",
                "to": "requester",
                "message": {"en": "{{ outputs.look.price }} {{ outputs.look.double }}"},
            }
        },
    ]
    package = Package.from_document(document)
    found = simulate(package=package, person=w.ana, answers={"model": "air-13"})
    assert [each.kind for each in found.happenings if each.block == "look"] == ["task"]
    [told] = [letter.text for each in found.happenings for letter in each.letters]
    assert "20" in told
    assert "40" in told
    never = choices_from({"look": [{"answers": {"result": "again"}}] * 3}, package)
    found = simulate(package=package, person=w.ana, answers={"model": "air-13"}, choices=never)
    assert [each.block for each in found.happenings].count("look") == 3


def test_trying_out_tells_which_time_it_is():
    w = world()
    document = laptop(w).to_document()
    turn = {"fact": "outputs.years.turn"}
    told = {"id": "told", "to": "requester", "message": {"en": "Year {{ outputs.years.turn }}"}}
    pause = {"id": "pause", "for": "300 days"}
    years = {
        "id": "years",
        "until": {**turn, "op": "gte", "value": 3},
        "blocks": [{"wait": pause}, {"notify": told}],
    }
    document["workflow"] = [{"repeat": years}]
    found = simulate(package=Package.from_document(document), person=w.ana, answers={"model": "air-13"})
    said = [letter.text for each in found.happenings if each.block == "told" for letter in each.letters]
    assert [text.strip()[-6:] for text in said] == ["Year 1", "Year 2", "Year 3"]


def test_a_replay_knows_what_was_decided_for_each_item():
    choices = _choices(
        {
            ("check", ("a",)): [Choice("approved")],
            ("check", ("b",)): [Choice("rejected"), Choice("approved")],
            ("end", ()): [Choice("done")],
        }
    )
    at = [
        choices.at(StepKey("check", (item,), turn)).outcome for item, turn in (("a", 1), ("b", 1), ("b", 2))
    ]
    assert at == ["approved", "rejected", "approved"]
    assert choices.at(StepKey("check", ("new",))).outcome is None
    assert choices.at(StepKey("end")).outcome == "done"


def test_a_replay_follows_a_correction_that_no_step_asked_for():
    w = world()
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    tickets.amend(actor=w.ana, ticket=ticket, answers={"model": "pro-16", "reason": "Video"})
    approval = queries.open_approvals(w.marta).get(ticket=ticket)
    actions.decide(actor=w.marta, approval=approval, verdict=Verdict.APPROVE, digest=approval.digest)
    tickets.amend(actor=w.ana, ticket=ticket, answers={"model": "air-13"})
    document = laptop(w).to_document()
    message = {"en": "It is {{ answers.model }}"}
    document["workflow"].insert(0, {"notify": {"id": "first", "to": "requester", "message": message}})
    document["workflow"].insert(2, {"notify": {"id": "then", "to": "requester", "message": message}})
    played_ = _played(ticket, Package.from_document(document), _decided([ticket])[ticket.pk])
    told = {each.block: each.letters[0].text for each in played_.happenings if each.letters}
    assert (told["first"], told["then"]) == ("It is air-13", "It is pro-16")


def test_a_replay_asks_again_whom_a_correction_made_decide_twice():
    w = world()
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    for model in ("pro-16", "air-13"):
        approval = queries.open_approvals(w.marta).get(ticket=ticket)
        actions.decide(actor=w.marta, approval=approval, verdict=Verdict.APPROVE, digest=approval.digest)
        if model == "pro-16":
            answers = {"model": model, "reason": "Video"}
            tickets.amend(actor=w.ana, ticket=ticket, answers=answers)
    played_ = _played(ticket, laptop(w), _decided([ticket])[ticket.pk])
    asked = [each.key.round for each in played_.happenings if each.kind == "approval" and each.key]
    assert asked == [1, 2]


def test_a_replay_goes_on_with_the_corrected_answers():
    w = world()
    ticket = tickets.submit(actor=w.ana, service=w.service, answers={"model": "air-13"})
    approval = queries.open_approvals(w.marta).get(ticket=ticket)
    actions.decide(
        actor=w.marta,
        approval=approval,
        verdict=Verdict.RETURN,
        comment="The big one",
        digest=approval.digest,
    )
    task = Task.objects.get(ticket=ticket, kind="correction")
    actions.complete(actor=w.ana, task=task, answers={"model": "pro-16", "reason": "Video"})
    document = laptop(w).to_document()
    message = {"en": "It is {{ answers.model }}"}
    document["workflow"].insert(1, {"notify": {"id": "told", "to": "requester", "message": message}})
    package = Package.from_document(document)
    played_ = _played(ticket, package, _decided([ticket])[ticket.pk])
    told = [letter.text for each in played_.happenings if each.block == "told" for letter in each.letters]
    assert told == ["It is pro-16"]
