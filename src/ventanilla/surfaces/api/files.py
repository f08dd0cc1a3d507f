"""Uploading, before an answer or a message names the file."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile

from ventanilla.core.files.actions import store
from ventanilla.surfaces.api.errors import sent
from ventanilla.surfaces.api.identity import caller
from ventanilla.surfaces.api.shapes import FileOut

router = Router(tags=["files"])

DOWNLOAD = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@router.post("", response={201: FileOut, **sent()}, summary="Upload a file")
def create_file(request: HttpRequest, file: File[UploadedFile]) -> Status[FileOut]:
    """Give its `key` as the answer of a file question. What nothing refers to is deleted after a day."""
    stored = store(actor=caller(request), name=file.name or "", content=file)
    return Status(201, FileOut(key=str(stored.key), name=stored.name, size=stored.size))
