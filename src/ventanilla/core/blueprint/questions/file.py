"""One or several files."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ventanilla.core.blueprint.questions.base import Question
from ventanilla.core.rules import FactType

Media = Literal[
    "image", "pdf", "document", "spreadsheet", "presentation", "text", "archive", "audio", "video"
]


class FileUpload(Question):
    """Files of the accepted kinds (none named: all that the portal allows)."""

    type: ClassVar[str] = "file"
    fact_type: ClassVar[FactType] = FactType.FILE

    accept: tuple[Media, ...] = ()
    max_files: Annotated[int, Field(ge=1, le=50)] = 1
    max_megabytes: Annotated[int, Field(ge=1, le=1000)] | None = None
