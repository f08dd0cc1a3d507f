"""Before publishing: what the pages, the API and the commands tell of what is wrong and what would happen."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from click.testing import CliRunner

from tests import factories
from tests.surfaces.api.calling import Caller
from tests.surfaces.designer.test_services import FLOW, laptop, rosa, signed_in, text  # noqa: F401
from ventanilla.cli.lint import lint_services
from ventanilla.cli.simulate import replay_service, simulate_service
from ventanilla.core.access.choices import Role
from ventanilla.records.catalog.packages import export_package
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(laptop):  # noqa: F811
    manager = factories.person("Marta", email="marta@acme.example")
    return factories.person(
        "Ana", email="ana@acme.example", department=laptop.department, manager=manager, language="en"
    )


@pytest.fixture
def file(tmp_path, laptop):  # noqa: F811
    path = tmp_path / "laptop.yaml"
    path.write_text(export_package(laptop), encoding="utf-8")
    return path


def test_the_check_tells_each_finding_with_its_place(rosa, laptop):  # noqa: F811
    page = text(rosa, "/designer/services/laptop/check/")
    assert "Question “What for?”" not in page
    assert "Step “Message”" in page or "degree-" in page
    assert "The check found" in text(rosa, "/designer/services/laptop/")


def test_the_form_tried_out_tells_what_would_happen_to_whoever_is_named(rosa, ana):  # noqa: F811
    address = "/designer/services/laptop/form/"
    page = rosa.post(address, {"model": "pro", "why": "x", "as": "ana@acme.example"}).content.decode()
    assert "What would happen" in page
    assert "Marta" in page
    assert "Buy it" in page
    declined = rosa.post(
        address, {"model": "pro", "as": "ana@acme.example", "decide.manager": "rejected"}
    ).content.decode()
    assert "It is closed without having been done" in declined
    assert Ticket.objects.count() == 0


def test_somebody_who_is_not_known_is_said_at_the_field(rosa, ana):  # noqa: F811
    page = rosa.post(
        "/designer/services/laptop/form/", {"model": "air", "as": "x@y.example"}
    ).content.decode()
    assert "Nobody active here has this address." in page
    assert "What would happen" not in page


def test_a_version_is_played_with_the_last_requests_that_one_may_see(rosa, laptop, ana):  # noqa: F811
    tickets.submit(actor=ana, service=laptop, answers={"model": "air"})
    address = "/designer/services/laptop/versions/1/replay/"
    assert "There is nothing to compare" in text(rosa, address)
    head = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, laptop.department, "Lola", language="en")
    page = text(signed_in(head), address)
    assert "1 of 1 request would have gone the same way" in page


def test_the_api_tells_the_same(laptop, ana):  # noqa: F811
    designer = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, laptop.department, language="en")
    caller = Caller(designer, language="en")
    found = caller.post("/design/lint", {"service": "laptop"}, expect=200)
    assert {each["degree"] for each in found} <= {"error", "warning", "advice"}
    body = {"service": "laptop", "person": "ana@acme.example", "answers": {"model": "air"}}
    played = caller.post("/design/simulate", {**body, "decisions": {"manager": "rejected"}}, expect=200)
    assert played["outcome"] == "declined"
    refused = caller.post("/design/simulate", {**body, "decisions": {"nowhere": "x"}}, expect=422)
    assert "nowhere" in refused["fields"]
    tickets.submit(actor=ana, service=laptop, answers={"model": "air"})
    document = deepcopy(package_of(laptop.live_version).to_document())
    document["urgency"] = "high"
    [compared] = caller.post("/design/replay", {"package": json.dumps(document)}, expect=200)
    assert [each["what"] for each in compared["differences"]] == ["priority"]
    caller.post("/design/lint", {"service": "laptop", "package": "x"}, expect=422)


def test_the_commands_tell_the_same_and_an_error_ends_with_1(file, laptop, ana):  # noqa: F811
    laptop.owner_team.members.add(ana)
    run = CliRunner().invoke(lint_services, [str(file)])
    assert run.exit_code == 0, run.output
    file.write_text(
        file.read_text().replace("workflow:\n", "workflow:\n  - cancel: {id: x, outcome: declined}\n")
    )
    run = CliRunner().invoke(lint_services, [str(file)])
    assert run.exit_code == 1
    assert "error: Step “" in run.output


def test_a_simulation_and_a_replay_at_the_command_line(file, laptop, ana):  # noqa: F811
    asked = ["--person", "ana@acme.example", "--answers", '{"model": "pro", "why": "x"}']
    run = CliRunner().invoke(simulate_service, [str(file), *asked])
    assert run.exit_code == 0, run.output
    assert "Marta" in run.output
    wrong = CliRunner().invoke(simulate_service, [str(file), "--person", "ana@acme.example"])
    assert wrong.exit_code == 1
    assert "model" in wrong.output
    tickets.submit(actor=ana, service=laptop, answers={"model": "air"})
    run = CliRunner().invoke(replay_service, [str(file)])
    assert "0 of 1 would have gone otherwise." in run.output
