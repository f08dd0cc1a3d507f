"""Needs, each for the person who has it."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.search import traces
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.indexing import subject_of
from ventanilla.engines.search.models import Document, Need

NO_NEED = _("There is no such search, or it isn't yours.")


def need_of(person: Person, trace: str) -> Need | None:
    """The need that a link's trace belongs to; None when there is none, or it is somebody else's."""
    found = traces.read(trace)
    if found is None or found.person != person.pk:
        return None
    rows = Need.objects.filter(person=person)
    return rows.filter(pk=found.need).first() if found.need else rows.filter(key=found.key).first()


def need_with(person: Person, pk: int) -> Need:
    """The need number `pk` of `person`. Raises NotFound."""
    need = Need.objects.filter(person=person, pk=pk).first()
    if need is None:
        raise NotFound(NO_NEED)
    return need


def document_of(kind: Kind, pk: int, language: str | None = None) -> Document | None:
    """What the index holds of a service or article, in `language` (default: the active one) when there is one."""
    rows = list(Document.objects.filter(subject=subject_of(kind, pk)).defer("head", "body", "words"))
    spoken = (language or get_language() or "")[:2]
    return min(rows, key=lambda row: (row.language != spoken, row.language), default=None)
