"""Texts that found nothing, until somebody gives them an answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.search.actions.synonyms import save_synonym
from ventanilla.engines.search.choices import GapEnd, GapState, Source
from ventanilla.engines.search.entries import GapClosed, GapTaken
from ventanilla.engines.search.models import Gap, Miss, Need
from ventanilla.engines.search.policies import may_mend
from ventanilla.engines.search.queries.phrases import keys_of

SHORTEST_TEXT = 3
LONGEST_KEY = 200
OVER = _("Somebody has dealt with this already.")
WHY = _("Say why nothing has to be done.")
LONGEST_NOTE = 500


def miss(need: Need, person: Person, text: str, language: str) -> Gap | None:
    """Count `text` among what had no answer. Called inside an action, once a need and text."""
    key = " ".join(sorted(keys_of(text, language).split()))[:LONGEST_KEY]
    if len(key) < SHORTEST_TEXT:
        return None
    gap = _gap(key, text, language)
    if Miss.objects.filter(gap=gap, need=need).exists():
        return gap
    known = Miss.objects.filter(gap=gap, need__person=person).exists()
    now = clock.now()
    Miss.objects.create(gap=gap, need=need, text=text, at=now)
    gap.times, gap.people, gap.last_at = F("times") + 1, F("people") + int(not known), now
    gap.text = _usual(gap)
    gap.save(update_fields=["times", "people", "last_at", "text"])
    return gap


def _gap(key: str, text: str, language: str) -> Gap:
    """The gap of these words, locked: the open one, one that was dismissed (it stays so), or a new one."""
    rows = Gap.objects.select_for_update().filter(key=key, language=language).exclude(state=GapState.DONE)
    found = rows.order_by("-state", "-pk").first()  # "open" comes after "dismissed"
    if found is not None:
        return found
    now = clock.now()
    try:
        with transaction.atomic():
            return Gap.objects.create(key=key, language=language, text=text, first_at=now, last_at=now)
    except IntegrityError:  # somebody else missed it in the same moment
        return rows.get(state=GapState.OPEN)


def _usual(gap: Gap) -> str:
    """The text as it is typed most often, the latest of those that are equal."""
    texts = Miss.objects.filter(gap=gap).values_list("text").annotate(times=Count("pk"))
    return str(texts.order_by("-times", "text")[0][0])


@action
def take_gap(*, actor: Person, gap: Gap) -> Gap:
    """`actor` looks after it. Raises NotAllowed, or Conflict when it is dealt with."""
    current = _open(actor, gap)
    if current.owner_id != actor.pk:
        current.owner = actor
        current.save(update_fields=["owner"])
        _record(current, GapTaken(text=current.text), actor)
    return current


@action
def release_gap(*, actor: Person, gap: Gap) -> Gap:
    """Nobody looks after it any more. Raises NotAllowed, or Conflict when it is dealt with."""
    current = _open(actor, gap)
    current.owner = None
    current.save(update_fields=["owner"])
    return current


@action
def close_gap(*, actor: Person, gap: Gap, ended_as: GapEnd | None, note: str = "") -> Gap:
    """End it as an article or a service (the note says which), or dismiss it (`ended_as` None; the note, up to 500
    characters, says why). For a synonym: `mend_by_synonym`.

    Raises NotAllowed, Conflict when it is dealt with, Invalid (field note) when it is dismissed without a reason.
    """
    current = _open(actor, gap)
    if ended_as is None and not note.strip():
        raise Invalid(WHY, {"note": [WHY]})
    return _close(current, actor, ended_as, note)


@action
def mend_by_synonym(*, actor: Person, gap: Gap, words: Sequence[str], language: str) -> Gap:
    """Let `words` mean the same, and end the gap by that. Raises NotAllowed, Conflict, or Invalid (words)."""
    current = _open(actor, gap)
    current.synonym = save_synonym(actor=actor, words=words, language=language, source=Source.GAP)
    return _close(current, actor, GapEnd.SYNONYM, ", ".join(words))


def _open(actor: Person, gap: Gap) -> Gap:
    require(may_mend(actor))
    current = Gap.objects.select_for_update().get(pk=gap.pk)
    if current.state != GapState.OPEN:
        raise Conflict(OVER)
    return current


def _close(gap: Gap, actor: Person, ended_as: GapEnd | None, note: str) -> Gap:
    gap.state = GapState.DONE if ended_as else GapState.DISMISSED
    gap.ended_as, gap.note = ended_as or "", note.strip()[:LONGEST_NOTE]
    gap.owner = gap.owner or actor
    gap.closed_by, gap.closed_at = actor, clock.now()
    gap.save()
    _record(gap, GapClosed(text=gap.text, ended_as=gap.ended_as, note=gap.note), actor)
    return gap


def _record(gap: Gap, entry: EntryType, actor: Person) -> None:
    record(stream_for(SubjectKind.SETTINGS, f"gap:{gap.pk}"), entry, actor=actor)
