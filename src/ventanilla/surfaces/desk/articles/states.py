"""How an article and each of its texts stand, in words and colours."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ventanilla.core.kit.text import languages
from ventanilla.records.knowledge.choices import State, TextState
from ventanilla.records.knowledge.models import Article, Translation
from ventanilla.records.knowledge.queries import text_state


@dataclass(frozen=True)
class Standing:
    """One language of an article: its code, how it stands, and the colour for it."""

    code: str
    key: str
    words: str
    tone: str


def state_badge(article: Article) -> dict[str, str | bool]:
    """The state of the whole."""
    tones = {State.DRAFT: "caution", State.LIVE: "positive", State.ARCHIVED: "neutral"}
    state = State(article.state)
    words = {
        State.DRAFT: pgettext("article", "Draft"),
        State.LIVE: pgettext("article", "Published"),
        State.ARCHIVED: pgettext("article", "Archived"),
    }
    return {"tone": tones[state], "words": words[state], "live": state == State.LIVE}


def standings(article: Article) -> list[Standing]:
    """Each language of the portal, the original first. The article comes with its texts."""
    texts = {text.language: text for text in article.translations.all()}
    codes = sorted(dict.fromkeys([*languages(), *texts]), key=lambda code: code != article.language)
    return [standing(article, code, texts.get(code)) for code in codes]


def standing(article: Article, code: str, text: Translation | None) -> Standing:
    if text is None:
        return Standing(code, "none", _("Not written yet"), "neutral")
    key = text_state(article, text)
    words = {
        TextState.STALE: _("Behind the original"),
        TextState.DRAFT: pgettext("article", "Draft"),
        TextState.WAITS: _("Changes not published"),
        TextState.LIVE: pgettext("article", "Published"),
    }
    return Standing(code, key.value, words[key], "positive" if key is TextState.LIVE else "caution")
