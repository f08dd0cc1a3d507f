"""The blocks that reach out, from the request to what becomes of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from standardwebhooks.webhooks import Webhook

from tests.factories import administrator, department, person, service, team
from tests.jobs import queued_jobs, run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.integrations.actions import save_connection, show_once
from ventanilla.engines.integrations.choices import CallState
from ventanilla.engines.integrations.models import Call, OneTimeSecret
from ventanilla.engines.integrations.queries import secrets_for
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.actions.callbacks import receive
from ventanilla.engines.workflow.actions.systems import carry_out
from ventanilla.engines.workflow.choices import TaskKind
from ventanilla.engines.workflow.models import Step, Task
from ventanilla.engines.workflow.queries import fault_outputs
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SEND = {
    "id": "create",
    "connection": "hr",
    "action": "send",
    "inputs": {
        "path": ["people", {"fact": "requested_for.email"}],
        "body": {"name": {"fact": "answers.what"}, "fixed": [1, {"also": True}]},
    },
    "outputs": {"employee": "id", "first": {"from": "items[0].name"}},
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def asked(*blocks, **more):
    """Ana's request of a service with these blocks."""
    team("it-equipment")
    found = service({"workflow": list(blocks), **more})
    ana = person("Ana")
    return tickets.submit(actor=ana, service=found, answers={"what": "Ana García"}, language="en")


def run_all():
    for _round in range(4):
        run_jobs()


def step_of(ticket, block):
    return Step.objects.filter(run__ticket=ticket, block=block).order_by("-round").first()


def test_what_it_answers_becomes_outputs_and_the_workflow_goes_on(http, elsewhere):
    ticket = asked(
        {"connector": SEND}, {"task": {"id": "then", "team": "it-equipment", "title": {"en": "Then"}}}
    )
    assert elsewhere.seen == []  # nothing leaves before the request is committed
    run_all()
    (seen,) = elsewhere.seen
    assert seen.path == "/api/people/ana%40acme.example"
    assert seen.body == {"name": "Ana García", "fixed": [1, {"also": True}]}
    step = step_of(ticket, "create")
    assert (step.outcome, step.outputs) == ("ok", {"employee": "E-7", "first": "First"})
    assert step_of(ticket, "then").state == "active"
    carry_out(call=Call.objects.get().pk)
    assert len(elsewhere.seen) == 1


def test_an_outage_is_waited_out_with_the_same_key(http, elsewhere):
    ticket = asked({"connector": SEND})
    elsewhere.status = 503
    run_all()
    assert step_of(ticket, "create").state == "active"
    elsewhere.status = 200
    with clock.frozen(clock.now() + timedelta(seconds=15)):
        run_all()
    assert step_of(ticket, "create").outcome == "ok"
    first, second = elsewhere.seen
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


def test_after_all_tries_the_owner_decides_and_a_new_try_keeps_the_key(http, elsewhere):
    ticket = asked({"connector": SEND})
    elsewhere.status = 500
    start = clock.now()
    for hours in range(8):
        with clock.frozen(start + timedelta(hours=3 * hours)):
            run_all()
    task = Task.objects.get(ticket=ticket, kind=TaskKind.FAULT)
    assert "500" in task.detail["problem"]["en"]
    assert "problem" not in {output.name for output in fault_outputs(task)}  # nobody types what went wrong
    assert len(elsewhere.seen) == 6
    elsewhere.status = 200
    actions.complete(actor=ticket.service.owner, task=task, answers={"choice": "retry"})
    run_all()
    assert step_of(ticket, "create").outcome == "ok"
    assert len({seen.headers["idempotency-key"] for seen in elsewhere.seen}) == 1


