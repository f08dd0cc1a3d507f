"""What a browser sent, as the widgets read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from ventanilla.core.blueprint.questions import FileUpload
from ventanilla.core.files.actions import store
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person
from ventanilla.surfaces.ui.forms.naming import SHOWN


@dataclass
class Posted:
    """The fields of one POST. With an `actor`, uploads are stored in their name as they are read; without,
    they are passed over. `errors` are what was wrong with uploads, by path."""

    values: QueryDict
    uploads: MultiValueDict[str, UploadedFile[Any]]
    actor: Person | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)

    @property
    def shown(self) -> frozenset[str] | None:
        """The paths of the questions that the page showed; None when it didn't say."""
        told: str | None = self.values.get(SHOWN)
        return None if told is None else frozenset(told.split())

    def was_shown(self, name: str) -> bool:
        return name in self.values or (self.shown is not None and name in self.shown)

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def texts(self, name: str) -> list[str]:
        return [text for text in self.values.getlist(name) if text]

    def store(self, question: FileUpload, name: str, path: str, room: int) -> list[str]:
        """Store what was uploaded under `name`, at most `room` files; the keys of those that were kept."""
        keys: list[str] = []
        for upload in self.uploads.getlist(name)[: room if self.actor else 0]:
            keys += self._stored(question, upload, path)
        return keys

    def _stored(self, question: FileUpload, upload: UploadedFile[Any], path: str) -> list[str]:
        try:
            kept = store(
                actor=self.actor,
                name=upload.name or "",
                content=upload,
                accept=question.accept,
                max_megabytes=question.max_megabytes,
            )
        except Invalid as refused:
            self.errors.setdefault(path, []).append(str(refused))
            return []
        return [str(kept.key)]
