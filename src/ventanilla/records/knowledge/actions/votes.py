"""Whether it helped."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record
from ventanilla.records.knowledge.choices import Reason
from ventanilla.records.knowledge.entries import ArticleVoted
from ventanilla.records.knowledge.models import Article, Vote
from ventanilla.records.knowledge.queries import text_for, with_texts
from ventanilla.records.knowledge.queries.reading import NO_ARTICLE

LONGEST_TEXT = 1000


@action
def vote(*, actor: Person, article: Article, helpful: bool, reason: str = "", text: str = "") -> Vote:
    """Say whether `article` helped; the last word of each reader counts. `reason` (of `choices.Reason`) and `text` go
    with a no.

    Raises NotFound when `actor` may not read it, Invalid naming the field.
    """
    current = _locked(actor, article)
    said = text.replace("\x00", "").strip()
    _check(helpful, reason, said)
    found = Vote.objects.filter(article=current, person=actor).first()
    before = found.helpful if found else None
    row = found or Vote(article=current, person=actor)
    values = {"helpful": helpful, "reason": "" if helpful else reason, "text": "" if helpful else said}
    if found and all(getattr(found, name) == value for name, value in values.items()):
        return found
    for name, value in values.items():
        setattr(row, name, value)
    row.voted_at, row.language = clock.now(), _language(current)
    row.save()
    _count(current, before, helpful)
    entry = ArticleVoted(article=current.slug, helpful=helpful, reason=row.reason, changed=before is not None)
    record(current.stream, entry, actor=actor)
    return row


@action
def withdraw_vote(*, actor: Person, article: Article) -> None:
    """Take a vote back. Raises NotFound when `actor` may not read the article."""
    current = _locked(actor, article)
    found = Vote.objects.filter(article=current, person=actor).first()
    if found:
        found.delete()
        _count(current, found.helpful, None)


def _locked(actor: Person, article: Article) -> Article:
    visible = Article.objects.visible_to(actor).filter(pk=article.pk)
    current = visible.select_for_update(of=("self",)).select_related("stream").first()
    if current is None:
        raise NotFound(NO_ARTICLE)
    return current


def _language(article: Article) -> str:
    return text_for(with_texts(Article.objects.filter(pk=article.pk)).get()).language


def _check(helpful: bool, reason: str, text: str) -> None:
    if reason and reason not in Reason.values:
        raise Invalid(_("Choose a reason from the list."), {"reason": [_("Choose a reason from the list.")]})
    if len(text) > LONGEST_TEXT:
        words = _("This is too long: at most %(most)d characters, and it has %(length)d.")
        words %= {"most": LONGEST_TEXT, "length": len(text)}
        raise Invalid(words, {"text": [words]})
    if helpful and (reason or text):
        words = _("A reason goes with a no.")
        raise Invalid(words, {"reason": [words]})


def _count(article: Article, before: bool | None, now: bool | None) -> None:
    """Move the counters; the article's row is locked."""
    if before == now:
        return
    changes = {"helpful": (now is True) - (before is True), "unhelpful": (now is False) - (before is False)}
    Article.objects.filter(pk=article.pk).update(
        **{name: F(name) + step for name, step in changes.items() if step}
    )
