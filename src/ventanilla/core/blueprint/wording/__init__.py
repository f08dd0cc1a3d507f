"""The words of every problem that a package can have. `{names}` come from the problem's parameters."""

from __future__ import annotations

from typing import Final

from ventanilla.core.blueprint.wording.asking import OF_ASKING
from ventanilla.core.blueprint.wording.flow import OF_FLOW
from ventanilla.core.blueprint.wording.opening import OF_OPENING
from ventanilla.core.blueprint.wording.writing import OF_WRITING

WORDS: Final = {**OF_WRITING, **OF_ASKING, **OF_FLOW, **OF_OPENING}

# pydantic's own error types, in our words
PYDANTIC_CODES: Final[dict[str, str]] = {
    "string_type": "not_text",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "iterable_type": "not_list",
    "dict_type": "not_mapping",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "bool_type": "not_boolean",
    "bool_parsing": "not_boolean",
    "int_type": "not_number",
    "int_parsing": "not_number",
    "int_from_float": "not_number",
    "decimal_type": "not_number",
    "decimal_parsing": "not_number",
    "date_type": "not_date",
    "date_parsing": "not_date",
    "date_from_datetime_parsing": "not_date",
    "date_from_datetime_inexact": "not_date",
    "greater_than_equal": "too_low",
    "less_than_equal": "too_high",
    "too_short": "too_few",
    "string_too_short": "too_few",
    "string_too_long": "too_long",
    "too_long": "too_long",
    "literal_error": "not_one_of",
    "string_pattern_mismatch": "bad_id",
}
