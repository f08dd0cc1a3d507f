"""Texts in every language, addresses and links, as parts of a package."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from ventanilla.core.blueprint.part import Part
from ventanilla.core.blueprint.problems import fault

LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")
ADDRESS = re.compile(r"^[^@\s<>\"',;:]+@[^@\s<>\"',;:]+\.[^@\s<>\"',;:.]+$")
WEB_ADDRESS = re.compile(r"^(https?://[^\s]+|/[^\s/][^\s]*|/)$")


def _must_name_language(raw: Any) -> Any:
    if isinstance(raw, str):
        raise fault("not_localized", value=raw[:40])
    for name in raw if isinstance(raw, dict) else ():
        if raw[name] is None and not LANGUAGE.match(str(name)):
            raise fault("comma_in_text", value=name)
    return raw


def _complete(texts: dict[str, Any]) -> dict[str, Any]:
    if not texts:
        raise fault("no_text")
    for language, text in texts.items():
        if not LANGUAGE.match(language):
            raise fault("bad_language", value=language)
        if not (text.strip() if isinstance(text, str) else text):
            raise fault("empty_text", language=language)
    return texts


def _email(value: str) -> str:
    if not ADDRESS.match(value):
        raise fault("bad_email", value=value)
    return value


def _web_address(value: str) -> str:
    if not WEB_ADDRESS.match(value):
        raise fault("bad_link", value=value)
    return value


Localized = Annotated[dict[str, str], BeforeValidator(_must_name_language), AfterValidator(_complete)]
"""One text by language: `{es: …, en: …}`; at least one, none empty."""

Keywords = Annotated[
    dict[str, tuple[str, ...]], BeforeValidator(_must_name_language), AfterValidator(_complete)
]
"""Search words by language: `{es: [portátil, ordenador], en: [laptop]}`."""

Email = Annotated[str, AfterValidator(_email)]
WebAddress = Annotated[str, AfterValidator(_web_address)]


class Link(Part):
    """A place to read more."""

    label: Localized
    url: WebAddress
