"""What people looked for in vain, for those who write the answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.paging import Page, page
from ventanilla.core.people.models import Person
from ventanilla.engines.search.choices import Ending, GapState
from ventanilla.engines.search.models import Gap, Miss, Need
from ventanilla.engines.search.policies import may_mend
from ventanilla.engines.search.text import MASK, bare, words_of

MINE = "mine"
PRIVATE_BELOW = 2  # people: what one alone has typed may name somebody
LATELY = timedelta(days=30)
NO_GAP = _("There is no such search.")

ENOUGH_OF_A_NAME = 3  # letters


@dataclass(frozen=True)
class Lately:
    """Of the needs of the last thirty days: how many there were, found nothing, and were solved."""

    needs: int
    nothing: int
    solved: int


def gaps(person: Person, *, which: str = "", after: str | None = None, size: int = 30) -> Page[Gap]:
    """The open gaps, those most people have first; `which`: a state, or those that `person` looks after («mine»).
    Raises NotAllowed."""
    require(may_mend(person))
    rows = Gap.objects.select_related("owner", "closed_by")
    if which in (GapState.DONE, GapState.DISMISSED):
        return page(rows.filter(state=which), order=("-closed_at", "-id"), after=after, size=size)
    rows = rows.filter(state=GapState.OPEN)
    if which == MINE:
        rows = rows.filter(owner=person)
    return page(rows, order=("-people", "-times", "-id"), after=after, size=size)


def gap_for(person: Person, pk: int) -> Gap:
    """One gap. Raises NotAllowed or NotFound."""
    require(may_mend(person))
    found = Gap.objects.select_related("owner", "closed_by", "synonym").filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_GAP)
    return found


def ways_typed(gap: Gap, *, most: int = 6) -> list[tuple[str, int]]:
    """The texts that are this gap, with how often each was typed."""
    texts = Miss.objects.filter(gap=gap).values_list("text").annotate(times=Count("pk"))
    return [(text, times) for text, times in texts.order_by("-times", "text")[:most]]


def discreet(found: Iterable[Gap]) -> dict[int, str]:
    """The texts of gaps by their id. Where only one person typed it, names of people are masked. One query."""
    listed = list(found)
    single = [gap for gap in listed if gap.people < PRIVATE_BELOW]
    names = _names({word for gap in single for word in words_of(bare(gap.text))})
    return {gap.pk: without(gap.text, names) if gap.people < PRIVATE_BELOW else gap.text for gap in listed}


def discreet_ways(gap: Gap) -> list[tuple[str, int]]:
    """`ways_typed` as they may be shown."""
    ways = ways_typed(gap)
    if gap.people >= PRIVATE_BELOW:
        return ways
    names = _names({word for text, _times in ways for word in words_of(bare(text))})
    return [(without(text, names), times) for text, times in ways]


def without(text: str, names: set[str]) -> str:
    """`text` with the words that are `names` masked."""
    return " ".join(MASK if set(words_of(bare(word))) & names else word for word in text.split())


def _names(words: set[str]) -> set[str]:
    """Those of `words` that are part of somebody's family name."""
    wanted = sorted(word for word in words if len(word) >= ENOUGH_OF_A_NAME)
    if not wanted:
        return set()
    pattern = rf"\m({'|'.join(wanted)})\M"
    rows = Person.objects.filter(family_name__unaccent__iregex=pattern).values_list("family_name", flat=True)
    return {word for name in rows.distinct()[:1000] for word in words_of(bare(name))} & set(wanted)


def lately() -> Lately:
    """How the search did in the last thirty days."""
    rows: QuerySet[Need] = Need.objects.filter(last_at__gte=clock.now() - LATELY)
    counted = rows.aggregate(
        needs=Count("pk"),
        nothing=Count("pk", filter=Q(found=0) | Q(missing=True)),
        solved=Count("pk", filter=Q(ending=Ending.SOLVED)),
    )
    return Lately(**counted)