def test_a_refusal_follows_the_package_or_asks_the_owner(http, elsewhere):
    elsewhere.status, elsewhere.answer = 422, b'{"detail": "no such department"}'
    told = {"task": {"id": "call", "team": "it-equipment", "title": {"en": "Call them"}}}
    ticket = asked({"connector": {**SEND, "on": {"refused": [told]}}})
    run_all()
    assert step_of(ticket, "call").state == "active"
    assert "no such department" in step_of(ticket, "create").outputs["problem"]
    other = asked({"connector": SEND})
    run_all()
    assert "no such department" in Task.objects.get(ticket=other, kind=TaskKind.FAULT).detail["problem"]["en"]


def test_what_may_happen_only_once_is_never_done_twice(http, elsewhere):
    ticket = asked({"connector": {**SEND, "action": "send_once"}})
    elsewhere.status = 500  # it was sent, and nobody knows
    run_all()
    call = Call.objects.get()
    assert call.state == CallState.UNCERTAIN
    task = Task.objects.get(ticket=ticket, kind=TaskKind.FAULT)
    assert "Nobody knows" in task.detail["problem"]["en"]
    actions.complete(actor=ticket.service.owner, task=task, answers={"choice": "go_on"})
    run_all()
    assert len(elsewhere.seen) == 1
    assert step_of(ticket, "create").outcome == "ok"


@pytest.mark.parametrize(("action", "state", "times"), [("send_once", "uncertain", 0), ("send", "ok", 1)])
def test_a_worker_that_died_in_the_middle(http, elsewhere, action, state, times):
    """What can be repeated is; of what can't, the owner is asked."""
    asked({"connector": {**SEND, "action": action}})
    Call.objects.update(state=CallState.TRYING, tries=1)  # as it stood when the worker was killed
    run_all()
    assert Call.objects.get().state == state
    assert len(elsewhere.seen) == times


def test_an_answer_that_is_not_what_was_expected_is_not_asked_for_again(http, elsewhere):
    elsewhere.answer = b"{}"
    ticket = asked({"connector": SEND})
    run_all()
    assert "has no “" in Task.objects.get(ticket=ticket, kind=TaskKind.FAULT).detail["problem"]["en"]
    assert len(elsewhere.seen) == 1


def test_a_request_that_was_withdrawn_reaches_nobody(http, elsewhere):
    ticket = asked({"connector": SEND})
    tickets.cancel(actor=ticket.requester, ticket=ticket)
    run_all()
    assert elsewhere.seen == []
    assert Call.objects.get().state == CallState.FAILED


def test_a_one_time_password_is_shown_once_to_its_reader_and_stands_nowhere(ldap):
    block = {"id": "reset", "connection": "directory", "action": "set_password", "inputs": {"name": "ana"}}
    ticket = asked({"connector": block})
    run_all()
    (secret,) = secrets_for(ticket.requester, ticket.stream)
    with pytest.raises(NotFound):
        show_once(actor=person("Eva"), secret=secret.pk)
    password = show_once(actor=ticket.requester, secret=secret.pk)
    assert len(password) == 15
    with pytest.raises(Conflict):
        show_once(actor=ticket.requester, secret=secret.pk)
    assert OneTimeSecret.objects.get().sealed == ""
    everything = [str(row) for row in Call.objects.values()] + [str(row) for row in Step.objects.values()]
    everything += [str(entry.payload) for entry in Entry.objects.filter(stream=ticket.stream)]
    assert not any(password in text for text in everything)


def test_a_signed_message_wakes_the_workflow_once(http, elsewhere, settings):
    send = {**SEND, "inputs": {"body": {"tell_us_at": {"callback": "signed"}}}, "outputs": {}}
    fields = {"message": "signed", "takes": {"by": "text"}}
    ticket = asked({"connector": send}, {"wait": {"id": "signature", **fields}})
    run_all()
    url = elsewhere.seen[0].body["tell_us_at"]
    token = url.removeprefix(f"{settings.PORTAL_URL}/api/v1/callbacks/").rstrip("/")
    body = json.dumps({"by": "Marta"})
    at = datetime.now(UTC)
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(KEY).sign("m1", at, body),
    }
    with pytest.raises(NotFound):
        receive(token=token, body=b'{"by": "Eva"}', headers=headers)
    with pytest.raises(NotFound):
        receive(token=token[:-2], body=body.encode(), headers=headers)
    receive(token=token, body=body.encode(), headers=headers)
    assert step_of(ticket, "signature").outputs == {"by": "Marta"}


