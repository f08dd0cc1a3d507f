"""The texts that programs send of an article, and how what is wrong with them is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.kit.text import languages
from ventanilla.records.knowledge.actions import TextMoved, Words
from ventanilla.surfaces.api.errors import Standing
from ventanilla.surfaces.api.written import NewArticle, TextIn, WrittenDetail

CALLED = {"body": "markdown"}


def words_in(text: TextIn, before: Words | None = None) -> Words:
    """What was sent; what was left out is as before."""
    before = before or Words()
    return Words(
        title=before.title if text.title is None else text.title,
        summary=before.summary if text.summary is None else text.summary,
        body=before.body if text.markdown is None else text.markdown,
        keywords=before.keywords if text.keywords is None else tuple(text.keywords),
    )


def spoken(code: str, *besides: str) -> str:
    """A language that articles may be written in. Raises Invalid."""
    if code not in (*languages(), *besides):
        raise wrong(f"texts.{code}", _("The portal doesn't speak this language."))
    return code


def to_publish(field: str, codes: Collection[str], written: Iterable[str]) -> list[str] | None:
    """The languages to publish in, none for None. Raises Invalid when there is no text in one of them."""
    if not set(codes) <= set(written):
        raise wrong(field, _("There is no text in this language."))
    return list(codes) or None


def wrong(field: str, said: str) -> Invalid:
    return Invalid(said, {field: [said]})


def original_of(data: NewArticle) -> str:
    """The language of the original: the one named, the only one, or the author's if there are several."""
    own = (get_language() or "")[:2]
    codes = list(data.texts)
    chosen = data.language or (own if own in codes or not codes else codes[0])
    return spoken(chosen)


@contextmanager
def named_as_sent() -> Iterator[None]:
    """Let what is wrong with texts be said by the names of the fields that were sent: "title.es" is
    `texts.es.title`."""
    try:
        yield
    except Invalid as refusal:
        raise Invalid(str(refusal), _renamed(refusal.fields), code=refusal.reason) from refusal


def _renamed(fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {_sent_as(*name.partition(".")): said for name, said in fields.items()}


def _sent_as(field: str, dot: str, code: str) -> str:
    if field in ("title", "summary", "body", "keywords") and code:
        return f"texts.{code}.{CALLED.get(field, field)}"
    return field if field == "publish" else f"{field}{dot}{code}"


@contextmanager
def telling_moved(standing: Callable[[], WrittenDetail]) -> Iterator[None]:
    """Let a refusal because somebody else was faster say what stands now."""
    try:
        yield
    except Conflict as refusal:
        language = refusal.language if isinstance(refusal, TextMoved) else None
        raise Standing(refusal, language=language, article=standing()) from refusal
