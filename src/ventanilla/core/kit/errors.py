"""What an action may refuse, and how every surface tells it apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar


class Refusal(Exception):
    """An action that was not done, with the reason in words for the person (a lazy translation is fine)."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: object, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.reason = code or self.code

    def __str__(self) -> str:
        return str(self.message)


class NotFound(Refusal):
    """There is no such thing, or none that this person may see."""

    code = "not_found"
    status = 404


class NotAllowed(Refusal):
    """The person sees the thing, but may not do this to it."""

    code = "not_allowed"
    status = 403


class Conflict(Refusal):
    """The thing has moved on: decided already, closed, taken by somebody else."""

    code = "conflict"
    status = 409


class Invalid(Refusal):
    """What was given can't be used; `fields` says where and why."""

    code = "invalid"
    status = 422

    def __init__(
        self,
        message: object,
        fields: Mapping[str, Sequence[object]] | None = None,
        *,
        code: str | None = None,
    ) -> None:
        super().__init__(message, code=code)
        self.fields: dict[str, list[str]] = {
            name: [str(text) for text in texts] for name, texts in (fields or {}).items()
        }
