"""Articles: read by their audience and by those who write for their department; written by those alone."""

from __future__ import annotations

import json

from django.core.files.base import ContentFile

from tests import factories
from tests.isolation.acme import AT_THE_DESK, CUSTOMERS, EVERYBODY, SEES, WORKS, Acme
from tests.isolation.rows import (
    INSIDERS,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Fill,
    Row,
    Statuses,
    api,
    gives,
    number,
)
from ventanilla.core.people.models import Team
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.actions import About, Words
from ventanilla.records.knowledge.choices import Kind
from ventanilla.records.knowledge.models import Article, Picture

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)
STEP = json.dumps({"answer": 0})
WRITE = AT_THE_DESK | {"admin"}
IT = frozenset({"lucia", "luis", "iris", "admin"})
MARKETING = {"fact": "person.department", "op": "is", "value": "marketing"}
CUSTOMER = {"fact": "person.organization_kind", "op": "is", "value": "customer"}

# The team that keeps each article, for whom it is, and who may read it.
ARTICLES = {
    "notes": ("it-equipment", None, INSIDERS),
    "private": ("hr-care", MARKETING, frozenset({"ana", "marta", "rosa", "hugo", "admin"})),
    "clients": ("it-equipment", CUSTOMER, CUSTOMERS | IT),
    "draft": ("it-equipment", True, frozenset[str]()),
}


def _made(world: Acme, name: str) -> Article:
    """The article, made where it is asked for: what a row does is taken back."""
    found = Article.objects.filter(slug=name).first()
    if found:
        return found
    team, audience, _readers = ARTICLES[name]
    owners = Team.objects.select_related("department").get(slug=team)
    about = About(
        kind=Kind.ARTICLE,
        department=owners.department,
        category=factories.category(),
        owner=world.people["lucia"],
        owner_team=owners,
        audience=audience,
    )
    made = actions.create(
        actor=None, about=about, texts={"es": Words(name, "", "x")}, language="es", slug=name
    )
    return made if name == "draft" else actions.publish(actor=None, article=made)


def article(name: str, **more: object) -> Fill:
    return lambda world: {"slug": _made(world, name).slug, **more}


def picture(name: str) -> Fill:
    def fill(world: Acme) -> dict[str, object]:
        made = _made(world, name)
        found = Picture.objects.filter(article=made).first() or actions.add_picture(
            actor=None, article=made, name="a.png", content=ContentFile(PNG)
        )
        return {"key": found.file.key}

    return fill


def writing(status: int, whose: frozenset[str] = WRITE, *, others: int = 404) -> Statuses:
    """Who writes nowhere is turned away at the door."""
    found = gives(status, whose, others=others)
    return {role: 403 if role in EVERYBODY - WRITE else given for role, given in found.items()}


def _reading() -> list[Row]:
    rows = [Row("articles/", gives(200)), Row("api/v1/articles", api(200), NO_SUCH_METHOD_FOR_ANYBODY)]
    for name, (_team, _audience, readers) in ARTICLES.items():
        made = article(name)
        writers = readers | (IT if name == "draft" else frozenset())
        voted = json.dumps({"helpful": False, "reason": "outdated"})
        rows += [
            Row("articles/<slug:slug>/", gives(200, readers), fill=made, about=name),
            Row(
                "articles/<slug:slug>/vote/",
                NO_SUCH_METHOD,
                gives(302, readers),
                made,
                {"helpful": "yes"},
                name,
            ),
            Row("articles/pictures/<uuid:key>/", gives(200, writers), fill=picture(name), about=name),
            Row(
                "api/v1/articles/<slug:slug>",
                api(200, readers),
                NO_SUCH_METHOD_FOR_ANYBODY,
                made,
                about=name,
            ),
            Row(
                "api/v1/articles/<slug:slug>/vote",
                NO_SUCH_METHOD_FOR_ANYBODY,
                api(200, readers),
                made,
                voted,
                name,
            ),
            Row(
                "api/v1/articles/<slug:slug>/guide", api(404), api(404), made, STEP, f"{name}, without steps"
            ),
        ]
    return rows


def _writing() -> list[Row]:
    page, hr = "desk/articles/<slug:slug>/", frozenset({"rosa", "hugo", "admin"})
    history = f"{page}history/<slug:code>/"
    rows = [
        Row("desk/articles/", writing(200)),
        Row("desk/articles/new/", writing(200), writing(422)),
        Row("desk/articles/preview/", NO_SUCH_METHOD, writing(200)),
    ]
    for name, writers in (("notes", IT), ("private", hr), ("draft", IT)):
        made, first = article(name), article(name, code="es", number=1)
        rows += [
            Row(page, writing(200, writers), writing(422, writers), made, about=name),
            Row(f"{page}figures/", writing(200, writers), fill=made, about=name),
            Row(f"{page}archive/", NO_SUCH_METHOD, writing(302, writers), made, about=name),
            Row(f"{page}review/", NO_SUCH_METHOD, writing(302, writers), made, about=name),
            Row(history, writing(200, writers), fill=first, about=name),
            Row(f"{history}<int:number>/", writing(200, writers), fill=first, about=name),
            Row(f"{history}<int:number>/back/", NO_SUCH_METHOD, writing(302, writers), first, about=name),
        ]
    begun = writing(302, WORKS["waiting"])
    secret = {**writing(404), "rosa": 403}
    route = "desk/tickets/<slug:number>/article/"
    rows += [
        Row(route, NO_SUCH_METHOD, begun, number("waiting"), about="waiting"),
        Row(route, NO_SUCH_METHOD, secret, number("secret"), about="confidential"),
    ]
    return rows


def _api() -> list[Row]:
    """The same through the API: 403 to who writes nowhere, 404 to who doesn't keep it."""
    nothing, here = NO_SUCH_METHOD_FOR_ANYBODY, "api/v1/desk/articles"
    one, hr = f"{here}/<slug:slug>", frozenset({"rosa", "hugo", "admin"})
    rows = [
        Row(here, _keeping(200), _keeping(422), data='{"texts": {}}'),
        Row(f"{here}/preview", nothing, _keeping(200), data="{}"),
    ]
    for name, writers in (("notes", IT), ("private", hr), ("draft", IT)):
        made, first = article(name), article(name, language="es", number=1)
        done = _keeping(200, writers)
        rows += [
            Row(one, done, nothing, made, about=name),
            Row(f"{one}/publication", nothing, done, made, "{}", name),
            Row(f"{one}/archiving", nothing, done, made, "{}", name),
            Row(f"{one}/review", nothing, done, made, "{}", name),
            Row(f"{one}/revisions", done, nothing, made, about=name),
            Row(f"{one}/revisions/<language>/<number>", done, nothing, first, about=name),
            Row(f"{one}/pictures", nothing, {}, made, about=name),
        ]
    for ticket in ("waiting", "secret"):
        works = WORKS[ticket]
        begun = {role: 403 if role in SEES[ticket] - works else s for role, s in api(201, works).items()}
        proposed = {**begun, **dict.fromkeys(works, 403)} if ticket == "secret" else begun
        rows.append(
            Row("api/v1/tickets/<slug:number>/article", nothing, proposed, number(ticket), "{}", ticket)
        )
    return rows


def _keeping(status: int, whose: frozenset[str] = WRITE) -> Statuses:
    found = api(status, whose)
    return {role: 403 if role in EVERYBODY - WRITE else given for role, given in found.items()}


ROWS = [*_reading(), *_writing(), *_api()]
