"""What commands print: steps with their seconds, and tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click


@contextmanager
def step(words: str) -> Iterator[Callable[[str], None]]:
    """Print the words when the step begins, its seconds when it is done. Yields a way to tell its parts."""
    parts: list[str] = []

    def tell(part: str) -> None:
        click.echo(f"    {part}" if parts else f"\n    {part}")
        parts.append(part)

    click.echo(f"  {words:.<44} ", nl=False)
    began = time.monotonic()
    try:
        yield tell
    except BaseException:
        click.echo("failed")
        raise
    again = f"  {words:.<44} " if parts else ""
    click.echo(f"{again}{time.monotonic() - began:5.1f} s")


def table(rows: Sequence[Sequence[str]], *, indent: str = "  ") -> str:
    """Lay out rows in columns as wide as their longest cell; the last column may be of any length."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(indent + line.rstrip() for line in lines)
