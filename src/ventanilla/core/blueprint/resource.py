"""What a resource opens: a link, a file or a contact. Nothing is asked for there, so it has no form and no workflow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, model_validator

from ventanilla.core.blueprint.part import Part, by_shape
from ventanilla.core.blueprint.problems import fault
from ventanilla.core.blueprint.texts import LANGUAGE, Email, Localized

RESOURCE = "resource"
WAYS = ("link", "file", "contact")
REACHED_BY = ("phone", "email", "place")
PHONE = re.compile(r"\+?[0-9][0-9 ().\-]{1,28}[0-9]")
FILE_NAME = re.compile(r"[^./\\\x00-\x1f\x7f<>:\"|?*][^/\\\x00-\x1f\x7f<>:\"|?*]{0,119}")
UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\\]")


def _safe_address(value: str) -> str:
    """Only https, to a host that is told: no name of somebody before it that reads like one."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
        _port = parts.port
    except ValueError:
        sound = False
    if not sound or UNSAFE.search(value):
        raise fault("unsafe_link", value=value[:80])
    return value


def _file_name(value: str) -> str:
    if not FILE_NAME.fullmatch(value) or "." not in value[1:-1]:
        raise fault("bad_file_name", value=value[:80])
    return value


def _phone(value: str) -> str:
    if not PHONE.fullmatch(value):
        raise fault("bad_phone", value=value[:40])
    return value


def _text(raw: Any) -> Any:
    """Numbers that YAML has read as such are telephone numbers all the same."""
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


def _by_language(found: dict[str, str]) -> dict[str, str]:
    if not found:
        raise fault("no_text")
    for language in found:
        if not LANGUAGE.match(language):
            raise fault("bad_language", value=language)
    return found


SafeAddress = Annotated[str, AfterValidator(_safe_address)]
FileName = Annotated[str, AfterValidator(_file_name)]
Phone = Annotated[str, BeforeValidator(_text), AfterValidator(_phone)]
Addresses = Annotated[dict[str, SafeAddress], AfterValidator(_by_language)]
FileNames = Annotated[dict[str, FileName], AfterValidator(_by_language)]

Destination = Annotated[Any, by_shape(lambda raw: Addresses if isinstance(raw, Mapping) else SafeAddress)]
"""An address for everybody, or one by language."""

Download = Annotated[Any, by_shape(lambda raw: FileNames if isinstance(raw, Mapping) else FileName)]
"""The name of a file for everybody, or one by language."""


class Contact(Part):
    """How somebody is reached, and when."""

    phone: Phone | None = None
    email: Email | None = None
    place: Localized | None = None
    hours: Localized | None = None

    @model_validator(mode="after")
    def _reached(self) -> Self:
        if not any(getattr(self, name) for name in REACHED_BY):
            raise fault("contact_of_nobody", names=REACHED_BY)
        return self


def by_language(value: str | Mapping[str, str]) -> Mapping[str, str]:
    """What a link or a file says, by language; "" for all of them."""
    return {"": value} if isinstance(value, str) else value


def files_named(value: str | Mapping[str, str] | None) -> Iterator[tuple[tuple[str, ...], str]]:
    """The files that a resource names, each with its place in the document."""
    for language, name in by_language(value).items() if value else ():
        yield (("file", language) if language else ("file",)), name
