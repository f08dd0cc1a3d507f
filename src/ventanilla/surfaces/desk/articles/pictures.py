"""Putting a picture into a text that is being written."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge import actions
from ventanilla.records.knowledge.models import Article
from ventanilla.surfaces.desk.articles.typed import Typed


def with_picture(request: HttpRequest, person: Person, article: Article, typed: Typed) -> Typed:
    """What was typed, with the uploaded picture where the author was writing (or at the end). Raises Invalid."""
    upload = request.FILES.get("picture")
    shows = actions.picture_words(request.POST.get("picture_shows", ""))
    if upload is None:
        raise Invalid("", {"picture": [_("Choose a picture first.")]})
    if not shows:
        said = _("Say what the picture shows: some readers can't see it.")
        raise Invalid(said, {"picture_shows": [said]})
    try:
        picture = actions.add_picture(actor=person, article=article, name=upload.name or "", content=upload)
    except Invalid as refusal:
        raise Invalid(str(refusal), {"picture": [str(refusal)]}) from refusal
    words = typed.words[typed.language]
    line = actions.picture_line(picture, shows)
    typed.words[typed.language] = replace(words, body=_put(words.body, line, request.POST.get("at", "")))
    return typed


def _put(body: str, line: str, at: str) -> str:
    """`line` as a paragraph of its own after the line that holds the place `at`."""
    place = int(at) if at.isdecimal() and len(at) < 8 else len(body)
    end = body.find("\n", min(place, len(body)))
    head, tail = (body, "") if end < 0 else (body[:end], body[end:])
    return f"{head.rstrip()}\n\n{line}\n\n{tail.strip()}".strip()
