"""Reading bodies strictly, so that what can't be stored is refused at the door."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.types import DictStrAny
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from ventanilla.core.kit.errors import Invalid

MAX_DEPTH = 20
LARGEST_ID = 2**63 - 1

Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Short = Annotated[str, StringConstraints(max_length=200)]
Cursor = Annotated[str, Field(max_length=200, description="`next` of the page before")]
Key = Annotated[str, Field(max_length=200, pattern=r"^[\x20-\x7e]*$")]
FileKey = Annotated[UUID, Field(strict=False)]
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _written(day: object) -> object:
    """Days as they are written, and nothing that might be one (a number, an instant)."""
    if not isinstance(day, str) or not DAY.fullmatch(day):
        raise PydanticCustomError("day", "not a day")
    return day


Day = Annotated[date, Field(strict=False), BeforeValidator(_written)]


class Body(BaseModel):
    """What a caller sends: nothing is guessed (no "yes" for true), and unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class StrictParser(Parser):
    """JSON without what a database can't keep (NUL, halves of surrogate pairs, infinity), not too deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            body = json.loads(request.body, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise HttpError(400, _("The body isn't valid JSON.")) from error
        if not _storable(body, MAX_DEPTH):
            raise HttpError(400, _("The body holds something that can't be stored, or is nested too deeply."))
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> DictStrAny:
        """A parameter that is given twice is refused: which of them counted would be a guess."""
        for name, values in data.lists():
            if len(values) > 1 and name not in list_fields:
                said = _("Give this once.")
                raise Invalid(said, {name: [said]})
        return super().parse_querydict(data, list_fields, request)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _storable(value: Any, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return all(_storable(item, depth - 1) for item in value)
    if isinstance(value, dict):
        return all(_storable(key, depth) and _storable(item, depth - 1) for key, item in value.items())
    return True
