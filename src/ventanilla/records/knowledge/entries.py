"""What is recorded about articles, on each one's own stream."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType
from ventanilla.records.knowledge.choices import Reason


class ArticleEntry(EntryType):
    seen_by: ClassVar[SeenBy] = SeenBy.TEAM
    article: str

    def path(self, number: str) -> str:
        return f"/articles/{self.article}/"


class ArticleStarted(ArticleEntry):
    """An article was begun; `proposed_from` says that it was proposed from a ticket."""

    name: ClassVar[str] = "article.started"
    icon: ClassVar[str] = "document-plus"
    title: str
    language: str
    proposed_from: str = ""

    def say(self, actor: str) -> str:
        values = {"actor": actor, "title": self.title, "ticket": self.proposed_from}
        if self.proposed_from:
            return _("%(actor)s proposed the article “%(title)s” from %(ticket)s.") % values
        return _("%(actor)s began the article “%(title)s”.") % values


class ArticleSaved(ArticleEntry):
    """New text: the number of the revision in each language that was changed."""

    name: ClassVar[str] = "article.saved"
    icon: ClassVar[str] = "pencil-square"
    revisions: dict[str, int]

    def say(self, actor: str) -> str:
        values = {"actor": actor, "languages": ", ".join(sorted(self.revisions))}
        return _("%(actor)s saved the text (%(languages)s).") % values


class ArticleSettled(ArticleEntry):
    """Something around the text was changed: what, by field."""

    name: ClassVar[str] = "article.settled"
    icon: ClassVar[str] = "adjustments-horizontal"
    changed: tuple[str, ...]

    def say(self, actor: str) -> str:
        return _("%(actor)s changed what surrounds the text.") % {"actor": actor}

    def detail(self) -> str:
        return ", ".join(self.changed)


class ArticlePublished(ArticleEntry):
    """Readers get these revisions from now on."""

    name: ClassVar[str] = "article.published"
    icon: ClassVar[str] = "rocket-launch"
    seen_by: ClassVar[SeenBy] = SeenBy.EVERYONE
    revisions: dict[str, int]
    first: bool = False

    def say(self, actor: str) -> str:
        values = {"actor": actor, "languages": ", ".join(sorted(self.revisions))}
        if self.first:
            return _("%(actor)s published the article (%(languages)s).") % values
        return _("%(actor)s published a new text (%(languages)s).") % values


class ArticleArchived(ArticleEntry):
    """Readers don't get the article any more."""

    name: ClassVar[str] = "article.archived"
    icon: ClassVar[str] = "archive-box"
    note: str = ""

    def say(self, actor: str) -> str:
        return _("%(actor)s archived the article.") % {"actor": actor}

    def detail(self) -> str:
        return self.note


class ArticleReviewed(ArticleEntry):
    """Somebody looked the text over and found it right; it is looked at again on `review_on` (a date, or "")."""

    name: ClassVar[str] = "article.reviewed"
    icon: ClassVar[str] = "check-badge"
    review_on: str = ""

    def say(self, actor: str) -> str:
        return _("%(actor)s reviewed the article: it is right as it is.") % {"actor": actor}


class ArticleVoted(ArticleEntry):
    """Whether the article helped a reader; `changed`: they had voted otherwise before."""

    name: ClassVar[str] = "article.voted"
    icon: ClassVar[str] = "hand-thumb-up"
    helpful: bool
    reason: str = ""
    changed: bool = False

    def say(self, actor: str) -> str:
        if self.helpful:
            return _("The article helped a reader.")
        return _("The article didn't help a reader.")

    def detail(self) -> str:
        return str(Reason(self.reason).label) if self.reason in Reason.values else ""


class ArticleLinked(ArticleEntry):
    """Which services the article leads to now, and the other way round."""

    name: ClassVar[str] = "article.linked"
    icon: ClassVar[str] = "link"
    services: tuple[str, ...]

    def say(self, actor: str) -> str:
        sentence = ngettext(
            "%(actor)s linked the article to %(count)d service.",
            "%(actor)s linked the article to %(count)d services.",
            len(self.services),
        )
        return sentence % {"actor": actor, "count": len(self.services)}

    def detail(self) -> str:
        return ", ".join(self.services)
