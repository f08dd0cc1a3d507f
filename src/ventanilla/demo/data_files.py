"""The files of the demo: tables as CSV, services as YAML."""

from __future__ import annotations

import csv
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "packages"
TABLES = HERE / "data"
ARTICLES = HERE / "articles"


def table(name: str) -> list[dict[str, str]]:
    """The rows of data/`name`.csv, by column."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(name: str) -> str:
    """The whole of data/`name`.csv."""
    return (TABLES / f"{name}.csv").read_text(encoding="utf-8")


def package_texts() -> dict[str, str]:
    """The services by slug, as YAML."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(PACKAGES.glob("*.yaml"))}


def article_texts(*, first: bool = False) -> dict[str, str]:
    """The files of the articles by name. `first`: as they were published first, where somebody has rewritten one
    since."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.md"))}
    if first:
        earlier = (ARTICLES / "earlier").glob("*.md")
        texts |= {path.name: path.read_text(encoding="utf-8") for path in earlier}
    return texts


def localized(row: dict[str, str]) -> dict[str, str]:
    """The columns es and en of a row as one text."""
    return {"es": row["es"], "en": row["en"]}
