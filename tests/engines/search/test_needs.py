"""What is kept of a search: one need an attempt, what was opened, how it ended, and for how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import factories
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.search import actions, traces
from ventanilla.engines.search.choices import Ending, Kind, Origin
from ventanilla.engines.search.models import Miss, Need, Opening
from ventanilla.engines.search.queries import document_of, need_of, need_with
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def fax(an_article: Any) -> Any:
    return an_article("fax", es="Enviar un fax", en="Send a fax")


def looked(person: Person, text: str, seconds: int = 0) -> Need:
    with clock.frozen(NOON + timedelta(seconds=seconds)):
        need = actions.look(actor=person, text=text, language="es").need
    assert need is not None
    return need


def test_a_search_is_kept_with_what_it_showed(ana: Person, fax: Any) -> None:
    need = Need.objects.get(pk=looked(ana, "  mandar fax a bea@acme.example ").pk)
    assert (need.person, need.origin, need.language) == (ana, Origin.SEARCH, "es")
    assert (need.text, need.found, need.shown) == ("mandar fax a •••", 1, [f"article:{fax.pk}"])
    assert need.started_at == need.last_at == NOON
    assert not Entry.objects.filter(type__startswith="search.").exists()


def test_an_empty_search_is_none(ana: Person) -> None:
    assert actions.look(actor=ana, text=" \x00 ").need is None
    assert not Need.objects.exists()


def test_refined_within_a_minute_is_the_same_need(ana: Person, clara: Person, fax: Any) -> None:
    first = looked(ana, "telefax antiguo")
    second = looked(ana, "fax", seconds=59)
    assert first == second
    second.refresh_from_db()
    assert (second.text, second.before, second.found) == ("fax", ["telefax antiguo"], 1)
    assert looked(ana, "FAX", seconds=59 + 1799) == first
    assert looked(ana, "otra cosa", seconds=59 + 1799 + 61) != first
    assert looked(clara, "fax", seconds=60).person == clara


def test_what_has_ended_is_not_refined(ana: Person, fax: Any) -> None:
    need = looked(ana, "fax")
    actions.solved(actor=ana, need=need, document=document_of(Kind.ARTICLE, fax.pk))
    assert looked(ana, "faxes", seconds=10) != need


def test_opening_a_result_is_noted_once_with_its_place(ana: Person, fax: Any) -> None:
    need = looked(ana, "fax")
    trace = traces.of_need(ana.pk, need.pk, 3)
    for _again in range(2):
        assert actions.opened(actor=ana, trace=trace, kind=Kind.ARTICLE, pk=fax.pk) == need
    opening = Opening.objects.get()
    assert (opening.need, opening.subject, opening.position) == (need, f"article:{fax.pk}", 3)


def test_a_chosen_suggestion_is_a_need_of_its_own_counted_once(ana: Person, fax: Any) -> None:
    trace = traces.of_suggestion(ana.pk, "fa", 2, "key-of-the-list", Origin.FORM)
    first = actions.opened(actor=ana, trace=trace, kind=Kind.ARTICLE, pk=fax.pk)
    assert (
        first == actions.opened(actor=ana, trace=trace, kind=Kind.ARTICLE, pk=fax.pk) == need_of(ana, trace)
    )
    need = Need.objects.get()
    assert (need.text, need.origin, need.found, need.openings.get().position) == ("fa", Origin.FORM, 1, 2)


def test_traces_of_others_old_ones_and_forgeries_are_ignored(ana: Person, clara: Person, fax: Any) -> None:
    need = looked(ana, "fax")
    trace = traces.of_need(ana.pk, need.pk, 1)
    for wrong in (trace, "", "x", trace[:-1] + "A", f"{trace}:", "\x00", "a" * 5000):
        assert actions.opened(actor=clara, trace=wrong, kind=Kind.ARTICLE, pk=fax.pk) is None
    assert (
        actions.opened(actor=clara, trace=traces.of_need(clara.pk, need.pk), kind=Kind.ARTICLE, pk=1) is None
    )
    assert not Opening.objects.exists()
    with pytest.raises(NotFound):
        need_with(clara, need.pk)
    assert need_with(ana, need.pk) == need


def test_solved_and_not_solved_after_all(ana: Person, fax: Any) -> None:
    need, document = looked(ana, "fax"), document_of(Kind.ARTICLE, fax.pk, "es")
    actions.solved(actor=ana, need=need, document=document)
    need.refresh_from_db()
    assert (need.ending, need.solved_by, need.openings.get().helped) == (Ending.SOLVED, document, True)
    actions.not_solved(actor=ana, need=need, document=document)
    need.refresh_from_db()
    assert (need.ending, need.solved_by, need.openings.get().helped) == ("", None, False)


def test_an_article_that_was_reached_another_way_solves_too(ana: Person, fax: Any) -> None:
    need = actions.solved(actor=ana, need=None, document=document_of(Kind.ARTICLE, fax.pk))
    assert (need.person, need.origin, need.text, need.ending) == (ana, Origin.PAGE, "", Ending.SOLVED)


def test_a_need_that_becomes_a_ticket_says_which_but_only_for_who_has_both(
    ana: Person, clara: Person, a_service: Any
) -> None:
    ticket = submit(actor=ana, service=a_service("telex", title={"es": "Télex"}), answers={"what": "uno"})
    mine, hers = looked(ana, "télex"), looked(clara, "télex")
    actions.asked(actor=ana, need=mine, ticket=ticket)
    actions.asked(actor=ana, need=hers, ticket=ticket)
    actions.asked(actor=clara, need=hers, ticket=ticket)
    assert list(Need.objects.order_by("pk").values_list("ending", "ticket")) == [
        ("asked", ticket.pk),
        ("", None),
    ]


def test_after_ninety_days_it_is_forgotten_who_it_was_but_not_what(
    ana: Person, a_service: Any, settings: Any
) -> None:
    ticket = submit(actor=ana, service=a_service("telex", title={"es": "Télex"}), answers={"what": "uno"})
    actions.asked(actor=ana, need=looked(ana, "nada de nada"), ticket=ticket)
    with clock.frozen(NOON + timedelta(days=90)):
        assert actions.forget() == 0
    with clock.frozen(NOON + timedelta(days=90, seconds=1)):
        assert actions.forget() == 1
        assert actions.forget() == 0
    need = Need.objects.get()
    assert (need.person, need.ticket, need.text, need.ending) == (None, None, "nada de nada", Ending.ASKED)
    assert Miss.objects.count() == 1


def test_a_document_that_goes_leaves_the_needs_it_solved(ana: Person, a_service: Any) -> None:
    service = a_service("telex", title={"es": "Télex"})
    need = actions.solved(actor=ana, need=None, document=document_of(Kind.SERVICE, service.pk))
    factories.service(service="telex", title={"en": "Telex"})
    actions.index(Kind.SERVICE, service.pk)
    need.refresh_from_db()
    assert (need.ending, need.solved_by) == (Ending.SOLVED, None)
