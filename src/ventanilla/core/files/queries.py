"""Reads about stored files. Who may read one is for the room that holds its tie to say."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound


def stored(key: uuid.UUID | str) -> StoredFile:
    """The file with this key. Raises NotFound."""
    found = by_keys([str(key)])
    if not found:
        raise NotFound(_("This file isn't there any more."))
    return found[0]


def by_keys(keys: Iterable[str]) -> list[StoredFile]:
    """The files with these keys that exist, in the order of the keys; what is no key is passed over."""
    wanted = {parsed: None for key in keys if (parsed := _key(key))}
    rows = {row.key: row for row in StoredFile.objects.filter(key__in=wanted)} if wanted else {}
    return [rows[key] for key in wanted if key in rows]


def _key(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key)
    except (ValueError, AttributeError, TypeError):
        return None
