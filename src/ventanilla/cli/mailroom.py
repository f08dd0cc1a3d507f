"""`mailroom`: look into the postbox once, and say what came of it."""

from __future__ import annotations

import click
from django.conf import settings
from imap_tools import ImapToolsError

from ventanilla.surfaces.mailroom.polling import poll
from ventanilla.surfaces.mailroom.postbox import NoPostbox


@click.command()
def mailroom() -> None:
    """Deal with the mail that has come in. The worker does this by itself every minute."""
    if not settings.MAIL_IN_URL:
        raise click.ClickException("No mail comes in here: MAIL_IN_URL is not set (docs/operations.md).")
    try:
        became = poll()
    except (NoPostbox, ImapToolsError, OSError) as error:
        raise click.ClickException(f"The postbox can't be reached: {error}") from error
    if not became:
        click.echo("There was nothing.")
    for fate, count in sorted(became.items()):
        click.echo(f"{count:5} {fate}")
