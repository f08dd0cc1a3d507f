"""Articles as files."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories import category, department, person, service, team, with_role
from tests.records.knowledge.made import EN, ES, article
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import NotAllowed
from ventanilla.records.knowledge.actions import import_article, import_articles
from ventanilla.records.knowledge.choices import Kind, State
from ventanilla.records.knowledge.files import ArticleRefused, export_article
from ventanilla.records.knowledge.models import Article, Revision
from ventanilla.records.knowledge.queries import text_for, with_texts

pytestmark = pytest.mark.django_db

HEAD = """\
title: Conectarse desde casa
summary: "La VPN: en cinco minutos"
keywords: [vpn, "no"]
kind: guide
department: it
category: hardware
owner: LUCIA@acme.example
team: it-equipment
services: [laptop]
related: [wifi]
audience: {fact: person.department, op: is, value: it}
review_on: 2027-03-01
"""
BODY = "## Antes\n\nInstala la VPN.\n\n---\n\nMás."


@pytest.fixture(autouse=True)
def house() -> None:
    person("Lucía", email="lucia@acme.example")
    team()
    category()
    service(service="laptop")


def files(head: str = HEAD, slug: str = "vpn", **more: str) -> dict[str, str]:
    return {f"{slug}.es.md": f"---\n{head}---\n{BODY}\n", **more}


WIFI = files(HEAD.replace("related: [wifi]\n", "").replace("audience", "# audience"), slug="wifi")
ENGLISH = {"vpn.en.md": "---\ntitle: Work from home\n---\nInstall it.\n"}


def test_files_make_a_published_article_with_all_that_they_say() -> None:
    import_articles(actor=None, files={**files(), **ENGLISH, **WIFI})
    made = with_texts(Article.objects.filter(slug="vpn"), bodies=True).get()
    text = text_for(made, "es")
    assert (made.state, made.kind, made.language) == (State.LIVE, Kind.GUIDE, "es")
    assert (text.title, text.summary, text.keywords, text.body) == (
        "Conectarse desde casa",
        "La VPN: en cinco minutos",
        ["vpn", "no"],
        BODY,
    )
    assert text_for(made, "en").body == "Install it."
    assert text.author is not None
    assert text.author.email == "lucia@acme.example"
    assert str(made.review_on) == "2027-03-01"
    assert made.audience is not None
    assert made.audience.rule["value"] == "it"
    assert [link.service.slug for link in made.service_links.all()] == ["laptop"]
    assert [link.related.slug for link in made.related_links.all()] == ["wifi"]


def test_the_same_files_again_change_nothing() -> None:
    given = {**files(), **ENGLISH, **WIFI}
    assert all(one.changed for one in import_articles(actor=None, files=given))
    lengths = dict(Article.objects.values_list("slug", "stream__length"))
    assert not any(one.changed for one in import_articles(actor=None, files=given))
    assert dict(Article.objects.values_list("slug", "stream__length")) == lengths
    assert Revision.objects.count() == 3


def test_changed_files_bring_the_article_up_to_date() -> None:
    import_articles(actor=None, files={**files(), **WIFI})
    head = HEAD.replace("desde casa", "desde fuera").replace("[wifi]", "[]").replace("guide", "faq")
    import_article(actor=None, files=files(head))
    made = with_texts(Article.objects.filter(slug="vpn")).get()
    assert (text_for(made).title, made.kind) == ("Conectarse desde fuera", Kind.FAQ)
    assert made.related_links.count() == 0


def test_what_goes_out_comes_in_the_same() -> None:
    import_articles(actor=None, files={**files(), **ENGLISH, **WIFI})
    out = export_article(Article.objects.get(slug="vpn"))
    assert sorted(out) == ["vpn.en.md", "vpn.es.md"]
    assert not import_articles(actor=None, files=out)[0].changed
    assert export_article(Article.objects.get(slug="vpn")) == out


def test_what_was_written_in_the_portal_goes_out_and_comes_in_the_same() -> None:
    made = article({"en": EN, "es": ES}, slug="made", services=[service(service="monitor")])
    out = export_article(made)
    assert "department" not in out["made.es.md"]
    assert not import_articles(actor=None, files=out)[0].changed


@pytest.mark.parametrize(
    ("given", "place", "words"),
    [
        ({"VPN.es.md": "x"}, "VPN.es.md", "Call the file like"),
        ({"vpn.xx.md": "x"}, "vpn.xx.md", "Call the file like"),
        ({"vpn.es.md": "no head"}, "vpn.es.md", "three dashes"),
        (ENGLISH, "vpn.en.md: department", "which department"),
        (files(HEAD.replace("title: Conectarse desde casa", "x: y")), "vpn.es.md: x", "no such field"),
        (files(HEAD.replace("title: Conectarse desde casa\n", "")), "vpn.es.md: title", "title"),
        (files(HEAD.replace("hardware", "nowhere")), "vpn.es.md: category", "There is no “nowhere”."),
        (files(HEAD.replace("LUCIA", "nobody")), "vpn.es.md: owner", "There is no “nobody@acme.example”."),
        (files(HEAD.replace("[laptop]", "[laptop, none]")), "vpn.es.md: services", "There is no “none”."),
        (files(), "vpn.es.md: related", "There is no “wifi”."),
        (files(HEAD.replace("2027-03-01", "soon")), "vpn.es.md: review_on", "There is no “soon”."),
        (files(HEAD.replace("[vpn, ", "[{a: b}, ")), "vpn.es.md: keywords", "list of texts"),
        (
            files(HEAD.replace("person.department", "answers.x") + "state: live\n"),
            "vpn.es.md: related",
            "wifi",
        ),
        (files(HEAD.replace("guide", "poem")), "vpn.es.md: kind", "There is no “poem”."),
        (files(HEAD + "title: again\n"), "vpn.es.md", "here already"),
        ({**files(), "vpn.en.md": f"---\n{HEAD}---\n"}, "vpn.es.md", "take them out"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_field(given: dict[str, str], place: str, words: str) -> None:
    with translation.override("en"), pytest.raises(ArticleRefused) as refused:
        import_articles(actor=None, files=given)
    assert words in " ".join(refused.value.faults[place])
    assert Article.objects.count() == 0


LOST = {"vpn.en.md": "---\ntitle: No light\n---\n## Plugged in? {#a}\n\n- [No](#plug)\n- [Yes](solved)\n"}


def test_a_guide_that_leads_nowhere_comes_in_as_a_draft_only() -> None:
    with translation.override("en"), pytest.raises(ArticleRefused) as refused:
        import_articles(actor=None, files={**files(), **LOST, **WIFI})
    assert list(refused.value.faults) == ["vpn.en.md: body"]
    assert not Article.objects.exists()
    given = files(HEAD.replace("related: [wifi]\n", "state: draft\n"))
    assert import_article(actor=None, files={**given, **LOST}).state == State.DRAFT


def test_one_fault_and_none_of_the_articles_comes_in() -> None:
    with pytest.raises(ArticleRefused) as refused:
        import_articles(actor=None, files={**WIFI, **files(HEAD.replace("hardware", "nowhere"))})
    assert list(refused.value.faults) == ["vpn.es.md: category"]
    assert Article.objects.count() == 0


def test_a_team_of_another_department_is_told_as_the_field_of_the_file() -> None:
    team("accounts", department=department("finance"))
    with pytest.raises(ArticleRefused) as refused:
        import_article(
            actor=None, files=files(HEAD.replace("it-equipment", "accounts").replace("[wifi]", "[]"))
        )
    assert list(refused.value.faults) == ["vpn.es.md: team"]


def test_files_are_brought_in_by_those_who_write_for_the_department() -> None:
    head = HEAD.replace("[wifi]", "[]")
    with pytest.raises(NotAllowed):
        import_article(actor=person("Ana"), files=files(head))
    import_article(actor=with_role(Role.AGENT, department(), "Luis"), files=files(head))
