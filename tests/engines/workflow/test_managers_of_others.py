"""The managers of whom an answer names decide, for real and when a service is tried out."""

from __future__ import annotations

import pytest

from tests import factories
from tests.engines.workflow.deciding import Office, asked_now, office, said
from ventanilla.core.blueprint.checks import check
from ventanilla.core.directory import actions as directory
from ventanilla.engines.workflow.actions.tending import reseat_after_change
from ventanilla.engines.workflow.foresight import expected
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.engines.workflow.models import Approval
from ventanilla.engines.workflow.runtime.simulation import simulate
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db

MANAGER = {"from": "requester.manager"}


@pytest.fixture
def acme() -> Office:
    return office()


def test_the_manager_of_whom_an_answer_names_decides_and_another_one_as_soon_as_they_have_another(
    acme: Office,
) -> None:
    it = acme.lucia.department
    assert it
    directory.change(acme.carmen, actor=None, manager=acme.pablo, department=it)
    question = {"id": "other", "type": "person", "label": {"es": "Con", "en": "With"}, "required": True}
    words = {"es": "Quien manda a la otra persona", "en": "The other one's manager"}
    seats = [MANAGER, {"managers_of": {"fact": "answers.other"}, "levels": 1, "label": words}]
    service = factories.service(
        form=[{"section": {"id": "all", "title": words}, "questions": [question]}],
        workflow=[
            {"approval": {"id": "go", "title": {"es": "Visto bueno", "en": "Go-ahead"}, "seats": seats}}
        ],
    )
    version = service.live_version
    assert version is not None
    assert check(package_of(version)) == []
    names = expected(service, version, requester=acme.ana, requested_for=acme.ana)["go"]
    assert names.names == ("Marta",)
    played = simulate(package=package_of(version), person=acme.ana, answers={"other": str(acme.carmen.pk)})
    (asked,) = [one for one in played.happenings if one.kind == "approval"]
    assert [seat.people for seat in asked.seats] == [("Marta",), ("Pablo",)]
    ticket = submit(actor=acme.ana, service=service, answers={"other": str(acme.carmen.pk)})
    approval = Approval.objects.get(ticket=ticket)
    assert asked_now(approval) == {"Marta", "Pablo"}
    directory.change(acme.carmen, actor=None, manager=acme.nuria)
    assert reseat_after_change("person", acme.carmen.pk) == 1
    assert asked_now(approval) == {"Marta", "Nuria"}
    directory.change(acme.carmen, actor=None, manager=None)
    reseat_after_change("person", acme.carmen.pk)
    directory.change(it, actor=None, head=acme.hector)
    assert reseat_after_change("department", it.pk) == 1
    assert asked_now(approval) == {"Marta", "Hector"}
    (last,) = said(ticket, "workflow.approval_moved")[-1:]
    assert last.endswith("There is no manager on record. So the head of the department decides.")


def test_whose_managers_it_is_should_be_named_for_certain() -> None:
    words = {"es": "Con", "en": "With"}
    question = {"id": "other", "type": "person", "label": words}
    seats = [{"managers_of": {"fact": "answers.other"}, "levels": 1}]
    package = factories.package(
        form=[{"section": {"id": "all", "title": words}, "questions": [question]}],
        workflow=[{"approval": {"id": "go", "seats": seats, "remind_after": "2 days"}}],
    )
    assert "holder_maybe_nobody" in [found.code for found in lint(package)]
    wrong = factories.package(workflow=[{"approval": {"id": "go", "seats": seats}}])
    assert [problem.path for problem in check(wrong)] == ["workflow[0].approval.seats[0].managers_of.fact"]
