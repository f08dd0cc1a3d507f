"""`verify`: whether the history has been tampered with."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ventanilla.cli.histories import flaws_of
from ventanilla.cli.progress import table
from ventanilla.core.timeline.models import Stream
from ventanilla.core.timeline.queries import Broken, verify

WORDS = {
    "missing": "an entry is missing",
    "payload": "what the entry says was changed",
    "chain": "the entry, or its place, was changed",
    "head": "entries at the end are missing or were added",
}

MOST_SHOWN = 200
AT_ONCE = 1_000


@click.command("verify")
@click.option(
    "--save", type=click.Path(dir_okay=False, path_type=Path), help="Write the head of every chain here."
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Compare with heads saved earlier.",
)
@click.option(
    "--file",
    "copy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check a history that was taken out of the portal instead.",
)
def verify_history(save: Path | None, against: Path | None, copy: Path | None) -> None:
    """Walk every chain of the history and name each place where it does not hold.

    Somebody with all rights could write a whole chain anew. Heads saved somewhere else, and compared later, show
    that too.
    """
    if copy:
        _verify_copy(copy)
        return
    broken = [(_subject(found), found.position, WORDS[found.problem]) for found in verify()]
    if against:
        broken += _against(json.loads(against.read_text()))
    if save:
        rows = Stream.objects.order_by("pk").values_list("subject_kind", "subject_id", "length", "head")
        heads = {f"{kind} {key}": [length, head] for kind, key, length, head in rows.iterator(AT_ONCE)}
        save.write_text(json.dumps(heads, indent=0))
    if broken:
        click.echo(table([(subject, f"entry {position}", words) for subject, position, words in broken]))
        raise click.ClickException(f"The history does not hold in {len(broken)} places.")
    click.echo(f"The history holds: {Stream.objects.count()} chains were walked.")


def _verify_copy(file: Path) -> None:
    wrong = flaws_of(file)
    if wrong:
        click.echo(table(wrong[:MOST_SHOWN]))
        raise click.ClickException(f"The file does not hold in {len(wrong)} places.")
    click.echo("The file holds: it is as the portal wrote it.")


def _subject(found: Broken) -> str:
    return f"{found.stream.subject_kind} {found.stream.subject_id}"


def _against(saved: dict[str, tuple[int, str]]) -> list[tuple[str, int, str]]:
    """Chains that no longer hold the head they had: (subject, position, what is wrong)."""
    wrong = []
    for subject, (length, head) in saved.items():
        kind, _, key = subject.partition(" ")
        stream = Stream.objects.filter(subject_kind=kind, subject_id=key).first()
        entry = stream.entries.filter(position=length).first() if stream else None
        if length and (entry is None or entry.chain != head):
            wrong.append((subject, length, "it is not what it was when the heads were saved"))
    return wrong
