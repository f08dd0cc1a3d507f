"""What is wrong with a package: where, what, and what to do about it, in English and Spanish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from ventanilla.core.blueprint.wording import PYDANTIC_CODES, WORDS
from ventanilla.core.rules import RuleFault

Part = str | int


@dataclass(frozen=True)
class Problem:
    """One thing to put right, at one place of the document."""

    parts: tuple[Part, ...]
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where, as in `form[0].questions[2].visible_if`; empty for the package as a whole."""
        return spell(self.parts)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in English."""
        return self.say("en")

    def say(self, language: str) -> str:
        """The message in `language` (English when there is no wording in it)."""
        wording = WORDS.get(self.code, WORDS["invalid"])
        template = wording.get(language.split("-")[0], wording["en"])
        return template.format_map(_Shown(self.params))


class PackageErrors(ValueError):
    """A document that is not a package, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(
            "\n".join(f"{problem.path or 'package'}: {problem.message}" for problem in self.problems)
        )


class _Shown(dict[str, str]):
    """Parameters as text; one that is missing shows as nothing instead of failing the message."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__({name: _text(value) for name, value in params.items()})

    def __missing__(self, name: str) -> str:
        return ""


def _text(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(item) for item in value)
    return str(value)


def spell(parts: Iterable[Part]) -> str:
    """A path as people write it: `form[0].section.id`."""
    spelled = ""
    for part in parts:
        if isinstance(part, int):
            spelled += f"[{part}]"
        else:
            spelled += f".{part}" if spelled else part
    return spelled


def fault(code: str, **params: Any) -> PydanticCustomError:
    """The error that a validator of a part raises; `code` is a key of the wording table."""
    return PydanticCustomError(code, "{said}", {**params, "said": Problem((), code, params).message})


def problems_of(error: ValidationError) -> list[Problem]:
    """The problems that a validation error names, its pydantic types put in our words."""
    return [_problem(dict(item)) for item in error.errors(include_url=False)]


def sentence(words: str) -> str:
    """What is said behind a colon elsewhere, said by itself."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")


def _told(reason: RuleFault, language: str) -> str:
    words = reason.words(language)
    return words if reason.where else sentence(words)


def _problem(item: dict[str, Any]) -> Problem:
    code = PYDANTIC_CODES.get(item["type"], item["type"])
    params = dict(item.get("ctx", {}))
    if isinstance(reason := params.get("error"), RuleFault):
        said = {language: _told(reason, language) for language in ("en", "es")}
        return Problem(tuple(item["loc"]), "rule", said)
    if code not in WORDS:
        code = "invalid"
    if code == "missing":
        params["key"] = item["loc"][-1] if item["loc"] else ""
    params.setdefault("detail", item["msg"])
    return Problem(tuple(item["loc"]), code, params)
