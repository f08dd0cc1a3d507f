"""`lint`: what about services in files would go wrong, before anybody meets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click
from django.utils import translation

from ventanilla.cli import place
from ventanilla.core.blueprint.package import Package
from ventanilla.engines.workflow.linting import findings
from ventanilla.engines.workflow.machine.lint import Degree
from ventanilla.records.catalog.flaws import flaws_of
from ventanilla.records.catalog.packages.faults import TextRefused
from ventanilla.records.catalog.packages.services import read_package, read_with_places

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Line:
    """One thing found in a file."""

    number: int
    degree: Degree
    text: str

    def __str__(self) -> str:
        return f"{self.number}: {self.degree.value}: {self.text}"


@click.command("lint")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--language", default="en", help="In which language to say it: en or es.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def lint_services(files: Sequence[Path], language: str, strict: bool) -> None:
    """Look over services (.yaml): FILES, or folders of them. Nothing is brought in.

    Says for each finding the line, how bad it is (error, warning, advice) and what to do. Ends with 1 when there is
    an error.
    """
    counted = dict.fromkeys(Degree, 0)
    with place.database(), translation.override(language):
        paths = list(_packages(files))
        beside = list(_readable(paths)) if len(paths) > 1 else []
        for path in paths:
            for line in dict.fromkeys(_looked_over(path, language, beside)):
                counted[line.degree] += 1
                click.echo(f"{path}:{line}")
    said = ", ".join(f"{count} {_counted(degree, count)}" for degree, count in counted.items() if count)
    click.echo(said or "Nothing to put right.")
    if counted[Degree.ERROR] or (strict and counted[Degree.WARNING]):
        raise SystemExit(1)


def _counted(degree: Degree, count: int) -> str:
    return degree.value if count == 1 or degree is Degree.ADVICE else f"{degree.value}s"


def _packages(files: Iterable[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from sorted(path for path in file.iterdir() if path.suffix in ENDINGS)
        elif file.suffix in ENDINGS:
            yield file
        else:
            raise click.ClickException(f"{file} is not a .yaml file.")


def _readable(paths: Iterable[Path]) -> Iterator[Package]:
    """The services that stand in these files: what one of them asks of another is looked at as both are written."""
    for path in paths:
        with suppress(TextRefused):
            yield read_package(path.read_text(encoding="utf-8"))


def _looked_over(path: Path, language: str, beside: Sequence[Package] = ()) -> Iterator[Line]:
    try:
        package, document = read_with_places(path.read_text(encoding="utf-8"))
    except TextRefused as refused:
        yield from (Line(fault.place.line, Degree.ERROR, fault.text) for fault in refused.faults)
        return
    for flaw in flaws_of(package):
        where = document.place((*flaw.path, *flaw.within), of_key=flaw.of_name)
        yield Line(where.line, Degree.ERROR, flaw.text)
    for finding in findings(package, beside):
        where = document.place(finding.path)
        text = f"{finding.place.say(language)}: {finding.say(language)}"
        yield Line(where.line, finding.degree, text)
