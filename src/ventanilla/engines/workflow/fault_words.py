"""What went wrong, for everybody who will read of it."""

from __future__ import annotations

from django.utils.translation import override

from ventanilla.core.kit.text import Localized, languages
from ventanilla.engines.workflow.wording import fault_text


def fault_texts(code: str, detail: str) -> Localized:
    """What went wrong with a step, in each of the portal's languages: who reads it may speak another one than the
    worker that came upon it."""
    texts: Localized = {}
    for language in languages():
        with override(language):
            texts[language] = fault_text(code, detail)
    return texts
