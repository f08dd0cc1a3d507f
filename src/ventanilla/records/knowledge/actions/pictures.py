"""Pictures for the texts."""

from __future__ import annotations

from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _

from ventanilla.core.access.policies import require
from ventanilla.core.files.actions import store
from ventanilla.core.files.kinds import kind_of
from ventanilla.core.files.serve import PICTURES
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.records.knowledge.models import Article, Picture
from ventanilla.records.knowledge.policies import may_write

MEGABYTES = 5
MOST = 60
LONGEST_WORDS = 300
UNFIT = str.maketrans({"[": "(", "]": ")", "\\": "/"})


@action
def add_picture(
    *, actor: Person | None, article: Article, name: str, content: File[bytes] | IO[bytes]
) -> Picture:
    """Keep a picture (PNG, JPEG, GIF or WebP of up to 5 MB) that the texts show as `![…](picture:KEY)`.

    Raises NotAllowed, or Invalid in words.
    """
    require(may_write(actor, article))
    if Picture.objects.filter(article=article).count() >= MOST:
        raise Invalid(_("This article has %(most)d pictures, and no room for more.") % {"most": MOST})
    kind = kind_of(name, content)
    if kind is None or kind.media_type not in PICTURES:
        raise Invalid(_("This can't be shown as a picture: choose a PNG, JPEG, GIF or WebP."))
    stored = store(actor=actor, name=name, content=content, accept=["image"], max_megabytes=MEGABYTES)
    return Picture.objects.create(article=article, file=stored)


def picture_words(shows: str) -> str:
    """What somebody says is on a picture, fit for a line of a text; empty when it says nothing."""
    return " ".join(shows.replace("\x00", "").split())[:LONGEST_WORDS].translate(UNFIT)


def picture_line(picture: Picture, words: str) -> str:
    """The Markdown that shows a picture."""
    return f"![{words}](picture:{picture.file.key})"
