"""What an article did: who found it, whom it helped, and who asked all the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests import factories
from tests.engines.insights.conftest import at
from tests.jobs import run_jobs
from tests.records.knowledge.made import article as made
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Person
from ventanilla.engines.insights.counting.articles import count_articles
from ventanilla.engines.insights.models import ArticleFigures
from ventanilla.engines.insights.queries import solved_lately
from ventanilla.engines.search import actions, traces
from ventanilla.engines.search.choices import Kind, Origin
from ventanilla.engines.search.models import Need
from ventanilla.engines.search.queries import document_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.knowledge.actions import Words, link_service, vote
from ventanilla.records.knowledge.models import Article
from ventanilla.records.tickets.actions import submit

pytestmark = pytest.mark.django_db
NOON = at(2, 12)


@pytest.fixture
def fax() -> Article:
    found = made({"en": Words("Send a fax", "", "Like this.", ())}, slug="fax")
    run_jobs("search.index")
    return found


def opened(person: Person, fax: Article, when: Any = NOON, origin: Origin = Origin.SEARCH) -> Need:
    with clock.frozen(when):
        trace = traces.of_suggestion(person.pk, "fax", 1, traces.new_key(), origin)
        need = actions.opened(actor=person, trace=trace, kind=Kind.ARTICLE, pk=fax.pk)
    assert need is not None
    return need


def counted(when: Any, month: date | None = None) -> ArticleFigures:
    with clock.frozen(when):
        count_articles()
    return ArticleFigures.objects.get(month=month)


def test_opened_from_the_search_and_beside_a_form_are_told_apart(fax: Article) -> None:
    ana, bea = factories.person("Ana"), factories.person("Bea")
    opened(ana, fax)
    opened(bea, fax, origin=Origin.FORM)
    opened(bea, fax, at(3, 12), origin=Origin.FORM)
    figures = counted(at(4, 9))
    assert (figures.from_search, figures.beside_form, figures.solved) == (1, 2, 0)


def test_only_who_says_so_counts_as_solved(fax: Article) -> None:
    ana, bea = factories.person("Ana"), factories.person("Bea")
    document: Any = document_of(Kind.ARTICLE, fax.pk)
    opened(bea, fax)
    need = opened(ana, fax)
    with clock.frozen(NOON + timedelta(minutes=3)):
        actions.solved(actor=ana, need=need, document=document)
        vote(actor=ana, article=fax, helpful=True)
        vote(actor=bea, article=fax, helpful=False, reason="outdated")
    figures = counted(at(4, 9))
    assert (figures.solved, figures.helpful, figures.unhelpful) == (1, 1, 1)
    assert figures.reasons == {"outdated": 1}
    with clock.frozen(at(4, 9)):
        assert solved_lately(fax.owner) == 0, "who writes nowhere is told nothing"
        assert solved_lately(factories.administrator()) == 1


def test_who_asked_within_30_days_is_told_of_those_who_are_known(fax: Article) -> None:
    service = factories.service(service="fax-machine")
    link_service(actor=None, article=fax, service=service)
    ana, bea, cleo = (factories.person(name) for name in ("Ana", "Bea", "Cleo"))
    opened(ana, fax)
    opened(ana, fax, at(3, 12))
    opened(bea, fax)
    gone = opened(cleo, fax)
    for person, when in ((ana, at(20, 12)), (bea, at(2, 12, month=4)), (cleo, at(20, 12))):
        with clock.frozen(when):
            submit(actor=person, service=service, answers={})
    Need.objects.filter(pk=gone.pk).update(person=None)
    march = date(2026, 3, 1)
    figures = counted(at(3, 9, month=4), march)
    assert (figures.readers, figures.asked) == (2, 1), "Bea asked a day too late, and Cleo is forgotten"
    Service.objects.update(confidential=True)
    assert counted(at(3, 9, month=4), march).asked == 0


def test_counting_twice_changes_nothing_and_what_is_gone_goes(fax: Article) -> None:
    opened(factories.person("Ana"), fax)
    first = counted(at(4, 9))
    assert counted(at(4, 9)).pk == first.pk
    assert counted(at(4, 9), date(2026, 3, 1)).from_search == 1
    with clock.frozen(at(4, 9, month=7)):
        count_articles()
    assert not ArticleFigures.objects.filter(month=None).exists()
    assert ArticleFigures.objects.filter(month=date(2026, 3, 1)).exists()
