"""Articles as files, for `import` and `export`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.actions import import_articles
from ventanilla.records.knowledge.files import export_article
from ventanilla.records.knowledge.models import Article

ENDING = ".md"


def bring_in(paths: Sequence[Path], actor: Person | None) -> list[str]:
    """Import all of them together, since they may name each other; a line for each article. Raises Refusal."""
    if not paths:
        return []
    imported = import_articles(
        actor=actor, files={path.name: path.read_text(encoding="utf-8") for path in paths}
    )
    states = {True: "brought in", False: "as it was"}
    return [f"article {one.article.slug}: {states[one.changed]}" for one in imported]


def hand_out(slugs: Iterable[str], folder: Path | None) -> None:
    """Write the articles of these slugs (none: all) to the screen or into `folder`."""
    wanted = list(slugs)
    rows = Article.objects.select_related("department", "category", "owner", "owner_team", "audience")
    found = list((rows.filter(slug__in=wanted) if wanted else rows).order_by("slug"))
    if missing := sorted({*wanted} - {article.slug for article in found}):
        raise click.ClickException(f"No article with that name: {', '.join(missing)}")
    for article in found:
        for name, text in export_article(article).items():
            if folder is None:
                click.echo(text, nl=False)
                continue
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            click.echo(str(folder / name))
