"""What is looked up elsewhere: offered, checked, remembered; and what happens when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.records.intake.asking import TODAY, Lists, context, options, question
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import new_stream
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.intake import sources
from ventanilla.records.intake.context import Context
from ventanilla.records.intake.interpret import answer_facts, check, json_schema
from ventanilla.records.intake.sources import Enquiry, Found, NoAnswer
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db

LATER = ["We can't check this right now, because another system doesn't answer. Try again in a few minutes."]
UNKNOWN = ["We can't find this, or you can't use it. Check how it is written."]


@dataclass
class Orders:
    """A system far away: two orders of Ana, one of somebody else."""

    patience: float | None = None
    keeps: int = 0
    columns: None = None
    asked: list[Any] = field(default_factory=list)
    fail: Callable[[], Any] = lambda: None

    def options(self, enquiry: Enquiry) -> Callable[[], Sequence[Found]]:
        def ask() -> Sequence[Found]:
            self.asked.append(dict(enquiry.inputs))
            self.fail()
            return [_order("A-1", 10), _order("A-2", 200)]

        return ask

    def find(self, enquiry: Enquiry, written: str) -> Callable[[], Found | None]:
        def ask() -> Found | None:
            self.fail()
            return _order("A-1", 10) if written.upper() == "A-1" else None

        return ask


def _order(number: str, total: int) -> Found:
    money = {"amount": str(total), "currency": "EUR"}
    return Found(number, {"en": f"Order {number}", "es": f"Pedido {number}"}, columns={"total": money})


@pytest.fixture
def orders() -> Iterator[Orders]:
    source = Orders()
    sources.register("orders", source)
    yield source
    sources.forget("orders")


def read(asked: Any, raw: Any, where: Context | None = None) -> Any:
    with translation.override("en"):
        checked = check([asked], {asked.id: raw}, where or context(factories.person()))
    return checked.errors[asked.id] if checked.errors else checked


def choice(**more: Any) -> Any:
    return question("choice", options={"source": "orders", **more})


def test_a_choice_comes_from_the_source_and_its_columns_are_kept(orders: Orders) -> None:
    asked = choice(where={"fact": "row.total", "op": "gt", "value": 100}, inputs={"year": {"fact": "today"}})
    checked = read(asked, "A-2")
    assert checked.answers == {"q": "A-2"}
    assert answer_facts([asked], checked.answers, checked.rows)["answers.q.total"]["amount"] == "200"
    assert orders.asked == [{"year": TODAY.isoformat()}]
    assert read(asked, "A-1") == ["Choose one of the options."]


def test_the_source_is_asked_once_a_form_and_remembered_when_it_allows(orders: Orders) -> None:
    orders.keeps = 60
    ana = factories.person()
    read(choice(), "A-1", context(ana))
    read(choice(), "A-2", context(ana))
    assert len(orders.asked) == 1
    read(choice(inputs={"a": 1}), "A-1", context(ana))
    read(choice(), "A-1", context(factories.person("Marta")))
    assert len(orders.asked) == 3


@pytest.mark.parametrize("fault", [NoAnswer("down"), ValueError("no JSON")])
def test_whoever_does_not_answer_is_said_so(orders: Orders, fault: Exception) -> None:
    def fail() -> None:
        raise fault

    orders.patience, orders.fail = 5.0, fail
    ana = factories.person()
    assert read(choice(), "A-1", context(ana)) == LATER
    assert read(choice(otherwise="text"), "My own", context(ana)).answers == {"q": "My own"}
    assert len(orders.asked) == 1  # it isn't asked again for a while
    number = question("identifier", source="orders")
    assert read(number, "A-1", context(ana)) == LATER
    loose = question("identifier", source="orders", otherwise="text")
    checked = read(loose, "A-9", context(ana))
    assert answer_facts([loose], checked.answers, checked.rows)["answers.q.checked"] is False


def test_patience_has_an_end(orders: Orders) -> None:
    held = Event()
    orders.patience, orders.fail = 0.01, held.wait
    assert read(choice(), "A-1") == LATER
    held.set()


def test_a_source_that_is_not_there_does_not_answer() -> None:
    assert read(question("identifier", source="nowhere"), "1") == LATER


def test_an_identifier_is_found_or_not(orders: Orders) -> None:
    asked = question("identifier", source="orders")
    checked = read(asked, " a-1 ")
    assert checked.answers == {"q": "A-1"}
    facts = answer_facts([asked], checked.answers, checked.rows)
    assert facts["answers.q.checked"] is True
    assert read(asked, "A-7") == UNKNOWN
    assert read(asked, "x" * 101) == UNKNOWN
    assert read(asked, {"a": 1}) == UNKNOWN


def piece(serial: str, holder: Person | None) -> Asset:
    model = AssetModel.objects.filter(slug="laptop").first() or AssetModel.objects.create(
        slug="laptop", name={"en": "Laptop"}, department=factories.department()
    )
    state = AssetState.ASSIGNED if holder else AssetState.IN_STOCK
    return Asset.objects.create(
        model=model, serial=serial, state=state, holder=holder, stream=new_stream(SubjectKind.ASSET)
    )


def test_things_are_those_of_the_person_they_are_asked_for() -> None:
    ana, luis, stranger = (
        factories.person(),
        factories.person("Luis"),
        factories.person("Clara", organization=factories.organization("client")),
    )
    piece("MINE", ana), piece("HIS", luis), piece("THEIRS", stranger), piece("FREE", None)
    whose = Context(ana, luis, TODAY, Lists())
    no = ["Choose one of the list, or write the serial number as it stands on the thing."]
    assert read(question("asset"), "HIS", whose).answers == {"q": "HIS"}
    assert read(question("asset"), "MINE", whose) == no
    assert read(question("asset", of="me"), "mine", whose).answers == {"q": "MINE"}
    everywhere = question("asset", of="organization")
    assert [
        type(read(everywhere, serial, whose)) is list for serial in ("MINE", "HIS", "FREE", "THEIRS")
    ] == [
        False,
        False,
        False,
        True,
    ]
    assert read(everywhere, "THEIRS", whose) == read(everywhere, "NOTHING", whose) == no
    assert read(question("asset", of="me", models=["screen"]), "MINE", whose) == no
    with translation.override("en"):
        described = json_schema([question("asset")], whose, "en")["properties"]["q"]
    assert described["oneOf"] == [{"const": "HIS", "title": "Laptop · HIS"}]


def test_a_request_is_found_by_whoever_may_see_it() -> None:
    service = factories.service(workflow=[])
    ana, luis = factories.person(), factories.person("Luis")
    ticket = submit(actor=ana, service=service, answers={})
    asked = question("identifier", source="tickets")
    checked = read(asked, ticket.number.lower(), context(ana))
    assert checked.answers == {"q": ticket.number}
    facts = answer_facts([asked], checked.answers, checked.rows)
    assert facts["answers.q.service"] == service.slug
    assert read(asked, ticket.number, context(luis)) == read(asked, "REQ-999999", context(luis)) == UNKNOWN


def test_a_service_is_one_that_the_person_may_see() -> None:
    service = factories.service()
    inside, outside = factories.person(), factories.person("C", organization=factories.organization("client"))
    assert read(question("service"), service.slug, context(inside)).answers == {"q": service.slug}
    assert read(question("service"), service.slug, context(outside)) == ["Choose one of the services."]


def test_options_that_are_written_need_no_source() -> None:
    assert read(question("choice", options=options("a")), "a").answers == {"q": "a"}
