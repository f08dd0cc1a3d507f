"""Secrets on their way through a form: sealed as soon as they are read, so that nothing keeps or shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ventanilla.core.kit.sealing import Unreadable, seal, unseal

MARK = "sealed:"
"""What a sealed answer begins with."""


def sealed(text: str, question: str, person: int) -> str:
    """The secret as an answer keeps it: only for this question, and given by this person."""
    return MARK + seal(json.dumps({"question": question, "by": person, "text": text}))


def is_sealed(answer: Any) -> bool:
    """Whether an answer is a sealed secret."""
    return isinstance(answer, str) and answer.startswith(MARK)


def unsealed(answer: Any, question: str) -> tuple[str, int] | None:
    """The secret and who gave it; None for what isn't a secret of this question, or can't be opened."""
    if not is_sealed(answer):
        return None
    try:
        held = json.loads(unseal(answer.removeprefix(MARK)))
    except (Unreadable, ValueError):
        return None
    if not isinstance(held, dict) or held.get("question") != question:
        return None
    return str(held.get("text", "")), int(held.get("by", 0))


def without_secrets(value: Any) -> Any:
    """The same answers with every sealed secret as a constant: for digests, which tell whether something changed."""
    if is_sealed(value):
        return MARK
    if isinstance(value, Mapping):
        return {key: without_secrets(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_secrets(item) for item in value]
    return value
