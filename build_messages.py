"""Compiles the translations (.po → .mo) whenever the package is built or installed for development."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, outside a build: `python build_messages.py`
    BuildHookInterface = object  # type: ignore[assignment, misc]


def compile_catalogues(root: Path) -> int:
    """Write the .mo beside every .po below `root`; returns how many were written."""
    count = 0
    for source in sorted(root.glob("src/ventanilla/**/locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as handle:
            catalogue = read_po(handle)
        with source.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, catalogue)
        count += 1
    return count


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Called by hatchling before it collects files, in editable installs too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    print(f"{compile_catalogues(Path(__file__).parent)} catalogues compiled")
