"""One or several files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.blueprint.questions import FileUpload
from ventanilla.core.files.actions import MEGABYTE, spoken_types
from ventanilla.core.files.kinds import media_of
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.queries import by_keys
from ventanilla.records.intake.answer_type import AnswerType, is_blank
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup


class FileType(AnswerType[FileUpload]):
    """JSON: a list of keys of stored files that the same person has uploaded, or that were answers before."""

    type: ClassVar[str] = "file"
    refers_to: ClassVar[str] = "file"

    def read(self, question: FileUpload, raw: Any, scope: Scope) -> Read:
        given = [key for key in (raw if isinstance(raw, list | tuple) else [raw]) if not is_blank(key)]
        if len(given) > question.max_files:
            text = ngettext(
                "Leave %(count)s file only.", "Leave %(count)s files at most.", question.max_files
            )
            raise Wrong(text % {"count": question.max_files})
        files = self._own(given, scope)
        self._check_fit(question, files)
        return Read([str(file.key) for file in files] or None, files=files)

    def missing(self, question: FileUpload) -> str:
        return _("Add a file.")

    def text(self, question: FileUpload, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return ", ".join(file.name for file in self.shown_files(question, answer, lookup))

    def shown_files(self, question: FileUpload, answer: Any, lookup: Lookup) -> list[StoredFile]:
        return [lookup.files[key] for key in answer if key in lookup.files]

    def schema(self, question: FileUpload, scope: Scope) -> dict[str, Any]:
        described: dict[str, Any] = {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "maxItems": question.max_files,
        }
        return {**described, "minItems": 1} if question.required else described

    def _own(self, keys: Iterable[Any], scope: Scope) -> list[StoredFile]:
        """One error for what isn't there and for what is somebody else's."""
        texts = [key for key in keys if isinstance(key, str)]
        files = by_keys(texts)
        mine = [file for file in files if self._may_use(file, scope)]
        if len(mine) != len(list(keys)):
            raise Wrong(_("We don't have one of these files any more. Add it again."))
        return mine

    def _may_use(self, file: StoredFile, scope: Scope) -> bool:
        return file.uploaded_by_id == scope.context.person.pk or str(file.key) in scope.context.known_files

    def _check_fit(self, question: FileUpload, files: list[StoredFile]) -> None:
        limit = question.max_megabytes or settings.UPLOAD_MAX_MEGABYTES
        for file in files:
            if question.accept and not media_of(file.media_type) & set(question.accept):
                text = _("“%(name)s” can't be used here. Choose a file of one of these types: %(types)s.")
                raise Wrong(text % {"name": file.name, "types": spoken_types(question.accept)})
            if file.size > limit * MEGABYTE:
                text = _("“%(name)s” is too big. Choose a file of up to %(limit)s MB.")
                raise Wrong(text % {"name": file.name, "limit": limit})
