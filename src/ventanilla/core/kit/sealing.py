"""Secrets at rest: what is sealed here can be read only with a key that stands neither in the database nor in backups.

The keys are a list apart from SECRET_KEY. The first one seals, all of them unseal: so a new one may be put in front
while what the older ones sealed is still there. Whoever keeps sealed texts says with `holds_sealed` how they are
sealed anew.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Reseal = Callable[[str], str]

_holders: dict[str, Callable[[Reseal], int]] = {}


class Unreadable(Exception):
    """A sealed text that none of the keys opens: it was sealed elsewhere, or its key has been lost."""


def seal(text: str) -> str:
    """`text` as a token that only `unseal` reads."""
    return _box().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """What was sealed. Raises Unreadable when no key opens it."""
    try:
        return _box().decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("none of the keys of this portal opens this secret") from None


def sealed_anew(token: str) -> str:
    """The same secret, sealed with the first key. Raises Unreadable."""
    try:
        return _box().rotate(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("none of the keys of this portal opens this secret") from None


def holds_sealed(name: str, reseal_all: Callable[[Reseal], int]) -> None:
    """Make known who keeps sealed texts: `reseal_all(function)` puts each through the function, and returns how many
    they were. It must be safe to repeat."""
    _holders[name] = reseal_all


def reseal_everything() -> dict[str, int]:
    """Seal every kept secret with the first key; how many there are, by who keeps them. Raises Unreadable."""
    return {name: reseal_all(sealed_anew) for name, reseal_all in sorted(_holders.items())}


def keys() -> tuple[str, ...]:
    """The keys as they are now, the one that seals first."""
    if settings.SEALING_KEYS:
        return tuple(settings.SEALING_KEYS)
    path = Path(settings.SEALING_KEYS_FILE)
    if not path.exists():
        _write(path, [Fernet.generate_key().decode()], only_if_new=True)
    return tuple(line.strip() for line in path.read_text().splitlines() if line.strip())


def own_file() -> bool:
    """Whether the keys are in the portal's own file, and not in its settings."""
    return not settings.SEALING_KEYS


def add_key() -> None:
    """Put a new key in front of those in the file. Raises ImproperlyConfigured when they come from the settings."""
    _require_file()
    _write(Path(settings.SEALING_KEYS_FILE), [Fernet.generate_key().decode(), *keys()])


def forget_old_keys() -> int:
    """Keep only the key that seals; returns how many were dropped. What they sealed and nobody sealed anew is lost."""
    _require_file()
    first, *old = keys()
    _write(Path(settings.SEALING_KEYS_FILE), [first])
    return len(old)


def _require_file() -> None:
    if not own_file():
        raise ImproperlyConfigured(
            "The keys come from VENTANILLA_SECRET_KEYS: put the new one in front there, separated by a comma."
        )


def _box() -> MultiFernet:
    return _boxed(keys())


@lru_cache(maxsize=4)
def _boxed(present: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in present])
    except ValueError as error:
        raise ImproperlyConfigured(
            "VENTANILLA_SECRET_KEYS holds something that is no key. `ventanilla rotate-keys --print` makes one."
        ) from error


def _write(path: Path, lines: list[str], *, only_if_new: bool = False) -> None:
    """All or nothing, and for the owner's eyes only: several processes may start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # made with 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write("\n".join(lines) + "\n")
        if not only_if_new:
            os.replace(name, path)
            return
        try:
            os.link(name, path)
        except FileExistsError:
            return  # somebody was quicker, and theirs holds
    finally:
        Path(name).unlink(missing_ok=True)
