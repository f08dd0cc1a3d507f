"""The instance's own secret key, made once and kept beside its data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def own_key(data_dir: Path) -> str:
    """Return the key in `data_dir`/secret_key, making it on first use.

    Several processes may start at once: the file is created exclusively, and whoever comes second reads it.
    """
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", opener=_private) as handle:
            handle.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
