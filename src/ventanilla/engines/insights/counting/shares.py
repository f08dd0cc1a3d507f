"""Arithmetic of figures. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence


def share(values: Sequence[int], percent: int) -> int | None:
    """Within how much that many of 100 stay: the nearest rank; None for no values."""
    if not values:
        return None
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]
