"""Why a promise is what it is, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.blueprint.deadlines import Promise, Promises
from ventanilla.core.blueprint.due import ByDay
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.text import languages
from ventanilla.core.rules import explain, say
from ventanilla.engines.sla.targets import Aim, Given, promises_of
from ventanilla.engines.sla.wording import of_day
from ventanilla.records.catalog.queries.rule_names import names_by_language
from ventanilla.records.tickets.choices import Level, Priority
from ventanilla.records.tickets.plainly import plainly


class Words:
    """What the rules of a service's promises are told with, by language: looked up once, when the first is told."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """The names of facts and values, by language."""
        promises = chain.from_iterable(promises_of(self.package).values())
        rules = [tree for each in promises for tree in (each.when, each.by) if tree is not None]
        found = names_by_language(self.package, rules, languages())
        return {code: named | _levels(code) for code, named in found.items()}


def reasons(promise: Promise, words: Words) -> dict[str, list[str]]:
    """The rule of the promise as people read it, a line a part, and the day on which it ends, by language; nothing for
    the usual promise."""
    if promise.for_all:
        return {}
    return {code: list(_reasons(promise, code, named)) for code, named in words.names.items()}


def _reasons(promise: Promise, code: str, named: Mapping[str, str]) -> Iterator[str]:
    if promise.when is not None:
        yield from say(promise.when, code, named).lines()
    if promise.day is not None:
        yield day_line(promise.day, code, named)


def day_line(day: ByDay, code: str, named: Mapping[str, str]) -> str:
    """«It goes by the request: 2 working days before “Needed on”.»"""
    with override(code):
        return _("It goes by a day of the request: %(day)s.") % {"day": of_day(day, named)}


def traced(
    promises: Promises,
    words: Words,
    given: Given,
    aim: Aim | None,
    write: Callable[[Mapping[str, str]], dict[str, str]] = dict,
) -> list[dict[str, Any]]:
    """The promises in order up to `aim`, which counts, as traces keep them: with all that was looked at, in words by
    language, in full and plainly, and what the last one says of itself, filled in by `write`. Nothing when the first
    is for all tickets."""
    if not promises or promises[0].for_all:
        return []
    found = []
    for promise in promises:
        held = aim is not None and promise is aim.promise
        found.append(
            {**_kept(promise, aim if held else None, given), **_told(promise, words, given), "held": held}
        )
        if held:
            found[-1] |= {"said": write(promise.because)} if promise.because else {}
            break
    return found


def _kept(promise: Promise, aim: Aim | None, given: Given) -> dict[str, Any]:
    """What it promises: a time, or a day; an empty one when it isn't known, or nobody looked."""
    if promise.within is not None:
        return {"amount": promise.within.amount, "unit": promise.within.unit}
    return {"by": aim.due(given).isoformat() if aim else ""}


def _told(promise: Promise, words: Words, given: Given) -> dict[str, Any]:
    """What was looked at, in full, and plainly what of it is for who asked: not what the team wrote down."""
    trace = None if promise.when is None else explain(promise.when, given.facts, given.around)
    full: dict[str, list[str]] = {}
    plain: dict[str, list[str]] = {}
    for code, named in words.names.items():
        lines = [day_line(promise.day, code, named)] if promise.day else []
        full[code] = [*(trace.words(code, named) if trace else []), *lines]
        if not promise.follows_outputs:
            plain[code] = [*(plainly(trace, code, named) if trace else []), *lines]
    return {"full": full, "plain": plain}


def _levels(language: str) -> dict[str, str]:
    with override(language):
        named = {f"ticket.priority={level.name.lower()}": str(level.label) for level in Priority}
        for field in ("impact", "urgency"):
            named |= {f"ticket.{field}={level.value}": str(level.label) for level in Level}
    return named
