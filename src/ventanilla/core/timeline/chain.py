"""The chain of hashes that makes a changed, dropped or moved entry show. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def canonical(payload: Mapping[str, Any]) -> bytes:
    """The one byte string of a payload: keys sorted, no spaces, UTF-8."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(salt: str, payload: Mapping[str, Any]) -> str:
    """SHA-256 of the salt and the payload. The salt keeps a short erased payload from being guessed."""
    return hashlib.sha256(salt.encode() + b"\x00" + canonical(payload)).hexdigest()


def link(
    *,
    previous: str,
    position: int,
    type_name: str,
    version: int,
    seen_by: str,
    actor: int | None,
    cause: int | None,
    at: datetime,
    payload_digest: str,
) -> str:
    """SHA-256 over the previous link and all of this entry but its payload, for which its digest stands."""
    parts = (previous, position, type_name, version, seen_by, actor, cause, at.astimezone(UTC).isoformat())
    return hashlib.sha256(json.dumps([*parts, payload_digest]).encode()).hexdigest()
