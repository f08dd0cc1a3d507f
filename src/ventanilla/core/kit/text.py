"""Localized content: a dictionary from language code to text, as the owners of services write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from babel import Locale
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

Localized = dict[str, str]
P = ParamSpec("P")
Text = TypeVar("Text", bound=Hashable)
MOST_KEPT = 8192
# «Pilar e Ignacio», but «agua y hielo»: before the sound of an i, Spanish says e; «siete u ocho» before that of an o.
SOUNDS_LIKE_Y = re.compile(r" y (?=(?:hi(?![aeou])|[ií])[^ ]*(?: [^,]*)?$)", re.IGNORECASE)
SOUNDS_LIKE_O = re.compile(r" o (?=(?:ho|hó|[oó])[^ ]*(?: [^,]*)?$)", re.IGNORECASE)


def kept_by_language(say: Callable[P, Text]) -> Callable[P, Text]:
    """For words that depend on nothing but the arguments and the active language: each is put together once in a
    process. Times that are equal but of different zones count as the same argument: give the zone, too."""
    kept = lru_cache(maxsize=MOST_KEPT)(lambda _language, *args, **kwargs: say(*args, **kwargs))

    @wraps(say)
    def told(*args: P.args, **kwargs: P.kwargs) -> Text:
        return kept(get_language(), *args, **kwargs)  # type: ignore[arg-type]

    return told


def languages() -> list[str]:
    """The portal's languages, its default first."""
    codes = [code for code, _ in settings.LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def quoted(words: str) -> str:
    """`words` between the quotation marks of the language that is spoken."""
    return _("“%(words)s”") % {"words": words}


def listed(words: Iterable[str], *, either: bool = False) -> str:
    """«Marta, Luis and Carmen»; `either`: «Marta, Luis or Carmen». Empty ones are left out."""
    given = [word for word in words if word]
    if not given:
        return ""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    together = format_list(given, style="or" if either else "standard", locale=Locale.parse(language))
    if language != "es":
        return together
    return SOUNDS_LIKE_O.sub(" u ", together) if either else SOUNDS_LIKE_Y.sub(" e ", together)


def pick(value: Mapping[str, str] | str | None, wanted: Iterable[str] | None = None) -> str:
    """The text of `value` for a reader: the languages `wanted` in order (default: the active one),
    then the portal's, then any. A plain string is returned as it is, nothing as ""."""
    return pick_with_language(value, wanted)[0]


def pick_with_language(
    value: Mapping[str, str] | str | None, wanted: Iterable[str] | None = None
) -> tuple[str, str]:
    """Like `pick`, with the language that was found, for the `lang` attribute of the element."""
    active = (get_language() or settings.LANGUAGE_CODE)[:2]
    if not value:
        return "", active
    if isinstance(value, str):
        return value, active
    if wanted is None and (text := value.get(active)):
        return text, active
    for code in (*(wanted or (active,)), *languages(), *value):
        if value.get(code):
            return value[code], code
    return "", active
