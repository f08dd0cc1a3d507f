"""What went wrong, for everybody who will read of it."""

from __future__ import annotations

from django.utils.translation import override

from ventanilla.core.kit.errors import Refusal
from ventanilla.core.kit.text import Localized, languages
from ventanilla.core.rules import RuleFault
from ventanilla.engines.workflow.wording import fault_text


def fault_texts(code: str, detail: str) -> Localized:
    """What went wrong with a step, in each of the portal's languages: who reads it may speak another one than the
    worker that came upon it."""
    texts: Localized = {}
    for language in languages():
        with override(language):
            texts[language] = fault_text(code, detail)
    return texts


def error_texts(error: Exception) -> Localized:
    """What whoever keeps a service reads of an error that stopped a part of the portal: a refusal says itself; of all
    else they are told whose it is to mend, with the first line of it to pass on."""
    if isinstance(error, Refusal):
        return dict.fromkeys(languages(), str(error))
    first = str(error).strip().partition("\n")[0]
    if isinstance(error, RuleFault):
        return fault_texts("rule", first)
    return fault_texts("portal", f"{type(error).__name__}: {first}")
