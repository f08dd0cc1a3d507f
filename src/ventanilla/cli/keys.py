"""`rotate-keys`: a new key for the secrets at rest."""

from __future__ import annotations

import click
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from ventanilla.cli import place
from ventanilla.core.kit import sealing


@click.command()
@click.option(
    "--forget-old", is_flag=True, help="Afterwards drop the older keys: nothing needs them any more."
)
@click.option("--print", "only_print", is_flag=True, help="Only print a new key, for VENTANILLA_SECRET_KEYS.")
def rotate_keys(forget_old: bool, only_print: bool) -> None:
    """Seal the secrets of connections and answers with a new key. The portal may go on working."""
    if only_print:
        click.echo(Fernet.generate_key().decode())
        return
    try:
        with place.database():
            rotate(forget_old)
    except sealing.Unreadable as fault:
        raise click.ClickException(
            f"Some secrets can't be read: {fault}. The older keys are kept. Enter those secrets again, or bring back "
            "the key that sealed them."
        ) from fault
    except ImproperlyConfigured as fault:
        raise click.ClickException(str(fault)) from fault


def rotate(forget_old: bool) -> None:
    """Put a new key in front where the keys are in the portal's own file, and seal everything with the first."""
    if sealing.own_file():
        sealing.add_key()
    elif forget_old:
        raise ImproperlyConfigured("The keys come from VENTANILLA_SECRET_KEYS: take the old ones out there.")
    for name, count in sealing.reseal_everything().items():
        click.echo(f"{name}: {count} sealed with the new key")
    if forget_old:
        click.echo(
            f"{sealing.forget_old_keys()} older keys dropped. Copies of backups made before need them."
        )
    else:
        click.echo("The older keys are kept, too. Drop them with --forget-old.")
