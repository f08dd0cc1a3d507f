"""What is out just now and has a word of what was looked for: it stands before all that answers it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import listed, pick_with_language
from ventanilla.core.people.models import Person
from ventanilla.engines.search.fillers import FAINT
from ventanilla.engines.search.text import bare, words_of
from ventanilla.records.status.models import Outage
from ventanilla.records.status.queries import current_for
from ventanilla.surfaces.portal.searching.rows import Row, is_hit, marked
from ventanilla.surfaces.ui.format import locale
from ventanilla.surfaces.ui.outages import span_words, touches

MOST = 3
EVERYDAY = frozenset(map(bare, FAINT))
ICONS = {True: "wrench-screwdriver", False: "exclamation-triangle"}


def happening(person: Person, marks: Sequence[str]) -> list[Row]:
    """The outages and the planned work that go on, `person` may see, and that the `marks` of a search hit."""
    telling = [mark for mark in marks if not any(is_hit(word, [mark]) for word in EVERYDAY)]
    if not telling:
        return []
    found = [outage for outage in current_for(person) if _meant(outage, telling)]
    return [_row(outage, marks) for outage in found[:MOST]]


def _meant(outage: Outage, marks: Sequence[str]) -> bool:
    """Whether a word of its title, or of what it touches, is one that was looked for, in any language."""
    names = [row.component.name for row in outage.shown]  # type: ignore[attr-defined]  # fetched by the query
    texts = (text for said in (outage.title, *names) for text in said.values())
    return any(is_hit(bare(word), marks) for text in texts for word in words_of(text))


def _row(outage: Outage, marks: Sequence[str]) -> Row:
    title, language = pick_with_language(outage.title)
    return Row(
        url=reverse("portal:outage", args=[outage.pk]),
        icon=ICONS[outage.planned],
        kind=_("Planned work") if outage.planned else _("Just now"),
        title=marked(title, marks),
        summary=marked(f"{listed(touch.name for touch in touches(outage))} · {span_words(outage)}", marks),
        lang="" if language == locale().language else language,
    )
