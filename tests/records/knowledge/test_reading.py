"""Who reads what, in which language."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories import department, organization, person, service, team, with_role
from tests.records.knowledge.made import EN, ES, article, draft
from ventanilla.core.access.choices import Role
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge import actions, queries
from ventanilla.records.knowledge.actions import Words
from ventanilla.records.knowledge.models import Article, Translation

pytestmark = pytest.mark.django_db

EVERYBODY = True
MARKETING = {"fact": "person.department", "op": "is", "value": "marketing"}


def seen(somebody: Person) -> set[str]:
    return set(Article.objects.visible_to(somebody).values_list("slug", flat=True))


def test_an_article_without_an_audience_is_for_our_own_people() -> None:
    article(slug="vpn")
    assert seen(person("Ana")) == {"vpn"}
    assert seen(person("Clara", organization=organization("cliente"))) == set()


def test_an_audience_lets_in_those_whom_its_rule_names_and_nobody_else() -> None:
    article(slug="all", audience=EVERYBODY)
    article(slug="marketing", audience=MARKETING)
    clara = person("Clara", organization=organization("cliente"))
    assert seen(clara) == {"all"}
    assert seen(person("Ana", department=department("marketing"))) == {"all", "marketing"}
    assert seen(person("Pepe", department=department("finance"))) == {"all"}


def test_who_moves_to_another_department_reads_what_is_meant_for_it_at_once() -> None:
    article(slug="marketing", audience=MARKETING)
    ana = person("Ana", department=department("finance"))
    assert seen(ana) == set()
    directory.change(ana, actor=None, department=department("marketing"))
    assert seen(ana) == {"marketing"}


def test_drafts_and_archived_articles_are_read_by_nobody() -> None:
    draft(slug="draft")
    actions.archive(actor=None, article=article(slug="old"))
    assert seen(person("Ana")) == set()
    assert seen(with_role(Role.AGENT, department())) == set()


def test_those_who_write_for_a_department_read_all_that_it_has_published() -> None:
    article(slug="marketing", audience=MARKETING)
    assert seen(with_role(Role.AGENT, department("it"))) == {"marketing"}
    assert seen(with_role(Role.AGENT, department("finance"), "Carlos")) == set()


def test_somebody_who_has_left_reads_nothing() -> None:
    article(slug="all", audience=EVERYBODY)
    ana = person("Ana")
    directory.change(ana, actor=None, is_active=False)
    assert seen(ana) == set()


def test_what_one_may_not_read_is_not_there() -> None:
    article(slug="marketing", audience=MARKETING)
    with pytest.raises(NotFound):
        queries.article_for(person("Ana"), "marketing")


@pytest.mark.parametrize(("language", "title"), [("en", EN.title), ("es", ES.title)])
def test_the_text_is_that_of_the_readers_language(language: str, title: str) -> None:
    article({"es": ES, "en": EN}, slug="vpn")
    with translation.override(language):
        assert queries.text_for(queries.article_for(person("Ana"), "vpn")).title == title


def test_a_missing_language_is_replaced_by_the_portals() -> None:
    article({"es": ES}, slug="vpn")
    text = queries.text_for(queries.article_for(person("Ana"), "vpn"), "en")
    assert (text.language, text.title) == ("es", ES.title)


def test_a_language_that_waits_to_be_published_is_not_read() -> None:
    made = article({"es": ES}, slug="vpn")
    actions.save_draft(actor=None, article=made, texts={"en": EN})
    assert queries.text_for(queries.article_for(person("Ana"), "vpn"), "en").language == "es"
    assert list(Translation.objects.live().values_list("language", flat=True)) == ["es"]


def test_readers_keep_the_published_text_while_a_new_one_is_written() -> None:
    made = article({"es": ES}, slug="vpn")
    actions.save_draft(actor=None, article=made, texts={"es": Words("Nuevo título", "", "Otro texto.")})
    assert queries.text_for(queries.article_for(person("Ana"), "vpn")).title == ES.title
    actions.publish(actor=None, article=made)
    assert queries.text_for(queries.article_for(person("Ana"), "vpn")).title == "Nuevo título"


def test_articles_and_services_lead_to_each_other() -> None:
    laptop, vpn = service(service="laptop"), service(service="vpn-access")
    made = article(slug="vpn", services=[vpn, laptop])
    ana = person("Ana")
    assert [s.slug for s in queries.services_for_article(ana, made)] == ["vpn-access", "laptop"]
    assert [a.slug for a in queries.articles_for_service(ana, laptop)] == ["vpn"]


def test_services_one_may_not_ask_for_are_not_offered() -> None:
    hidden = service(service="secret", audience=MARKETING)
    made = article(slug="vpn", services=[hidden])
    assert queries.services_for_article(person("Ana"), made) == []
    assert queries.articles_for_service(person("Clara", organization=organization("cliente")), hidden) == []


def test_the_articles_that_a_package_names_lead_to_its_service_whichever_came_first() -> None:
    first = article(slug="first")
    laptop = service(service="laptop", articles=["first", "second"])
    ana = person("Ana")
    assert [a.slug for a in queries.articles_for_service(ana, laptop)] == ["first"]
    article(slug="second")
    assert {a.slug for a in queries.articles_for_service(ana, laptop)} == {"first", "second"}
    assert [s.slug for s in queries.services_for_article(ana, first)] == ["laptop"]
    service(service="laptop", articles=["second"])
    assert [a.slug for a in queries.articles_for_service(ana, laptop)] == ["second"]


def test_a_tie_of_both_sides_shows_the_service_once() -> None:
    laptop = service(service="laptop", articles=["vpn"])
    made = article(slug="vpn", services=[laptop])
    ana = person("Ana")
    assert [s.slug for s in queries.services_for_article(ana, made)] == ["laptop"]
    assert [a.slug for a in queries.articles_for_service(ana, laptop)] == ["vpn"]


def test_related_are_the_chosen_then_the_near_then_those_of_the_category() -> None:
    laptop = service(service="laptop")
    chosen, near, shelf = (
        article(slug="chosen"),
        article(slug="near", services=[laptop]),
        article(slug="shelf"),
    )
    made = article(slug="vpn", services=[laptop], related=[chosen])
    found = [one.slug for one in queries.related_for(person("Ana"), made)]
    assert found == [chosen.slug, near.slug, shelf.slug]


def test_related_articles_are_only_those_that_the_reader_may_read() -> None:
    hidden = article(slug="hidden", audience=MARKETING)
    made = article(slug="vpn", related=[hidden])
    assert queries.related_for(person("Ana"), made) == []


def test_shelves_count_what_the_reader_may_read() -> None:
    article(slug="one")
    article(slug="two")
    article(slug="three", audience=MARKETING)
    assert [(s.category.slug, s.count, len(s.articles)) for s in queries.shelves(person("Ana"), most=1)] == [
        ("hardware", 2, 1)
    ]
    assert queries.shelves(person("Clara", organization=organization("cliente"))) == []


@pytest.mark.parametrize("size", [3, 12])
def test_lists_cost_the_same_however_long(django_assert_num_queries, size: int) -> None:  # type: ignore[no-untyped-def]
    team()
    for _ in range(size):
        article({"es": ES, "en": EN})
    ana = person("Ana")
    ana.organization, ana.teams.all()
    with django_assert_num_queries(7):
        assert len(list(queries.articles_for(ana))) == size
        assert sum(shelf.count for shelf in queries.shelves(ana)) == size
