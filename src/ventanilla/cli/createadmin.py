"""`createadmin`: the first portal administrator, who can then invite everybody else."""

from __future__ import annotations

import os
import sys

import click
from django.db import transaction
from django.utils.text import slugify

from ventanilla.cli import place
from ventanilla.core.access.choices import Role
from ventanilla.core.directory.actions import add, grant_role, set_password
from ventanilla.core.kit.errors import Invalid
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Organization, Person

PASSWORD_VARIABLE = "VENTANILLA_ADMIN_PASSWORD"  # noqa: S105  (the name of a variable)


@click.command()
@click.argument("email")
@click.option("--given-name", help="Asked for if left out.")
@click.option("--family-name", default="", help="May be empty.")
@click.option("--organization", help="The name of your organisation, if the portal has none yet.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help=f"Read the password from standard input ({PASSWORD_VARIABLE} works too).",
)
def createadmin(
    email: str, given_name: str | None, family_name: str, organization: str | None, password_stdin: bool
) -> None:
    """Make EMAIL a portal administrator: a new account, or the role for one that exists."""
    with place.database():
        known = Person.objects.filter(email__iexact=email).first()
        if known:
            grant_role(known, Role.PORTAL_ADMINISTRATOR, actor=None)
            click.echo(
                f"{known.name} ({known.email}) is a portal administrator now. The password is as it was."
            )
            return
        own = Organization.objects.filter(kind=OrganizationKind.INTERNAL).order_by("pk").first()
        own_name = own.name if own else organization or click.prompt("Name of your organisation")
        given_name = given_name or click.prompt("Given name")
        password = _password(password_stdin)
        try:
            with transaction.atomic():
                own = own or _organization(own_name)
                person = add(
                    Person,
                    actor=None,
                    email=email,
                    given_name=given_name,
                    family_name=family_name,
                    organization=own,
                )
                set_password(person=person, password=password, actor=None)
                grant_role(person, Role.PORTAL_ADMINISTRATOR, actor=None)
        except Invalid as refusal:
            raise click.ClickException(_in_lines(refusal)) from refusal
    click.echo(f"{person.name} ({person.email}) can sign in as portal administrator.")


def _organization(name: str) -> Organization:
    slug = slugify(name) or "organization"
    return add(Organization, actor=None, slug=slug, name=name, kind=OrganizationKind.INTERNAL)


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    named = os.environ.get(PASSWORD_VARIABLE)
    return named or str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again"))


def _in_lines(refusal: Invalid) -> str:
    return "\n".join(
        [str(refusal), *(f"{name}: {text}" for name, texts in refusal.fields.items() for text in texts)]
    )
