"""Schemathesis: whatever is sent, the API answers as its OpenAPI document says.

So that it gets beyond «not found», a part of what it sends is about things that exist: the document that it
works from offers names for them (`ticket-0`), which become the real ones when a case is sent.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import override_settings
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django import DjangoDbBlocker
from schemathesis.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.pytest import _test_builder

from tests import factories
from tests.engines.workflow.laptop import World, world
from tests.records.knowledge.made import article as written
from tests.surfaces.api.calling import BASE, Caller
from ventanilla.config.wsgi import application
from ventanilla.core.directory.organisation import save_place
from ventanilla.engines.search.actions import look, save_synonym
from ventanilla.engines.search.models import Gap
from ventanilla.records.assets.models import Asset
from ventanilla.records.status.actions import open_outage, save_component
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.choices import Health
from ventanilla.surfaces.api.urls import api

DOCUMENT = f"{BASE}/openapi.json"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
NO_FILE = "00000000-0000-4000-8000-00000000000{}"
OFFERED: dict[str, list[Any]] = {
    "number": [f"ticket-{number}" for number in range(5)],
    "key": [NO_FILE.format(number) for number in range(2)],
    "approval_id": [1, 2, 3, 4, 5],
    "task_id": [1, 2, 3, 4, 5],
    "outage_id": [1, 2],
    "gap_id": [1, 2],
    "synonym_id": [1, 2],
    "piece_id": [1, 2],
    "person_id": [1, 2],
    "slug": ["laptop", "open-to-all", "air-13"],
    "service": ["laptop", "open-to-all"],
    "answers": [{"model": "air-13"}, {"what": "All"}, {"on": "2030-05-06"}, {}],
    "requested_for": ["ana@acme.example", "nobody@acme.example"],
}


def informed() -> dict[str, Any]:
    """The document, naming what there is wherever something is asked for by name."""
    document: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix=f"{BASE}/"), default=str)
    )
    for operation in operations(document):
        for parameter in operation["parameters"]:
            if parameter["name"] in OFFERED:
                parameter["schema"] = {"enum": OFFERED[parameter["name"]]}
    for schema in document["components"]["schemas"].values():
        for name in schema.get("properties", {}).keys() & OFFERED.keys():  # an enumeration has none
            if schema.get("additionalProperties") is False:
                schema["properties"][name] = {"enum": OFFERED[name]}
    return document


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def described(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The portal as a WSGI program, but for its document."""
    if environ["PATH_INFO"] != DOCUMENT:
        environ["REMOTE_ADDR"] = "127.0.0.1"
        with closing(application(environ, start)) as answer:  # or a file that is sent stays open
            return [b"".join(answer)]
    start("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(informed()).encode()]


def built_when_run(build: Callable[..., Callable[..., None]]) -> Callable[..., Callable[..., None]]:
    """What is sent to an operation is thought out when its test runs, not by every worker that only counts tests."""

    def later(*, test_func: Callable[..., None], **known_of_it: Any) -> Callable[..., None]:
        def test(known: Known) -> None:
            built = build(test_func=test_func, **known_of_it)
            vars(test).update(vars(built))  # where it says what it could not build
            built(known=known)

        vars(test)["pytestmark"] = vars(test_func)["pytestmark"]
        return test

    return later


vars(_test_builder)["build_operation_test"] = built_when_run(_test_builder.build_operation_test)
config = schemathesis.Config.from_dict(
    {"seed": 1042, "generation": {"deterministic": True, "allow-extra-parameters": False}}
)
# The kinds of an organisation are listed, shown and removed by the same code: departments and calendars will do.
ALIKE = "^(list|show|remove)_(team|place|category|categorie|equipment_model|cost_centre)s?$"
contract = schemathesis.openapi.from_wsgi(DOCUMENT, described, config=config).exclude(
    operation_id_regex=ALIKE
)


@dataclass(frozen=True)
class Known:
    """What the names that are offered stand for, and what each role sends with everything."""

    real: dict[str, list[Any]]
    callers: list[dict[str, str]]
    administrator: dict[str, str]
    files: Path


@pytest.fixture(scope="module")
def known(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Known]:
    """One world for all operations, each of which is taken back: tickets in several states, and all that hangs on
    them. Who sends: who asks, approves and works, a customer, and nobody."""
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        w = world()
        real = _real(w)
        clara = factories.person("Clara", organization=factories.organization("cliente"))
        people = (w.ana, w.ana, w.marta, w.luis, clara, None)
        administrator = Caller(factories.administrator("Olga")).headers
        yield Known(real, [Caller(person).headers for person in people], administrator, files)
        transaction.set_rollback(True)


def _real(w: World) -> dict[str, list[Any]]:
    factories.service(service="open-to-all", audience=True)
    written(slug="laptop")
    _organisation()
    ana, marta, luis = Caller(w.ana), Caller(w.marta), Caller(w.luis)
    body = {"service": "laptop", "answers": {"model": "air-13"}}
    numbers = [ana.post("/tickets", body)["number"] for _ in range(5)]
    keys = [ana.upload("one.pdf", PDF)["key"], luis.upload("two.pdf", PDF)["key"]]
    ana.post(f"/tickets/{numbers[0]}/comments", {"text": "See", "files": keys[:1]})
    waiting = [item["id"] for item in marta.get("/approvals")["items"]]
    for pk in waiting[:2]:
        marta.post(f"/approvals/{pk}/decision", {"decision": "approve"})
    marta.post(f"/approvals/{waiting[2]}/decision", {"decision": "return", "comment": "Sure?"})
    people = (w.ana, w.luis, w.felipe)
    tasks = [item["id"] for person in people for item in Caller(person).get("/tasks")["items"]]
    known = {"number": numbers, "key": keys, "approval_id": waiting, "task_id": tasks}
    return known | _looked_after(w) | {"outage_id": [_outage(), _outage()]}


def _organisation() -> None:
    """One of most kinds, by the names that are offered."""
    factories.team("laptop", department=factories.department("laptop"))
    factories.calendar("laptop", country="ES")
    factories.category("laptop")
    save_place(actor=None, slug="laptop", name={"en": "Laptop Hall"})


def _looked_after(w: World) -> dict[str, list[Any]]:
    """Searches in vain, words that mean the same, and pieces of equipment."""
    for text in ("wormhole", "teletext"):
        look(actor=w.ana, text=text, language="en")
    words = [save_synonym(actor=None, words=[word, "vpn"], language="en").pk for word in ("tunnel", "tube")]
    return {
        "gap_id": list(Gap.objects.values_list("pk", flat=True)),
        "synonym_id": words,
        "piece_id": list(Asset.objects.values_list("pk", flat=True)[:2]),
    }


def _outage() -> int:
    """Something is out that IT keeps; Luis runs it, Ana may follow it."""
    values = ComponentValues(name={"es": "Correo", "en": "E-mail"}, department=factories.department("it"))
    component = save_component(actor=None, slug="email", values=values)
    return open_outage(actor=None, title={"en": "Mail is out"}, components={component: Health.DOWN}).pk


@pytest.fixture
def connected(known: Known, settings: Any) -> Iterator[None]:
    """The end of a request doesn't end the test's connection. Django's own test client does the same for each of its
    requests, and then undoes it; so that is not called in a test."""
    settings.MEDIA_ROOT = known.files
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@contract.parametrize()
@examples(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@pytest.mark.django_db
@pytest.mark.usefixtures("connected")
def test_every_answer_is_as_described(case: schemathesis.Case[Any], known: Known) -> None:
    # Who sends a case follows from the case, so that it can be sent again.
    sent = repr((case.operation.label, case.path_parameters, case.query, case.body))
    caller = known.callers[zlib.crc32(sent.encode(errors="replace")) % len(known.callers)]
    if case.operation.path.startswith("/organisation/"):  # nobody else gets far there
        caller = known.administrator
    for name, value in dict(case.path_parameters).items():
        if name in known.real and value in OFFERED[name]:
            real = known.real[name]
            case.path_parameters[name] = real[OFFERED[name].index(value) % len(real)]
    # Good JSON may still be no answer to the questions of a form: that is 422 by design.
    excluded = [positive_data_acceptance, *([negative_data_rejection] if is_any_text(case.query) else [])]
    case.call_and_validate(headers=caller, excluded_checks=excluded)


def is_any_text(query: Any) -> bool:
    """Whether an address holds a value that is wrong only by its type, as 0.5 and null, or because we did not offer
    it: there it is text like any other."""
    for name, value in dict(query or {}).items():
        with suppress(ValueError):
            if name in OFFERED or not isinstance(json.loads(str(value).lower().replace("none", "null")), str):
                return True
    return False


# The sign-in page looks like the portal; other systems sign what they tell.
OPEN = {"show_brand", "receive_callback"}


def test_the_document_is_openapi_3_1_and_describes_every_operation() -> None:
    document = api.get_openapi_schema(path_prefix=f"{BASE}/")
    assert document["openapi"].startswith("3.1.")
    assert len(operations(document)) == 175
    for operation in operations(document):
        name = operation["operationId"]
        assert operation["summary"], name
        assert operation["description"].strip(), name
        assert operation["tags"], name
        if name in OPEN:
            continue
        assert "401" in {str(status) for status in operation["responses"]}, name
        assert operation.get("security") or name == "create_token"
