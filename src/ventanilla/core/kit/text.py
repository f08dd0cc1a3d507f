"""Localized content: a dictionary from language code to text, as the owners of services write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import get_language

Localized = dict[str, str]


def languages() -> list[str]:
    """The portal's languages, its default first."""
    codes = [code for code, _ in settings.LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


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
    for code in (*(wanted or (active,)), *languages(), *value):
        if value.get(code):
            return value[code], code
    return "", active
