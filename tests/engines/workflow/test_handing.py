"""The task of one person is handed on to somebody else, with a reason."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests import factories
from tests.engines.workflow.laptop import World, fresh, world
from tests.jobs import run_jobs
from tests.surfaces.api.calling import Caller
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow import actions
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets import actions as tickets

pytestmark = pytest.mark.django_db

SIGN = {"task": {"id": "one", "person": "marta@acme.example", "title": {"en": "Sign", "es": "Firmar"}}}
TEAM = {"task": {"id": "team", "team": "it-equipment", "title": {"en": "Prepare", "es": "Preparar"}}}
OWNED = {"owner": {"person": "lucia@acme.example", "team": "it-equipment"}}


@pytest.fixture
def acme() -> World:
    return world()


@pytest.fixture
def task(acme: World) -> Task:
    service = factories.service({"service": "sign", "workflow": [SIGN, TEAM], **OWNED})
    tickets.submit(actor=fresh(acme.ana), service=service, answers={"what": "x"})
    return Task.objects.get(step__block="one")


@pytest.mark.parametrize("who", ["marta", "lucia"])
def test_who_has_it_and_who_owns_the_service_hand_it_on_and_the_next_one_hears_why(
    acme: World, task: Task, who: str
) -> None:
    actions.hand_on(actor=fresh(getattr(acme, who)), task=task, to=fresh(acme.felipe), reason=" On a trip ")
    run_jobs()
    task = Task.objects.get(pk=task.pk)
    assert task.assignee == acme.felipe
    entry = task.ticket.stream.entries.get(type="workflow.task_moved")
    with translation.override("en"):
        assert entry.what.say("Marta") == "Marta has handed “Sign” on: Felipe has it now."
    assert entry.what.detail() == "On a trip"
    heard = set(Notification.objects.filter(entry=entry).values_list("person__given_name", flat=True))
    assert heard == {"Felipe"} | ({"Marta"} if who == "lucia" else set())
    actions.complete(actor=fresh(acme.felipe), task=task, answers={})
    assert Task.objects.filter(step__block="team").exists()


def test_nobody_else_hands_it_on_nor_what_is_a_teams(acme: World, task: Task) -> None:
    for stranger in (acme.luis, acme.ana):
        with pytest.raises(NotFound):
            actions.hand_on(actor=fresh(stranger), task=task, to=fresh(acme.felipe), reason="x")
    actions.complete(actor=fresh(acme.marta), task=task, answers={})
    with pytest.raises(Conflict):
        actions.hand_on(actor=fresh(acme.marta), task=task, to=fresh(acme.felipe), reason="x")
    of_team = Task.objects.get(step__block="team")
    actions.claim(actor=fresh(acme.luis), task=of_team)
    with pytest.raises(NotFound):
        actions.hand_on(actor=fresh(acme.luis), task=Task.objects.get(pk=of_team.pk), to=acme.ana, reason="x")


@pytest.mark.parametrize(
    ("reason", "to", "field"), [(" ", "felipe", "reason"), ("x", None, "to"), ("x" * 501, "felipe", "reason")]
)
def test_a_reason_and_somebody_are_needed(
    acme: World, task: Task, reason: str, to: str | None, field: str
) -> None:
    person = fresh(getattr(acme, to)) if to else None
    with pytest.raises(Invalid) as refused:
        actions.hand_on(actor=fresh(acme.marta), task=task, to=person, reason=reason)
    assert set(refused.value.fields) == {field}


def test_on_the_page_what_was_refused_stays_and_an_address_is_enough(acme: World, task: Task, client) -> None:
    client.force_login(fresh(acme.marta))
    url = f"/desk/tasks/{task.pk}/"
    client.post(f"{url}hand-on/", {"to": "nobody@acme.example", "reason": "On a trip"})
    page = client.get(url).content.decode()
    assert 'value="nobody@acme.example"' in page
    assert "On a trip" in page
    assert 'id="id_to-error"' in page
    done = client.post(f"{url}hand-on/", {"to": f"Felipe ({acme.felipe.email})", "reason": "On a trip"})
    assert done.status_code == 302
    assert Task.objects.get(pk=task.pk).assignee == acme.felipe


def test_the_same_through_the_api(acme: World, task: Task) -> None:
    path = f"/tasks/{task.pk}/handing"
    marta = Caller(acme.marta, "en")
    given = {"to": "felipe@acme.example", "reason": "On a trip"}
    assert list(marta.post(path, {**given, "to": "nobody@acme.example"}, expect=422)["fields"]) == ["to"]
    Caller(acme.luis).post(path, given, expect=404)
    done = marta.post(path, given, expect=201)
    to = {"name": "Felipe", "email": "felipe@acme.example"}
    assert done == {"task": task.pk, "ticket": task.ticket.number, "to": to}
    assert [one["id"] for one in Caller(acme.felipe).get("/tasks")["items"]] == [task.pk]
    marta.post(path, given, expect=404)
