"""What goes wrong while a rule or a value is read or computed."""

from __future__ import annotations

from ventanilla.core.rules.wording import fault_words


class RuleFault(ValueError):
    """A rule that can't be read, or a value that can't be computed.

    `code` is stable (see docs/rules.md), `where` is the place in the tree ("all[1].value", "" for the
    root or when it isn't known) and `details` fill the sentence. It is a ValueError so that pydantic
    reports it beside its own errors.
    """

    def __init__(self, code: str, where: str = "", **details: str) -> None:
        self.code = code
        self.where = where
        self.details = details
        super().__init__(self.words("en"))

    def words(self, language: str) -> str:
        """One sentence in Spanish or English, with the place in front when it is known."""
        sentence = fault_words(self.code, language, self.details)
        return f"{self.where}: {sentence}" if self.where else sentence


class Cycle(RuleFault):
    """Questions that wait for each other; `path` names them, the first again at the end."""

    def __init__(self, path: list[str]) -> None:
        self.path = path
        super().__init__("cycle", path=" → ".join(path))
