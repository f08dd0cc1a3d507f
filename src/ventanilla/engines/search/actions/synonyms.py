"""Words that mean the same: the starter list, and what people add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.engines.search.choices import Source
from ventanilla.engines.search.entries import SynonymRemoved, SynonymSaved
from ventanilla.engines.search.models import Synonym
from ventanilla.engines.search.policies import may_mend
from ventanilla.engines.search.queries.phrases import keys_of
from ventanilla.engines.search.text import STEMMERS, cleaned

STARTER = Path(__file__).parent.parent / "starter"
MOST_WORDS = 20
LONGEST_WORD = 60
TOO_FEW = _("Write at least two words or phrases that mean the same.")
TOO_MANY = _("That is more than twenty. Make two groups of them.")
TOO_LONG = _("“%(word)s” is too long: sixty characters at most.")
NO_WORD = _("“%(word)s” has no word that tells anything.")
NO_LANGUAGE = _("Choose a language.")


@action
def save_synonym(
    *,
    actor: Person | None,
    words: Sequence[str],
    language: str,
    synonym: Synonym | None = None,
    source: Source = Source.PEOPLE,
) -> Synonym:
    """Let `words` (two to twenty, each up to 60 characters) mean the same in texts of `language`: a new group, or
    `synonym` changed. It holds from the next search on. `actor=None` is the portal itself.

    Raises NotAllowed or Invalid (fields words, language).
    """
    require(actor is None or may_mend(actor))
    given = _checked(words, language)
    row = synonym or Synonym(source=source)
    before = [] if synonym is None else list(synonym.words)
    row.words, row.language, row.active = given, language, True
    row.keys = [keys_of(word, language) for word in given]
    row.saved_by, row.saved_at = actor, clock.now()
    row.save()
    entry = SynonymSaved(language=language, words=tuple(given), before=tuple(before))
    record(stream_for(SubjectKind.SETTINGS, f"synonym:{row.pk}"), entry, actor=actor)
    return row


@action
def remove_synonym(*, actor: Person, synonym: Synonym) -> None:
    """These words don't mean the same any more. The row stays, so that a starter isn't added again.

    Raises NotAllowed.
    """
    require(may_mend(actor))
    if not synonym.active:
        return
    synonym.active = False
    synonym.save(update_fields=["active"])
    entry = SynonymRemoved(language=synonym.language, words=tuple(synonym.words))
    record(stream_for(SubjectKind.SETTINGS, f"synonym:{synonym.pk}"), entry, actor=actor)


def load_starter() -> int:
    """Add the groups of the starter list that this portal has never had; how many. Changed and removed ones are
    left as they are."""
    known = {
        (row.language, row.starter) for row in Synonym.objects.exclude(starter="").only("language", "starter")
    }
    rows = [
        Synonym(
            words=words,
            keys=[keys_of(word, language) for word in words],
            language=language,
            source=Source.STARTER,
            starter=words[0],
            saved_at=clock.now(),
        )
        for language, words in starters()
        if (language, words[0]) not in known
    ]
    Synonym.objects.bulk_create(rows)
    return len(rows)


def starters() -> Iterator[tuple[str, list[str]]]:
    """The groups of the starter list, with their languages."""
    for language in STEMMERS:
        for line in (STARTER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
            words = [word.strip() for word in line.split(",") if word.strip()]
            if words and not line.startswith("#"):
                yield language, words


def _checked(words: Sequence[str], language: str) -> list[str]:
    faults: dict[str, list[object]] = {}
    given = list(dict.fromkeys(word for word in (cleaned(one).lower() for one in words) if word))
    said = _fault(given, language)
    if said is not None:
        faults["words"] = [said]
    if language not in STEMMERS:
        faults["language"] = [NO_LANGUAGE]
    if faults:
        raise Invalid(next(iter(faults.values()))[0], faults)
    return given


def _fault(given: Sequence[str], language: str) -> object | None:
    if len(given) < 2:
        return TOO_FEW
    if len(given) > MOST_WORDS:
        return TOO_MANY
    for word in given:
        if len(word) > LONGEST_WORD:
            return TOO_LONG % {"word": word}
        if not keys_of(word, language):
            return NO_WORD % {"word": word}
    return None
