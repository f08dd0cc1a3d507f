"""Published versions as packages again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ventanilla.core.blueprint.package import Package
from ventanilla.core.timeline.chain import canonical
from ventanilla.records.catalog.models import ServiceVersion

KEPT = 500


def package_of(version: ServiceVersion) -> Package:
    """The package of a version, parsed once per process: versions never change."""
    return _kept(version.pk, version.digest, _Unhashed(version))


def digest_of(document: Mapping[str, Any], files: Mapping[str, str] | None = None) -> str:
    """What tells two definitions apart: SHA-256 of the canonical bytes, whatever the order of the keys. The digests of
    the `files` that they hand out, by name, are part of it."""
    whole = {**document, "files": dict(files)} if files else document
    return hashlib.sha256(canonical(whole)).hexdigest()


def document_of(version: ServiceVersion) -> dict[str, Any]:
    """The definition of a version with the size (bytes) and the digest of every file that it hands out, so that another
    file by the same name is another document. Reads `version.files`."""
    held = {row.name: f"{row.file.size} B, {row.file.digest[:12]}" for row in version.files.all()}
    return {**version.definition, "files": held} if held else dict(version.definition)


class _Unhashed:
    """Carries the version past the cache, of whose key it is no part: its definition is looked at once."""

    def __init__(self, version: ServiceVersion) -> None:
        self.version: ServiceVersion | None = version

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashed)


@lru_cache(maxsize=KEPT)
def _kept(pk: int, digest: str, carried: _Unhashed) -> Package:
    assert carried.version is not None  # it is set where it is made
    package = Package.from_document(carried.version.definition)
    carried.version = None  # the cache keeps the carrier for as long as the package
    return package
