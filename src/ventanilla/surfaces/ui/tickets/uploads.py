"""Files that come with a message: stored first, and kept when something else has to be put right."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ventanilla.core.files.actions import store
from ventanilla.core.files.models import StoredFile
from ventanilla.core.files.queries import by_keys
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.models import Person

MOST = 10


@dataclass
class Uploads:
    """What was received: files that are stored now, and what is wrong with the others."""

    files: list[StoredFile] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def received(request: HttpRequest, person: Person, *, name: str = "files") -> Uploads:
    """Store the files of a form and take up again those that an earlier attempt stored (`<name>_kept`)."""
    kept = [
        file for file in by_keys(request.POST.getlist(f"{name}_kept")) if file.uploaded_by_id == person.pk
    ]
    found = Uploads(files=kept)
    for uploaded in request.FILES.getlist(name):
        if len(found.files) == MOST:
            found.errors.append(_("Send ten files at most. More fit into another message."))
            break
        try:
            found.files.append(store(actor=person, name=uploaded.name or "", content=uploaded))
        except Invalid as refusal:
            found.errors.append(str(refusal))
    return found
