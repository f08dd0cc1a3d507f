"""Writing: revisions, conflicts, staleness, who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from tests.factories import administrator, department, person, service, team, with_role
from tests.records.knowledge.made import EN, ES, about, article, draft
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.timeline.models import Entry
from ventanilla.records.knowledge import actions, queries
from ventanilla.records.knowledge.actions import TextMoved, Words
from ventanilla.records.knowledge.choices import Kind, State
from ventanilla.records.knowledge.models import Article, Revision, Translation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def entries(made: Article) -> list[str]:
    return list(
        Entry.objects.filter(stream=made.stream_id).order_by("position").values_list("type", flat=True)
    )


def text(made: Article, language: str = "es") -> Translation:
    return Translation.objects.select_related("newest").get(article=made, language=language)


def stale(made: Article) -> list[str]:
    fresh = queries.article_kept_by(administrator("Adm"), made.slug)
    return [one.language for one in fresh.translations.all() if queries.is_stale(fresh, one)]


def test_an_article_begins_as_a_draft_of_its_author() -> None:
    luis = with_role(Role.AGENT, department(), "Luis")
    made = actions.create(actor=luis, about=about(), texts={"es": ES}, language="es")
    assert (made.slug, made.state, made.language) == ("conectarse-desde-casa", State.DRAFT, "es")
    assert text(made).author == luis
    assert entries(made) == ["article.started"]


def test_an_address_is_made_of_the_title_and_never_twice() -> None:
    made = [actions.create(actor=None, about=about(), texts={"es": ES}, language="es") for _ in range(3)]
    assert [one.slug for one in made] == [
        "conectarse-desde-casa",
        "conectarse-desde-casa-2",
        "conectarse-desde-casa-3",
    ]


@pytest.mark.parametrize("slug", ["Con Espacios", "-vpn", "ñ", "a" * 81, "vpn/../x", "new"])
def test_an_address_that_cannot_be_one_is_refused(slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create(actor=None, about=about(), texts={"es": ES}, language="es", slug=slug)
    assert list(refused.value.fields) == ["slug"]


def test_readers_agents_elsewhere_and_designers_do_not_write() -> None:
    made = draft()
    outsiders = [
        person("Ana"),
        with_role(Role.AGENT, department("finance"), "Carlos"),
        with_role(Role.DESIGNER, department(), "Rosa"),
    ]
    for somebody in outsiders:
        for attempt in (
            lambda: actions.create(actor=somebody, about=about(), texts={"es": ES}, language="es"),  # noqa: B023
            lambda: actions.save_draft(actor=somebody, article=made, texts={"es": EN}),  # noqa: B023
            lambda: actions.publish(actor=somebody, article=made),  # noqa: B023
            lambda: actions.archive(actor=somebody, article=made),  # noqa: B023
            lambda: actions.settle(actor=somebody, article=made, about=about()),  # noqa: B023
            lambda: actions.reviewed(actor=somebody, article=made, review_on=None),  # noqa: B023
            lambda: actions.link_service(actor=somebody, article=made, service=service()),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_agents_of_the_department_its_administrators_and_the_portals_write() -> None:
    made = draft()
    writers = [
        with_role(Role.AGENT, department(), "Luis"),
        with_role(Role.DEPARTMENT_ADMINISTRATOR, department(), "Lola"),
        administrator(),
    ]
    for number, somebody in enumerate(writers):
        actions.save_draft(actor=somebody, article=made, texts={"es": Words(f"Título {number}")})
        assert text(made).newest.author == somebody


def test_an_article_is_not_given_to_a_department_one_does_not_write_for() -> None:
    luis = with_role(Role.AGENT, department(), "Luis")
    finance = department("finance")
    away = about(department=finance, owner_team=team("accounts", department=finance))
    with pytest.raises(NotAllowed):
        actions.settle(actor=luis, article=draft(), about=away)


def test_each_change_of_the_text_is_a_revision_and_the_same_text_is_none() -> None:
    made = draft()
    actions.save_draft(actor=None, article=made, texts={"es": ES})
    assert Revision.objects.filter(article=made).count() == 1
    actions.save_draft(actor=None, article=made, texts={"es": Words("Otro", "", "Texto")})
    assert [r.number for r in queries.history(made, "es").items] == [2, 1]
    assert entries(made) == ["article.started", "article.saved"]


def test_a_text_that_somebody_else_saved_meanwhile_is_not_overwritten() -> None:
    made = draft()
    luis, lola = (with_role(Role.AGENT, department(), name) for name in ("Luis", "Lola"))
    actions.save_draft(actor=luis, article=made, texts={"es": Words("De Luis")}, base={"es": 1})
    with pytest.raises(TextMoved) as moved:
        actions.save_draft(actor=lola, article=made, texts={"es": Words("De Lola")}, base={"es": 1})
    assert (moved.value.language, moved.value.newest.title, moved.value.newest.author) == (
        "es",
        "De Luis",
        luis,
    )
    assert text(made).newest.title == "De Luis"
    actions.save_draft(actor=lola, article=made, texts={"es": Words("De Lola")}, base={"es": 2})
    assert text(made).newest.title == "De Lola"


def test_the_same_text_saved_twice_is_no_conflict() -> None:
    made = draft()
    for _ in range(2):
        actions.save_draft(actor=None, article=made, texts={"es": Words("Igual")}, base={"es": 1})
    assert text(made).newest.number == 2


def test_a_translation_is_stale_when_the_original_changes_after_it() -> None:
    made = draft({"es": ES, "en": EN})
    assert stale(made) == []
    actions.save_draft(actor=None, article=made, texts={"es": Words("Otro", "", "Otro texto")})
    assert stale(made) == ["en"]


@pytest.mark.parametrize(
    ("texts", "options", "expected"),
    [
        ({"en": Words("Other", "", "Other text")}, {}, []),
        ({}, {"in_line": ["en"]}, []),
        ({"es": Words("Otra vez", "", "Más")}, {}, ["en"]),
        ({"es": Words("Otra vez", "", "Más"), "en": Words("Again", "", "More")}, {}, []),
    ],
)
def test_what_brings_a_translation_in_line(
    texts: dict[str, Words], options: dict, expected: list[str]
) -> None:  # type: ignore[type-arg]
    made = draft({"es": ES, "en": EN})
    actions.save_draft(actor=None, article=made, texts={"es": Words("Otro", "", "Otro texto")})
    actions.save_draft(actor=None, article=made, texts=texts, **options)
    assert stale(made) == expected


def test_a_small_change_leaves_right_what_was_right_and_stale_what_was_stale() -> None:
    made = draft({"es": ES, "en": EN})
    actions.save_draft(actor=None, article=made, texts={"es": Words("Otro")}, small=True)
    assert stale(made) == []
    actions.save_draft(actor=None, article=made, texts={"es": Words("Distinto")})
    actions.save_draft(actor=None, article=made, texts={"es": Words("Distinto.")}, small=True)
    assert stale(made) == ["en"]


def test_publishing_needs_a_text_in_each_language_that_is_published() -> None:
    made = draft({"es": ES, "en": Words("Only a title")})
    with pytest.raises(Invalid) as refused:
        actions.publish(actor=None, article=made)
    assert list(refused.value.fields) == ["body.en"]
    actions.publish(actor=None, article=made, languages=["es"])
    assert [t.language for t in Translation.objects.live()] == ["es"]


def test_a_guide_that_leaves_its_readers_nowhere_is_kept_but_not_published() -> None:
    lost = Words("No light", "", "## Plugged in? {#a}\n\n- [No](#plug)\n- [Yes](solved)")
    made = draft({"en": lost, "es": ES}, kind=Kind.GUIDE)
    with translation.override("en"), pytest.raises(Invalid) as refused:
        actions.publish(actor=None, article=made)
    assert refused.value.fields == {
        "body.en": ["In “Plugged in?”, the answer “No” leads to a step that isn't there: #plug."]
    }
    assert not Article.objects.get(pk=made.pk).published_at
    assert actions.publish(actor=None, article=made, languages=["es"]).state == State.LIVE
    assert actions.publish(actor=None, article=draft({"en": lost})).state == State.LIVE  # no guide


def test_publishing_again_what_is_published_says_nothing() -> None:
    made = article()
    actions.publish(actor=None, article=made)
    assert entries(made) == ["article.started", "article.published"]


def test_an_archived_article_can_be_published_again() -> None:
    made = actions.archive(actor=None, article=article(), note="Ya no hay VPN")
    with pytest.raises(Conflict):
        actions.archive(actor=None, article=made)
    assert actions.publish(actor=None, article=made).state == State.LIVE
    assert entries(made) == ["article.started", "article.published", "article.archived", "article.published"]


def test_details_changed_by_two_are_not_overwritten() -> None:
    made = draft()
    actions.settle(actor=None, article=made, about=about(review_on=TODAY), edition=1)
    with pytest.raises(Conflict):
        actions.settle(actor=None, article=made, about=about(review_on=None), edition=1)
    made.refresh_from_db()
    assert (made.review_on, made.edition) == (TODAY, 2)


def test_a_team_of_another_department_cannot_own_an_article() -> None:
    elsewhere = team("accounts", department=department("finance"))
    with pytest.raises(Invalid) as refused:
        actions.settle(actor=None, article=draft(), about=about(owner_team=elsewhere))
    assert list(refused.value.fields) == ["owner_team"]


@pytest.mark.parametrize(
    "rule", [{"fact": "person.department"}, {"fact": "answers.x", "op": "is", "value": "1"}, "words"]
)
def test_a_rule_that_says_nothing_about_people_is_no_audience(rule: object) -> None:
    with pytest.raises(Invalid) as refused:
        draft(audience=rule)
    assert list(refused.value.fields) == ["audience"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words("", "", "Texto"), "title.es"),
        (Words("x" * 201), "title.es"),
        (Words("T", "x" * 401), "summary.es"),
        (Words("T", "", "x" * 40_001), "body.es"),
        (Words("T", "", "", tuple(str(n) for n in range(31))), "keywords.es"),
        (Words("T", "", "", ("x" * 61,)), "keywords.es"),
    ],
)
def test_texts_have_their_limits(words: Words, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.save_draft(actor=None, article=draft(), texts={"es": words})
    assert list(refused.value.fields) == [field]


def test_signs_that_nobody_types_are_left_out() -> None:
    made = draft({"es": Words(" Un\x00  título\n", "", "uno\r\ndos\x07\r\n\n", ("  a  b ", "a b", " "))})
    kept = text(made)
    assert (kept.title, kept.body, kept.keywords) == ("Un título", "uno\ndos", ["a b"])


def test_the_lists_of_the_desk() -> None:
    luis = with_role(Role.AGENT, department(), "Luis")
    team("it-support", luis)
    mine = actions.create(actor=luis, about=about(), texts={"es": ES}, language="es", slug="mine")
    article(slug="live", owner_team=team("it-support"))
    article(slug="due", review_on=TODAY)
    article(slug="later", review_on=TODAY + timedelta(days=1))
    changed = article({"es": ES, "en": EN}, slug="stale")
    actions.save_draft(actor=None, article=changed, texts={"es": Words("Otro", "", "x")})
    actions.archive(actor=None, article=article(slug="old"))
    rated = article(slug="rated")
    Article.objects.filter(pk=rated.pk).update(helpful=3, unhelpful=3)
    finance = department("finance")
    draft(slug="theirs", department=finance, owner_team=team("accounts", department=finance))

    def listed(which: str, text: str = "") -> set[str]:
        return {one.slug for one in queries.desk_list(luis, TODAY, which=which, text=text).items}

    assert listed("mine") == {mine.slug}
    assert listed("team") == {"live"}
    assert listed("drafts") == {"mine", "stale"}
    assert listed("review") == {"due"}
    assert listed("stale") == {"stale"}
    assert listed("rated") == {"rated"}
    assert listed("archived") == {"old"}
    assert listed("") == {"mine", "live", "due", "later", "stale", "rated"}
    assert listed("", "conectarse") == listed("")
    assert listed("", "due") == {"due"}


def test_a_reviewed_article_waits_for_its_next_date() -> None:
    made = article(review_on=TODAY)
    luis = with_role(Role.AGENT, department(), "Luis")
    actions.reviewed(actor=luis, article=made, review_on=TODAY + timedelta(days=180))
    assert queries.desk_list(luis, TODAY, which="review").items == []
    assert entries(made)[-1] == "article.reviewed"


def test_the_date_of_an_article_is_that_of_its_publication() -> None:
    made = draft()
    with clock.frozen(clock.now() + timedelta(days=3)):
        actions.publish(actor=None, article=made)
        assert text(made).updated_at == clock.now()
