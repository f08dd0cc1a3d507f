"""Heroicons as inline SVG, drawn once per process and size."""

from __future__ import annotations

from functools import lru_cache

import heroicons
from django.utils.safestring import SafeString

SIZES = {"outline": 24, "solid": 24, "mini": 20, "micro": 16}


@lru_cache(maxsize=1024)
def icon(name: str, size: int = 20, kind: str = "outline", label: str = "") -> SafeString:
    """The heroicon `name`, `size` pixels square. Without `label` it is hidden from screen readers.

    Raises heroicons.IconDoesNotExist for an unknown name or kind.
    """
    attributes: dict[str, object] = (
        {"role": "img", "aria-label": label} if label else {"aria-hidden": "true", "focusable": "false"}
    )
    return SafeString(heroicons._render_icon(kind, name, size, attributes))
