"""A text to read, among the questions."""

from __future__ import annotations

from typing import ClassVar

from ventanilla.core.blueprint.questions.base import Element
from ventanilla.core.blueprint.texts import Localized


class Note(Element):
    """Markdown that explains; it takes no answer."""

    type: ClassVar[str] = "note"

    text: Localized
