"""How many have to agree, as people say it: `2`, `all`, `any`, `50%`."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from ventanilla.core.blueprint.problems import fault

ALL, ANY = "all", "any"
MOST = 100
PERCENT = re.compile(r"^(\d{1,3})\s*%$")


def _read(raw: Any) -> int | str:
    if isinstance(raw, bool):
        raise fault("bad_need", value=raw)
    if isinstance(raw, int) and 1 <= raw <= MOST:
        return raw
    if isinstance(raw, str):
        text = raw.strip().lower()
        found = PERCENT.match(text)
        if text in (ALL, ANY):
            return text
        if found and 1 <= int(found[1]) <= MOST:
            return f"{int(found[1])}%"
        if text.isdecimal() and 1 <= int(text) <= MOST:
            return int(text)
    raise fault("bad_need", value=raw)


Need = Annotated[int | str, BeforeValidator(_read)]
"""A number, `all`, `any` (one), or a share such as `50%`."""


def needed(need: int | str, of: int) -> int:
    """How many of `of` that means: a share is rounded up, and it is never less than one. A number stays as it is,
    whether or not there are so many."""
    if isinstance(need, int):
        return need
    if need == ALL:
        return max(of, 1)
    if need == ANY:
        return 1
    return max(-(-of * int(need.rstrip("%")) // 100), 1)
