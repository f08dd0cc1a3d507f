"""Files: those that are stored already, each to be taken away again, and a field to add more."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import FileUpload
from ventanilla.core.files.actions import spoken_types
from ventanilla.core.files.kinds import extensions
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.queries import by_keys
from ventanilla.surfaces.ui.forms.naming import DROP
from ventanilla.surfaces.ui.forms.posted import Posted
from ventanilla.surfaces.ui.forms.widget import Filling, Widget


class FileWidget(Widget[FileUpload]):
    type: ClassVar[str] = "file"
    template: ClassVar[str] = "ui/forms/file.html"

    def take(self, question: FileUpload, posted: Posted, name: str, path: str) -> Any:
        """A new file takes the place of the old one where there is room for one only."""
        dropped = posted.text(DROP).removeprefix(f"{name}:")
        kept = [key for key in posted.texts(name) if key != dropped]
        if question.max_files == 1:
            return posted.store(question, name, path, 1) or kept
        room = max(0, question.max_files - len(kept))
        if len(posted.uploads.getlist(name)) > room and posted.actor:
            text = _("There is room for %(count)s files. Those that didn't fit were left out.")
            posted.errors[path] = [text % {"count": question.max_files}]
        return kept + posted.store(question, name, path, room)

    def was_sent(self, question: FileUpload, posted: Posted, name: str) -> bool:
        return posted.was_shown(name) or name in posted.uploads

    def details(self, question: FileUpload, raw: Any, filling: Filling) -> dict[str, Any]:
        limit = min(question.max_megabytes or settings.UPLOAD_MAX_MEGABYTES, settings.UPLOAD_MAX_MEGABYTES)
        text = _("Up to %(limit)s MB: %(types)s.") if question.accept else _("Up to %(limit)s MB.")
        return {
            "files": self._kept(raw, filling),
            "accept": ",".join(extensions(question.accept)),
            "multiple": question.max_files > 1,
            "limits": text % {"limit": limit, "types": spoken_types(question.accept)},
        }

    def _kept(self, raw: Any, filling: Filling) -> list[StoredFile]:
        keys = [key for key in (raw if isinstance(raw, list) else [raw]) if isinstance(key, str)]
        mine, known = filling.context.person.pk, filling.context.known_files
        return [file for file in by_keys(keys) if file.uploaded_by_id == mine or str(file.key) in known]
