"""Services as text: bring them in, hand them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ventanilla.core.blueprint.package import Package
from ventanilla.core.blueprint.problems import PackageErrors, spell
from ventanilla.core.files.actions import store
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import Invalid, NotFound
from ventanilla.core.kit.text import languages
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FUNCTIONS
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.flaws import Flaw, PackageRefused, in_words
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.packages.document import Document, read
from ventanilla.records.catalog.packages.faults import Fault, TextRefused
from ventanilla.records.catalog.packages.yaml import write
from ventanilla.records.catalog.queries.services import NO_SERVICE
from ventanilla.records.catalog.resources import files_of, files_wanted
from ventanilla.records.catalog.versions import package_of

RULE_SHAPES = (("fact", "op", "value"), ("rows", "of", "take"), ("amount", "currency"))
UNORDERED = frozenset({"on", "fields"})
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


FILES = "files"
"""The folder beside a package with the files that resources hand out."""


def import_package(
    text: str, *, actor: Person | None, note: str = "", folder: Path | None = None
) -> ServiceVersion:
    """Publish the service that the YAML `text` describes; the live version comes back when nothing is
    different. The files that a resource names are taken from `folder`/files, where the text came from.

    Raises NotAllowed, or TextRefused with the line and column of everything that has to be put right.
    """
    document = read(text)
    package = _parsed(document)
    files = _stored(document, package, actor, folder) if folder else {}
    try:
        return publish(actor=actor, package=package, note=note, files=files)
    except PackageRefused as error:
        raise _located(document, error.flaws) from error


def read_package(text: str) -> Package:
    """The package in `text`, its references to people, teams and the like not judged. Raises TextRefused."""
    return _parsed(read(text))


def read_with_places(text: str) -> tuple[Package, Document]:
    """The package in `text`, and where each of its parts stands in it. Raises TextRefused."""
    document = read(text)
    return _parsed(document), document


def export_package(service: Service) -> str:
    """The live version of `service` as YAML that `import_package` reads. Raises NotFound when it never
    had one.
    """
    if service.live_version is None:
        raise NotFound(NO_SERVICE)
    return write_package(package_of(service.live_version))


def export_files(service: Service) -> dict[str, StoredFile]:
    """The files that the live version of `service` hands out, by the names under which its package has them."""
    return files_of(service.live_version_id)


def write_package(package: Package) -> str:
    """The package as YAML: always the same text for equal packages."""
    return write(_arranged(package.to_document()))


def _parsed(document: Document) -> Package:
    try:
        return Package.from_document(document.value)
    except PackageErrors as error:
        raise _located(document, in_words(error.problems)) from error


def _stored(
    document: Document, package: Package, actor: Person | None, folder: Path
) -> dict[str, StoredFile]:
    """The files of the package that lie in the folder. Raises TextRefused for those that can't be handed out."""
    found, flaws = {}, []
    for name, path in files_wanted(package).items():
        place = folder / FILES / name
        if not place.is_file():
            continue
        try:
            with place.open("rb") as content:
                found[name] = store(actor=actor, name=name, content=content)
        except Invalid as refusal:
            flaws.append(Flaw(path, str(refusal)))
    if flaws:
        raise _located(document, flaws)
    return found


def _located(document: Document, flaws: Iterable[Flaw]) -> TextRefused:
    return TextRefused(
        [
            Fault(
                document.place((*flaw.path, *flaw.within), of_key=flaw.of_name), flaw.text, spell(flaw.path)
            )
            for flaw in flaws
        ]
    )


def _arranged(value: Any, name: str = "") -> Any:
    """Rules in reading order and texts in the portal's language first: the database keeps no order of
    keys. The order of everything else is that of the package's own fields.
    """
    if isinstance(value, list):
        return [_arranged(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _arranged(value[key], key) for key in _order(value, name)}
    return value


def _order(mapping: Mapping[str, Any], name: str) -> list[str]:
    keys = set(mapping)
    if name in UNORDERED:
        return sorted(keys)
    if keys & set(languages()) and all(LANGUAGE.fullmatch(key) for key in keys):
        return sorted(keys, key=lambda key: (_rank(key, languages()), key))
    shape = next((shape for shape in RULE_SHAPES if keys <= set(shape)), None) or _function_shape(keys)
    return sorted(keys, key=shape.index) if shape else list(mapping)


def _rank(key: str, known: list[str]) -> int:
    return known.index(key) if key in known else len(known)


def _function_shape(keys: set[str]) -> tuple[str, ...] | None:
    for key in keys & set(FUNCTIONS):
        shape = (key, *FUNCTIONS[key].shape.extras)
        if keys <= set(shape):
            return shape
    return None
