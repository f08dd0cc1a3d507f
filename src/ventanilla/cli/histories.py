"""`export-history`: everything that happened between two days, as a file that can be checked."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import click
from django.conf import settings

from ventanilla.cli import place
from ventanilla.core.timeline.copies import Reading, written
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.insights.histories import history_between, unknown_services
from ventanilla.engines.insights.taking import note_histories_taken

DAY = click.DateTime(formats=["%Y-%m-%d"])
WORDS = {
    "missing": "an entry is missing before this one",
    "payload": "what the entry says was changed",
    "chain": "the entry, or its place, was changed",
    "unreadable": "this line can't be read",
    "after the end": "this line was added behind the end",
    "no end": "the end of the file is missing",
    "count": "there are more or fewer entries than were written",
    "words": "something was changed since the file was written",
    "seal": "the seal isn't of this portal",
    "elsewhere": "the portal has another entry here",
    "unknown": "the portal knows nothing of this",
}


@click.command("export-history")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True))
@click.option("--from", "since", type=DAY, required=True, help="The first day: 2026-01-01.")
@click.option("--to", "until", type=DAY, required=True, help="The last day.")
@click.option(
    "--confidential", "named", multiple=True, help="A confidential service to include, by its short name."
)
def export_history(file: Path, since: datetime, until: datetime, named: Sequence[str]) -> None:
    """Write everything that happened between two days to FILE (- for the screen), for an auditor.

    A line of JSON for each entry, with the hashes of the chain: `ventanilla verify --file FILE` finds whatever was
    changed in it. What is about confidential services is left out unless they are named.
    """
    first, last = _midnight(since.date()), _midnight(until.date() + timedelta(days=1))
    if last <= first:
        raise click.ClickException("The last day lies before the first one.")
    with place.database():
        if unknown := unknown_services(named):
            raise click.ClickException(f"No confidential service is called: {', '.join(unknown)}")
        note_histories_taken(since=since.date(), until=until.date(), confidential=named)
        lines = written(history_between(first, last, named=named))
        if str(file) == "-":
            count = _write(sys.stdout, lines)
        else:
            with file.open("w", encoding="utf-8") as out:
                count = _write(out, lines)
    click.echo(f"{count} lines were written.", err=True)


def _write(out: IO[str], lines: Iterable[str]) -> int:
    return sum(bool(out.write(line)) for line in lines)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.TIME_ZONE))


def flaws_of(file: Path) -> list[tuple[str, str, str]]:
    """Where a copy doesn't hold, in itself and beside what the portal has: (subject, place, what is wrong)."""
    reading = Reading()
    with file.open(encoding="utf-8", errors="replace") as lines:
        wrong = [
            (flaw.subject or "-", f"line {flaw.line}", WORDS[flaw.problem]) for flaw in reading.check(lines)
        ]
    for subject, (position, link) in reading.last.items():
        kind, _space, key = subject.partition(" ")
        ours = Entry.objects.filter(stream__subject_kind=kind, stream__subject_id=key, position=position)
        found = ours.values_list("chain", flat=True).first()
        if found != link:
            words = WORDS["unknown"] if found is None else WORDS["elsewhere"]
            wrong.append((subject, f"entry {position}", words))
    return wrong
