"""Guides: articles that are gone through step by step, to what solves it or to the right form, filled in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import document_of, need_with
from ventanilla.records.catalog.queries import services_for
from ventanilla.records.knowledge.guides import Answer, Guide, GuideStep, Leads, is_walked, read_guide
from ventanilla.records.knowledge.markdown import render
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.queries import article_for, articles_for, text_for
from ventanilla.surfaces.api.errors import errors, sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.reading import Body, Id

router = Router(tags=["articles"])

BETWEEN = "."
LONGEST = 60
"""Steps of a way; nobody goes that far."""
WayText = Annotated[str, Field(max_length=5000, description="The steps gone through: `start.wrong`")]


class WayOnOut(Schema):
    """One answer of a step: send its `answer` back. `leads`: to another step, to solved, to a service or an article."""

    answer: int
    text: str
    leads: str


class GuideStepOut(Schema):
    """`html` is the same as `markdown`, to be shown as it is. Without `answers` the guide ends here."""

    id: str
    title: str
    markdown: str
    html: str
    answers: list[WayOnOut]


class GuideOut(Schema):
    """Where the `way` has led: to a `step`, or to its end (`ended`: solved, service or article). `service` is to be
    asked for with `answers`, or `other_article` to be read; `tried` tells the way in words, for a message to the team.
    `opening` (Markdown) stands before the first step."""

    article: str
    title: str
    language: str
    opening: str
    way: str
    step: GuideStepOut | None
    ended: str | None
    service: str | None
    other_article: str | None
    answers: dict[str, str]
    tried: list[str]


class NewAnswer(Body):
    """`way` as it was last given (the first step when left out), and the `answer` chosen there. `need`: the search that
    led here."""

    answer: Annotated[int, Field(ge=0, le=1000)]
    way: WayText = ""
    need: Id | None = None


@router.get(
    "/articles/{slug:slug}/guide", response={200: GuideOut, **errors(404)}, summary="A step of a guide"
)
def show_guide(request: HttpRequest, slug: str, way: Query[WayText | None] = None) -> GuideOut:
    """The first one, or the one to which the `way` leads. 404 for an article that has no steps."""
    person = caller(request)
    article, text, guide = _guide(person, slug)
    gone, here = _gone(guide, way or "")
    return _at(person, article, text, guide, gone, here)


@router.post(
    "/articles/{slug:slug}/guide",
    response={200: GuideOut, **sent(404)},
    summary="Answer a step of a guide",
)
def answer_guide(request: HttpRequest, slug: str, data: NewAnswer) -> GuideOut:
    """It leads to another step, to its solution (which is kept, as for an article that helped), to a service with
    answers to begin with, or to another article."""
    person = caller(request)
    article, text, guide = _guide(person, slug)
    gone, here = _gone(guide, data.way)
    chosen = _open(person, here).get(data.answer)
    if chosen is None:
        raise _wrong("answer", _("Choose one of the answers of this step."))
    need = need_with(person, data.need) if data.need else None
    following = guide.step(chosen.to) if chosen.leads is Leads.STEP else None
    if following is not None:
        return _at(person, article, text, guide, [*gone, (here, chosen)], following)
    document = document_of(Kind.ARTICLE, article.pk) if chosen.leads is Leads.SOLVED else None
    if document is not None:
        actions.solved(actor=person, need=need, document=document)
    return _ended(article, text, [*gone, (here, chosen)], chosen)


def _guide(person: Person, slug: str) -> tuple[Article, Translation, Guide]:
    article = article_for(person, slug)
    text = text_for(article)
    if not is_walked(text.body):
        raise NotFound(_("This article has no steps: read it in one piece."))
    return article, text, read_guide(text.body)


Gone = Sequence[tuple[GuideStep, Answer]]


def _gone(guide: Guide, way: str) -> tuple[Gone, GuideStep]:
    """The steps behind, and the one that the way leads to. Raises Invalid for a way that nobody can go."""
    names = [name for name in way.split(BETWEEN) if name] or [guide.steps[0].id]
    gone = guide.way(names)
    here = guide.step(names[-1])
    if here is None or names[0] != guide.steps[0].id or len(gone) != len(names) - 1 or len(names) > LONGEST:
        raise _wrong("way", _("This way isn't in the guide. Begin again without it."))
    return gone, here


def _open(person: Person, step: GuideStep) -> dict[int, Answer]:
    """The answers that lead somewhere for this person, by their place: what they may not see isn't offered."""
    asked = {leads: [one.to for one in step.answers if one.leads is leads] for leads in Leads}
    services = services_for(person).filter(slug__in=asked[Leads.SERVICE])
    articles = articles_for(person).filter(slug__in=asked[Leads.ARTICLE])
    found = {
        Leads.SERVICE: set(services.values_list("slug", flat=True)) if asked[Leads.SERVICE] else set(),
        Leads.ARTICLE: set(articles.values_list("slug", flat=True)) if asked[Leads.ARTICLE] else set(),
    }
    return {
        place: one
        for place, one in enumerate(step.answers)
        if one.leads not in found or one.to in found[one.leads]
    }


def _at(
    person: Person, article: Article, text: Translation, guide: Guide, gone: Gone, here: GuideStep
) -> GuideOut:
    ways = [
        WayOnOut(answer=n, text=one.text, leads=one.leads.value) for n, one in _open(person, here).items()
    ]
    step = GuideStepOut(
        id=here.id, title=here.title, markdown=here.body, html=render(here.body).html, answers=ways
    )
    return GuideOut(
        **_about(article, text, gone),
        opening="" if gone else guide.opening,
        way=BETWEEN.join([*(one.id for one, _answer in gone), here.id]),
        step=step,
        ended=None,
        service=None,
        other_article=None,
        answers={},
    )


def _ended(article: Article, text: Translation, gone: Gone, chosen: Answer) -> GuideOut:
    return GuideOut(
        **_about(article, text, gone),
        opening="",
        way=BETWEEN.join(one.id for one, _answer in gone),
        step=None,
        ended=chosen.leads.value,
        service=chosen.to if chosen.leads is Leads.SERVICE else None,
        other_article=chosen.to if chosen.leads is Leads.ARTICLE else None,
        answers=dict(chosen.answers),
    )


def _about(article: Article, text: Translation, gone: Gone) -> dict[str, Any]:
    tried = [
        _("%(step)s — %(answer)s") % {"step": step.title, "answer": answer.text} for step, answer in gone
    ]
    return {"article": article.slug, "title": text.title, "language": text.language, "tried": tried}


def _wrong(field: str, words: str) -> Invalid:
    return Invalid(words, {field: [words]})