def sent(token, body, key=KEY, name="m1", at=None, **instead):
    """What the other system sends, over HTTP, and the status of the answer."""
    at = at or datetime.now(UTC)
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(key).sign(name, at, body),
        **instead,
    }
    url = f"/api/v1/callbacks/{token}/"
    return Client().post(url, body, content_type="application/json", headers=headers).status_code


def test_a_message_over_http_counts_with_the_right_signature_in_time_and_once(http, elsewhere, settings):
    send = {**SEND, "inputs": {"body": {"tell_us_at": {"callback": "signed"}}}, "outputs": {}}
    fields = {"message": "signed", "takes": {"by": "text"}}
    ticket = asked({"connector": send}, {"wait": {"id": "signature", **fields}})
    run_all()
    url = elsewhere.seen[0].body["tell_us_at"]
    token = url.removeprefix(f"{settings.PORTAL_URL}/api/v1/callbacks/").rstrip("/")
    body, now = json.dumps({"by": "Marta"}), datetime.now(UTC)
    assert sent(token, body, key="whsec_" + "A" * 32) == 404
    assert sent(token, body, **{"webhook-signature": ""}) == 404
    assert sent(token, body, **{"webhook-id": "m2"}) == 404  # what was signed says m1
    assert sent(token, body, at=now - timedelta(minutes=6)) == 404
    assert sent(token, body, at=now + timedelta(minutes=6)) == 404
    assert sent(token[:-2], body) == 404
    assert sent(token, json.dumps({"by": "M" * 300_000})) == 413
    assert sent(token, "[1]") == 422
    assert sent(token, "not JSON") == 422
    assert sent(token, json.dumps({"by": ["Marta"]})) == 422
    assert step_of(ticket, "signature").state == "active"
    assert sent(token, body) == 204
    assert step_of(ticket, "signature").outputs == {"by": "Marta"}
    ticket.refresh_from_db()
    assert ticket.status == "resolved"
    assert sent(token, body) == 204  # it didn't hear our answer; nothing happens twice
    assert ticket.stream.entries.filter(type="workflow.message_arrived").count() == 1
    assert sent(token, json.dumps({"by": "Eva"}), name="m3") == 404


WRONG = [
    ({"connection": "hrr"}, "Did you mean “hr”?"),
    ({"action": "sendd"}, "Did you mean “send”?"),
    ({"inputs": {"bodi": {}}}, "Did you mean “body”?"),
    ({"inputs": {"method": "GET"}}, "can't use this as “method”"),
]


@pytest.mark.parametrize(("change", "words"), WRONG)
def test_a_package_that_names_what_is_not_there_is_refused_with_what_to_do(http, change, words):
    team("it-equipment")
    with pytest.raises(PackageRefused) as refused:
        service({"workflow": [{"connector": {**SEND, **change}}]})
    assert words in str(refused.value.fields)


def test_a_connection_of_another_department_is_refused_at_import_and_later(http, elsewhere):
    ticket = asked({"connector": SEND})
    save_connection(
        actor=administrator(),
        slug="hr",
        kind="http",
        name="HR",
        settings=http.settings,
        secrets={},
        owner=http.owner,
        department=department("hr"),
    )
    run_all()
    assert elsewhere.seen == []
    assert "may not use" in Task.objects.get(ticket=ticket, kind=TaskKind.FAULT).detail["problem"]["en"]
    with pytest.raises(PackageRefused):
        service({"workflow": [{"connector": SEND}]})


def test_the_call_waits_in_the_queue_with_the_request(http):
    asked({"connector": SEND})
    assert "workflow.call" in queued_jobs()
