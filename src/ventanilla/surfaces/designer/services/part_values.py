"""A value of a package in words, for people who never see its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ventanilla.core.blueprint.durations import Duration
from ventanilla.core.kit.text import pick
from ventanilla.surfaces.designer.services.part_names import PARTS
from ventanilla.surfaces.ui.tickets.words import length_of

Called = Callable[[str], str]
WORDS = {
    "rejected": pgettext_lazy("when nobody decides", "it counts as declined"),
    "approved": pgettext_lazy("when nobody decides", "it counts as approved"),
    "escalated": pgettext_lazy("when nobody decides", "it goes one level up"),
    "team": pgettext_lazy("who sees a step", "the team alone"),
}


def lines_of(value: Any, called: Called) -> Iterator[str]:
    """What a value says, line by line; `called` gives the name that goes with the id of a step or a question."""
    if value is None:
        return
    steps = list(_steps(value, called))
    if steps:
        yield from steps
    elif isinstance(value, bool | str | int | float) or _localized(value):
        yield from _short(value, called).splitlines() or [""]
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"{PARTS.get(key, key)}: {_short(inner, called)}"
    else:
        yield from (_short(inner, called) for inner in value)


def _steps(value: Any, called: Called) -> Iterator[str]:
    """The names of the steps in a branch, a case or a list of them, in order."""
    if isinstance(value, list):
        for inner in value:
            yield from _steps(inner, called)
    elif isinstance(value, Mapping):
        if isinstance(value.get("blocks"), list):
            yield from _steps(value["blocks"], called)
        elif len(value) == 1:
            yield from _step(next(iter(value.values())), called)


def _step(block: Any, called: Called) -> Iterator[str]:
    if isinstance(block, Mapping) and isinstance(block.get("id"), str):
        yield called(block["id"])
        for part in ("branches", "cases", "blocks", "otherwise"):
            yield from _steps(block.get(part), called)


def _localized(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= dict(settings.LANGUAGES).keys()


def _short(value: Any, called: Called) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        return str(WORDS[value]) if value in WORDS else _length(value) or value
    if _localized(value):  # words, or a list of them as keywords are
        found: str | list[str] = pick(value)
        return found if isinstance(found, str) else ", ".join(found)
    if isinstance(value, Mapping) and isinstance(value.get("label"), Mapping):
        return pick(value["label"])
    return json.dumps(value, ensure_ascii=False)


def _length(value: str) -> str:
    """«4 working days» for "4 business days"; nothing for what is no length of time."""
    try:
        return length_of(Duration.parse(value))
    except ValueError:
        return ""
