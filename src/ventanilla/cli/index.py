"""`index`: makes the search index anew."""

from __future__ import annotations

import click

from ventanilla.engines.search.actions import load_starter, rebuild


@click.command("index")
def index_all() -> None:
    """Make the search index anew from the live services and articles. Safe while the portal runs.

    The index keeps itself up to date; this is for after a restore, or an upgrade that says so.
    """
    added = load_starter()
    if added:
        click.echo(f"{added} groups of synonyms of the starter list are new.")
    click.echo(f"{rebuild()} services and articles are in the index.")
