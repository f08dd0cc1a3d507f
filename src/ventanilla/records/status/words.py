"""What people write about an outage, in one language or several."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from ventanilla.core.kit.errors import Invalid
from ventanilla.core.kit.text import Localized, languages

LONGEST_TITLE = 120
LONGEST_TEXT = 5000


def written(
    texts: Mapping[str, str], field: str, *, longest: int = LONGEST_TEXT, optional: bool = False
) -> Localized:
    """`texts` without what is empty. Raises Invalid for `field` when nothing is left of it, or too much."""
    kept = {code: texts[code].replace("\x00", "").strip() for code in languages() if texts.get(code)}
    kept = {code: text for code, text in kept.items() if text}
    if not kept and not optional:
        raise _invalid(field, _("Write it in one language at least."))
    if any(len(text) > longest for text in kept.values()):
        raise _invalid(field, _("This is too long: %(most)s characters at most.") % {"most": longest})
    return kept


def _invalid(field: str, words: object) -> Invalid:
    return Invalid(words, {field: [words]})
