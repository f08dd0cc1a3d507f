"""The settings of an HTTP connection and what its actions are given."""

from __future__ import annotations

import base64
from typing import Annotated, Any, ClassVar, Literal, Self
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext_lazy as _
from pydantic import Field, SecretStr, field_validator, model_validator

from ventanilla.engines.integrations.connector import ConnectionSettings, Inputs

TOKEN_CHARACTERS = frozenset("!#$%&'*+-.^_`|~")


class HttpSettings(ConnectionSettings):
    """Where the system is and how we show who we are."""

    words: ClassVar = {
        "url": (
            _("Address"),
            _("Every path of the services is put behind it: https://hr.example.com/api/v2"),
        ),
        "auth": (_("How we sign in"), _("What the other system asks for.")),
        "user": (_("User"), _("Only for “user and password”.")),
        "secret": (_("Secret"), _("The token or password. It is kept sealed and never shown again.")),
        "header": (_("Name of the header"), _("Only for “a header of its own”, such as X-Api-Key.")),
        "callback_secret": (
            _("Secret of messages back"),
            _(
                "With it the other system signs what it sends us later (Standard Webhooks). It begins with whsec_."
            ),
        ),
        "key_header": (
            _("Header of the idempotency key"),
            _("By it the other system knows a repeated message."),
        ),
        "seconds": (_("Time limit in seconds"), _("After that an answer counts as missing.")),
        "kilobytes": (_("Largest answer in KB"), _("A larger one is refused.")),
        "probe_path": (_("Path to try"), _("What “try it” reads; it must change nothing.")),
    }

    url: Annotated[str, Field(max_length=500)]
    auth: Literal["none", "bearer", "basic", "header"] = "none"
    user: Annotated[str, Field(max_length=200)] = ""
    secret: SecretStr = SecretStr("")
    header: Annotated[str, Field(max_length=60)] = ""
    callback_secret: SecretStr = SecretStr("")
    key_header: Annotated[str, Field(max_length=60)] = "Idempotency-Key"
    seconds: Annotated[int, Field(ge=1, le=60)] = 15
    kilobytes: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    probe_path: Annotated[str, Field(max_length=200)] = "/"

    @field_validator("url")
    @classmethod
    def _an_address(cls, text: str) -> str:
        try:
            parts = urlsplit(text)
            host, _port = parts.hostname, parts.port
        except ValueError:
            host, parts = None, urlsplit("")
        if parts.scheme not in ("http", "https") or not host:
            raise ValueError(str(_("Write an address that begins with https:// (or http://).")))
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError(str(_("Leave out passwords, ? and #: they have fields of their own.")))
        return text.rstrip("/")

    @field_validator("header", "key_header")
    @classmethod
    def _a_header(cls, text: str) -> str:
        if not all(char.isascii() and (char.isalnum() or char in TOKEN_CHARACTERS) for char in text):
            raise ValueError(str(_("A header's name has letters, digits and hyphens.")))
        return text

    @field_validator("secret")
    @classmethod
    def _on_one_line(cls, secret: SecretStr) -> SecretStr:
        if not secret.get_secret_value().isprintable():
            raise ValueError(str(_("The secret has to stand on one line.")))
        return secret

    @field_validator("callback_secret")
    @classmethod
    def _a_key(cls, secret: SecretStr) -> SecretStr:
        text = secret.get_secret_value()
        try:
            long_enough = not text or len(base64.b64decode(text.removeprefix("whsec_"), validate=True)) >= 24
        except ValueError:
            long_enough = False
        if not long_enough or (text and not text.startswith("whsec_")):
            raise ValueError(str(_("Write whsec_ and at least 24 bytes in base64.")))
        return secret

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.auth == "header" and not self.header:
            raise ValueError(str(_("Say which header the secret goes into.")))
        if self.auth == "basic" and (not self.user or ":" in self.user):
            raise ValueError(str(_("Write the user, without a colon.")))
        return self


Segment = str | int | float


class ReadInputs(Inputs):
    """What is read: a path, its parts each on their own, and what stands behind the `?`."""

    path: str | list[Segment] = ""
    query: dict[str, str | int | float | bool | list[str] | None] = {}

    def tail(self) -> str:
        """The path behind the connection's address. Raises ValueError when it would lead elsewhere."""
        return tail_of(self.path)


class SendInputs(ReadInputs):
    """What is sent: a method and a JSON body."""

    method: Literal["POST", "PUT", "PATCH", "DELETE"] = "POST"
    body: Any = None


def tail_of(path: str | list[Segment]) -> str:
    """A path as text or in parts. Parts are escaped, so an answer in one can't become a way elsewhere."""
    from_parts = isinstance(path, list)
    parts = [str(part) for part in path] if isinstance(path, list) else path.strip("/").split("/")
    if not from_parts and any(char in path for char in ("?", "#", "\\", "%")):
        raise ValueError("a path holds no ? # % or backslash: what stands behind ? goes into “query”")
    if any(part in (".", "..") or not part.isprintable() for part in parts) or (from_parts and "" in parts):
        raise ValueError("a part of the path is empty, “.” or “..”")
    return "/".join(parts) if not from_parts else "/".join(quote(part, safe="") for part in parts)
