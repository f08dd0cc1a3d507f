"""What a resource opens, as its service keeps it for lists and pages, and as one reader gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.resource import by_language, files_named
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.text import pick
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.models import Service, VersionFile
from ventanilla.records.catalog.queries.services import NO_SERVICE


@dataclass(frozen=True)
class Opens:
    """What somebody opens, in their language: the `address` of a link; the `name`, `size` (bytes) and `media_type` of
    a file; or whom one calls, writes to or finds (`phone`, `email`, `place`) and at what `hours`."""

    way: Way
    address: str = ""
    name: str = ""
    size: int = 0
    media_type: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    hours: str = ""

    @property
    def host(self) -> str:
        """Where a link leads, as people read it: vpn.acme.example."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")


def kept_of(package: Package, files: Mapping[str, StoredFile]) -> dict[str, Any] | None:
    """What the service of `package` keeps; None when it is asked for. Every file that it names is among `files`."""
    if not package.is_resource:
        return None
    if package.link is not None:
        return {Way.LINK: dict(by_language(package.link))}
    if package.file is not None:
        return {
            Way.FILE: {code: _told(name, files[name]) for code, name in by_language(package.file).items()}
        }
    assert package.contact is not None, "flaws_of finds a resource that opens nothing"
    return {Way.CONTACT: package.contact.model_dump(mode="json", exclude_defaults=True)}


def opens_of(kept: Mapping[str, Any] | None) -> Opens | None:
    """What `Service.opens` says for a reader of the active language; None for what is asked for."""
    if not kept:
        return None
    way, given = next(iter(kept.items()))
    match Way(way):
        case Way.LINK:
            return Opens(Way.LINK, address=_own(given))
        case Way.FILE:
            return Opens(Way.FILE, **_own(given))
        case Way.CONTACT:
            reached: dict[str, Any] = {name: pick(value) for name, value in given.items()}
            return Opens(Way.CONTACT, **reached)


def file_of(service: Service) -> StoredFile:
    """The file that a resource hands out to a reader of the active language. Raises NotFound."""
    opens = opens_of(service.opens)
    rows = VersionFile.objects.select_related("file").filter(version=service.live_version_id)
    row = rows.filter(name=opens.name).first() if opens and opens.way is Way.FILE else None
    if row is None:
        raise NotFound(NO_SERVICE)
    return row.file


def files_of(version: int | None) -> dict[str, StoredFile]:
    """The files that a version hands out, by name."""
    rows = VersionFile.objects.select_related("file").filter(version=version).order_by("name")
    return {row.name: row.file for row in rows}


def files_wanted(package: Package) -> dict[str, tuple[str, ...]]:
    """The files that a package names, each with its place in the document."""
    return {name: path for path, name in files_named(package.file)}


def handed_out(files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those of `files` that belong to a resource, so that they are kept."""
    held = set(VersionFile.objects.filter(file__in=[f.pk for f in files]).values_list("file_id", flat=True))
    return [stored for stored in files if stored.pk in held]


def _told(name: str, stored: StoredFile) -> dict[str, Any]:
    return {"name": name, "size": stored.size, "media_type": stored.media_type}


def _own(given: Mapping[str, Any]) -> Any:
    """What is there for everybody (""), or for the reader's language."""
    return given[""] if "" in given else given[pick({code: code for code in given})]
