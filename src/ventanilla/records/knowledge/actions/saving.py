"""What the button of the editor does: everything that was typed, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, attempt
from ventanilla.records.knowledge.actions.publishing import publish
from ventanilla.records.knowledge.actions.surroundings import settle
from ventanilla.records.knowledge.actions.writing import create, save_draft
from ventanilla.records.knowledge.models import Article
from ventanilla.records.knowledge.words import About, Words


@dataclass(frozen=True)
class Manuscript:
    """What an author hands over: the texts by language, what surrounds them, and what each was begun with
    (`edition`, `base`: see `settle` and `save_draft`)."""

    about: About
    texts: Mapping[str, Words]
    language: str = ""
    base: Mapping[str, int] | None = None
    edition: int | None = None
    in_line: Collection[str] = field(default=())
    small: bool = False


@action
def save(
    *,
    actor: Person,
    article: Article | None,
    manuscript: Manuscript,
    publish_in: Collection[str] | None = None,
) -> Article:
    """Keep all of `manuscript`, of a new article when there is none, and publish it in the languages `publish_in`
    (None: don't). Raises NotAllowed, Invalid with the fields, Conflict, TextMoved; then nothing was kept.
    """
    if article is None:
        saved = create(
            actor=actor, about=manuscript.about, texts=manuscript.texts, language=manuscript.language
        )
    else:
        saved = _changed(actor, article, manuscript)
    if publish_in is not None:
        return publish(actor=actor, article=saved, languages=publish_in)
    return saved


def _changed(actor: Person, article: Article, manuscript: Manuscript) -> Article:
    """What is wrong with the texts and with what surrounds them is said together."""
    faults: dict[str, list[str]] = {}
    said = None
    try:
        with attempt():
            settle(actor=actor, article=article, about=manuscript.about, edition=manuscript.edition)
    except Invalid as refusal:
        faults.update(refusal.fields)
        said = refusal
    try:
        with attempt():
            saved = save_draft(
                actor=actor,
                article=article,
                texts=manuscript.texts,
                base=manuscript.base,
                in_line=manuscript.in_line,
                small=manuscript.small,
            )
    except Invalid as refusal:
        faults.update(refusal.fields)
        said = refusal
    if said is not None:
        raise Invalid(said.message, faults)
    return saved
