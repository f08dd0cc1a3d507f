"""`simulate` and `replay`: what a service would do, before it does it to anybody."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone, translation

from ventanilla.cli import place
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.errors import Invalid, Refusal
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.core.people.queries import by_email
from ventanilla.engines.workflow.runtime.simulation import (
    Comparison,
    Simulation,
    choices_from,
    replay,
    simulate,
)
from ventanilla.engines.workflow.runtime.simulation.story import differs, story
from ventanilla.records.catalog.packages.services import read_package

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("simulate")
@click.argument("file", type=FILE)
@click.option("--person", required=True, help="Who asks: an e-mail address.")
@click.option("--for", "beneficiary", help="For whom, if for somebody else.")
@click.option("--answers", default="{}", help="The answers as JSON, or @ and a file with them.")
@click.option(
    "--decisions", default="{}", help='What people do, as JSON: {"manager": "rejected"}, or @ and a file.'
)
@click.option("--at", help="When it is asked for: 2027-03-31T10:00.")
@click.option("--language", default="en", help="In which language to tell it: en or es.")
def simulate_service(
    file: Path,
    person: str,
    beneficiary: str | None,
    answers: str,
    decisions: str,
    at: str | None,
    language: str,
) -> None:
    """Tell what would happen if somebody asked for the service in FILE (.yaml). Nothing is touched."""
    with place.database(), translation.override(language):
        try:
            package = _package(file)
            played = simulate(
                package=package,
                person=_somebody(person),
                requested_for=_somebody(beneficiary) if beneficiary else None,
                answers=_json(answers, "--answers"),
                choices=choices_from(_json(decisions, "--decisions"), package),
                at=_moment(at),
            )
            lines = list(_told(played))
        except Refusal as refusal:
            raise click.ClickException(_refused(refusal)) from refusal
    click.echo("\n".join(lines))


@click.command("replay")
@click.argument("file", type=FILE)
@click.option("--last", default=20, type=click.IntRange(1, 100), help="How many requests to look at.")
@click.option("--language", default="en", help="In which language to tell it: en or es.")
def replay_service(file: Path, last: int, language: str) -> None:
    """Tell what the service in FILE (.yaml) would have done otherwise with its last requests. Nothing is touched."""
    with place.database(), translation.override(language):
        try:
            found = replay(_package(file), last)
        except Refusal as refusal:
            raise click.ClickException(_refused(refusal)) from refusal
        for line in _compared(found):
            click.echo(line)


def _package(file: Path) -> Package:
    return read_package(file.read_text(encoding="utf-8"))


def _somebody(email: str) -> Person:
    person = by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return person


def _json(text: str, option: str) -> Mapping[str, Any]:
    try:
        raw = json.loads(Path(text[1:]).read_text(encoding="utf-8") if text.startswith("@") else text)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{option} can't be read: {error}") from error
    if not isinstance(raw, dict):
        raise click.ClickException(f"{option} holds names and values, as in {{}}.")
    return raw


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.ClickException(f"--at can't be read: {error}") from error
    return at if at.tzinfo else timezone.make_aware(at)


def _refused(refusal: Refusal) -> str:
    lines = [str(refusal)]
    if isinstance(refusal, Invalid):
        lines += [f"{name}: {' '.join(map(str, said))}" for name, said in refusal.fields.items()]
    return "\n".join(lines)


def _told(played: Simulation) -> Iterator[str]:
    for part in story(played):
        yield f"{part.when}  {part.title}"
        yield from (f"    {line}" for text in part.lines for line in text.splitlines() if line)
        for letter in part.letters:
            yield f"    {letter.to} ({letter.language}): {letter.subject}"
            yield from (f"    | {line}" for line in letter.text.splitlines())


def _compared(found: list[Comparison]) -> Iterator[str]:
    other = 0
    for each in found:
        if each.differences:
            other += 1
            yield f"{each.ticket.number} {pick(each.ticket.title)}"
            yield from (f"    {line}" for line in map(differs, each.differences))
    yield f"{other} of {len(found)} would have gone otherwise."
