"""Searches without an answer: what is one, how they are counted, shown and ended; and synonyms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import GapEnd, GapState, Source
from ventanilla.engines.search.models import Gap, Synonym
from ventanilla.engines.search.queries.gaps import MINE, discreet, gaps, lately, ways_typed
from ventanilla.engines.search.queries.synonyms import synonyms, tried, understood

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis(db: None) -> Person:
    return factories.with_role(Role.AGENT, factories.department(), "Luis")


def look(person: Person, *texts: str, language: str = "es") -> None:
    """Searches an hour apart, so that none refines another."""
    for hours, text in enumerate(texts):
        with clock.frozen(clock.now() - timedelta(hours=50 - hours)):
            actions.look(actor=person, text=text, language=language)


def test_variants_of_one_text_are_one_gap(ana: Person, clara: Person) -> None:
    look(ana, "tarjetas de visita", "TARJETA visitas", "¿visita, tarjeta?")
    look(clara, "tarjetas de visita", "otra distinta")
    gap, other = Gap.objects.order_by("-times")
    assert (gap.text, gap.times, gap.people) == ("tarjetas de visita", 4, 2)
    assert (other.text, other.times, other.people) == ("otra distinta", 1, 1)
    assert ways_typed(gap)[0] == ("tarjetas de visita", 2)
    assert gap.first_at < gap.last_at


def test_languages_keep_apart_and_scraps_are_no_gaps(ana: Person) -> None:
    look(ana, "telegrama", language="es")
    look(ana, "telegrama", language="en")
    look(ana, "¿?", "zz", "...")
    assert sorted(Gap.objects.values_list("language", flat=True)) == ["en", "es"]


def test_the_same_text_within_one_need_counts_once(ana: Person) -> None:
    for _again in range(3):
        need = actions.look(actor=ana, text="telegrama").need
    assert need is not None
    actions.missing(actor=ana, need=need)
    gap = Gap.objects.get()
    assert (gap.times, gap.people) == (1, 1)


def test_i_did_not_find_it_makes_a_gap_of_a_search_with_results(ana: Person, an_article: Any) -> None:
    an_article("fax", es="Enviar un fax")
    need = actions.look(actor=ana, text="fax", language="es").need
    assert need is not None
    assert not Gap.objects.exists()
    actions.missing(actor=ana, need=need)
    need.refresh_from_db()
    assert need.missing
    assert Gap.objects.get().text == "fax"
    assert (lately().needs, lately().nothing, lately().solved) == (1, 1, 0)


def test_names_are_masked_until_two_people_typed_it(ana: Person, clara: Person, luis: Person) -> None:
    factories.person("Bea", family_name="García López")
    look(ana, "despido de Lopez", "llamar al 612345678")
    listed = gaps(luis).items
    assert sorted(discreet(listed).values()) == ["despido de •••", "llamar al •••"]
    look(clara, "despido de López")
    assert "despido de" in discreet(gaps(luis).items)[gaps(luis).items[0].pk]
    assert "•••" not in discreet(gaps(luis).items)[gaps(luis).items[0].pk]


def test_they_are_for_those_who_write_answers(ana: Person, luis: Person) -> None:
    look(ana, "telegrama")
    gap = Gap.objects.get()
    for person in (
        luis,
        factories.administrator(),
        factories.with_role(Role.DESIGNER, factories.department("hr")),
    ):
        assert gaps(person).items == [gap]
    with pytest.raises(NotAllowed):
        gaps(ana)
    for act in (actions.take_gap, actions.release_gap):
        with pytest.raises(NotAllowed):
            act(actor=ana, gap=gap)
    with pytest.raises(NotAllowed):
        actions.close_gap(actor=ana, gap=gap, ended_as=GapEnd.SERVICE)
    with pytest.raises(NotAllowed):
        actions.mend_by_synonym(actor=ana, gap=gap, words=["a", "b"], language="es")


def test_the_list_begins_with_what_most_people_have(ana: Person, clara: Person, luis: Person) -> None:
    look(ana, "uno solo", "uno solo", "telegrama")
    look(clara, "telegrama")
    first = gaps(luis, size=1)
    assert [gap.text for gap in first.items] == ["telegrama"]
    assert [gap.text for gap in gaps(luis, size=1, after=first.next).items] == ["uno solo"]


def test_somebody_takes_it_and_ends_it(ana: Person, luis: Person) -> None:
    look(ana, "telegrama")
    gap = actions.take_gap(actor=luis, gap=Gap.objects.get())
    assert gaps(luis, which=MINE).items == [gap]
    actions.close_gap(actor=luis, gap=gap, ended_as=GapEnd.ARTICLE, note=" telegramas ")
    gap.refresh_from_db()
    assert (gap.state, gap.ended_as, gap.note, gap.closed_by) == ("done", "article", "telegramas", luis)
    assert gaps(luis).items == []
    assert gaps(luis, which=GapState.DONE).items == [gap]
    names = Entry.objects.filter(type__startswith="search.").order_by("pk").values_list("type", flat=True)
    assert list(names) == ["search.gap_taken", "search.gap_closed"]
    with pytest.raises(Conflict):
        actions.take_gap(actor=luis, gap=gap)


def test_what_was_answered_and_still_finds_nothing_is_open_again_what_was_dismissed_is_not(
    ana: Person, luis: Person
) -> None:
    look(ana, "telegrama", "palabrota")
    one, other = Gap.objects.order_by("text")
    actions.close_gap(actor=luis, gap=other, ended_as=GapEnd.SERVICE)
    with pytest.raises(Invalid):
        actions.close_gap(actor=luis, gap=one, ended_as=None, note=" ")
    actions.close_gap(actor=luis, gap=one, ended_as=None, note="No es nuestro")
    look(factories.person("Bea"), "telegrama", "palabrota")
    assert [gap.text for gap in gaps(luis).items] == ["telegrama"]
    one.refresh_from_db()
    assert (one.state, one.times, one.people) == (GapState.DISMISSED, 2, 2)


def test_a_synonym_ends_a_gap_and_holds_at_once(
    ana: Person, luis: Person, an_article: Any, found: Any
) -> None:
    an_article("fax", es="Enviar un fax")
    look(ana, "telecopia")
    gap = Gap.objects.get()
    assert [hit.slug for hit in tried(luis, "telecopia", ["telecopia", "fax"], "es").hits] == ["fax"]
    assert found(ana, "telecopia") == []
    actions.mend_by_synonym(actor=luis, gap=gap, words=["telecopia", "fax"], language="es")
    assert found(ana, "telecopia") == found(ana, "telecopias urgentes") == ["fax"]
    gap.refresh_from_db()
    assert (gap.state, gap.ended_as) == (GapState.DONE, GapEnd.SYNONYM)
    assert gap.synonym is not None
    assert (gap.synonym.source, gap.synonym.words) == (Source.GAP, ["telecopia", "fax"])


def test_phrases_stand_for_words_and_words_for_phrases(
    ana: Person, luis: Person, an_article: Any, found: Any
) -> None:
    an_article("payslip", es="Consultar la nómina")
    an_article("badge", es="Tarjeta de acceso perdida")
    actions.save_synonym(actor=luis, words=["nómina", "recibo de sueldo"], language="es")
    actions.save_synonym(actor=luis, words=["gafete", "tarjeta de acceso"], language="es")
    assert found(ana, "dónde está mi recibo de sueldo") == ["payslip"]
    assert found(ana, "gafetes") == ["badge"]
    assert [(one.word, one.besides) for one in understood(luis, "gafete")] == [("gafete", ["tarjeta acceso"])]


def test_a_synonym_is_changed_and_removed(ana: Person, luis: Person, an_article: Any, found: Any) -> None:
    an_article("fax", es="Enviar un fax")
    group = actions.save_synonym(actor=luis, words=["Telecopia ", "fax", "telecopia"], language="es")
    assert group.words == ["telecopia", "fax"]
    actions.save_synonym(actor=luis, words=["burofax", "fax"], language="es", synonym=group)
    assert (found(ana, "telecopia"), found(ana, "burofax")) == ([], ["fax"])
    actions.remove_synonym(actor=luis, synonym=group)
    assert found(ana, "burofax") == []
    assert synonyms(luis).items == []


def test_a_starter_that_was_removed_is_not_added_again(luis: Person) -> None:
    assert actions.load_starter() > 150
    before = Synonym.objects.count()
    actions.remove_synonym(actor=luis, synonym=Synonym.objects.get(starter="payslip"))
    assert actions.load_starter() == 0
    assert Synonym.objects.count() == before
    assert synonyms(luis, text="paystub").items == []


@pytest.mark.parametrize(
    ("words", "language", "field"),
    [
        (["fax"], "es", "words"),
        (["fax", " FAX "], "es", "words"),
        (["a", "¿?"], "es", "words"),
        (["fax", "x" * 61], "es", "words"),
        ([f"w{n}" for n in range(21)], "es", "words"),
        (["fax", "telefax"], "fr", "language"),
    ],
)
def test_what_is_no_synonym_is_refused(luis: Person, words: list[str], language: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.save_synonym(actor=luis, words=words, language=language)
    assert list(refusal.value.fields) == [field]
    assert not Synonym.objects.exists()


def test_only_those_who_write_answers_change_synonyms(ana: Person, luis: Person) -> None:
    group = actions.save_synonym(actor=luis, words=["fax", "telefax"], language="es")
    with pytest.raises(NotAllowed):
        actions.save_synonym(actor=ana, words=["fax", "x"], language="es")
    with pytest.raises(NotAllowed):
        actions.remove_synonym(actor=ana, synonym=group)
    with pytest.raises(NotAllowed):
        synonyms(ana)
