"""What every part of a package is: a frozen pydantic model that refuses what it doesn't know, helpfully."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler
from pydantic_core import InitErrorDetails, PydanticCustomError

from ventanilla.core.blueprint.problems import fault

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
"""A stable id or slug. `~` is kept for the ids that the machine derives."""


def _some(items: Any) -> Any:
    if not items:
        raise fault("too_few", min_length=1)
    return items


AT_LEAST_ONE = AfterValidator(_some)
"""For lists that can't be empty; unlike a length it says nothing when an item is wrong already."""


class Part(BaseModel):
    """A piece of a package."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, validate_default=False)

    @model_validator(mode="wrap")
    @classmethod
    def _suggest_names(cls, raw: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(raw)
        except ValidationError as error:
            raise _with_suggestions(error, cls) from None


def by_shape(choose: Callable[[Any], Any]) -> BeforeValidator:
    """A field of several shapes: `choose` says from the raw value which type it has to be, so that
    errors speak of that shape alone and their path is the document's."""

    def parse(raw: Any) -> Any:
        return _adapter(choose(raw)).validate_python(raw)

    return BeforeValidator(parse)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _with_suggestions(error: ValidationError, part: type[BaseModel]) -> ValidationError:
    known = [field.alias or name for name, field in part.model_fields.items()]
    details: list[InitErrorDetails] = []
    for item in error.errors(include_url=False):
        loc = item["loc"]
        if item["type"] == "extra_forbidden" and len(loc) == 1:
            kind: PydanticCustomError = _unknown_key(str(loc[0]), known)
        else:
            kind = PydanticCustomError(
                item["type"],
                "{said}",
                {**item.get("ctx", {}), "said": item["msg"]},
            )
        details.append({"type": kind, "loc": loc, "input": item["input"]})
    return ValidationError.from_exception_data(error.title, details)


def _unknown_key(key: str, known: list[str]) -> PydanticCustomError:
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        hints = {"hint_en": f"Did you mean “{close[0]}”?", "hint_es": f"¿Querías decir «{close[0]}»?"}
    else:
        names = ", ".join(known)
        hints = {"hint_en": f"Known here: {names}.", "hint_es": f"Aquí se conoce: {names}."}
    return fault("unknown_key", key=key, **hints)
