"""A text to read."""

from __future__ import annotations

from typing import Any, ClassVar

from ventanilla.core.blueprint.questions import Note
from ventanilla.surfaces.ui.forms.fields import Said
from ventanilla.surfaces.ui.forms.widget import Filling, Widget


class NoteWidget(Widget[Note]):
    type: ClassVar[str] = "note"
    template: ClassVar[str] = "ui/forms/note.html"

    def details(self, question: Note, raw: Any, filling: Filling) -> dict[str, Any]:
        return {"text": Said.of(question.text, filling.language)}
