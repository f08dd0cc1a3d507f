"""`import` and `export`: services as YAML, the lists that they use as CSV, articles as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import click
from django.db import transaction

from ventanilla.cli import articles, place
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import Refusal
from ventanilla.core.people.models import Department, Person
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.packages import export_files, export_package, import_list_csv, import_package
from ventanilla.records.catalog.packages.services import FILES

SERVICE = re.compile(r"\bservice:\s*[\"']?([a-z][a-z0-9_-]*)")
ENDINGS = (".csv", ".yaml", ".yml", articles.ENDING)  # in this order: services name lists, articles services


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--department", help="Whose the lists (.csv) are, by the short name; services say it themselves."
)
@click.option("--as", "email", help="In whose name: an e-mail address. If left out, in the operator's.")
def import_services(files: Sequence[Path], department: str | None, email: str | None) -> None:
    """Bring in services (.yaml), lists (.csv) and articles (.md): FILES, or folders of them. All of them or none."""
    with place.database():
        actor = _known_person(email) if email else None
        done: list[str] = []
        refusals: list[str] = []
        with transaction.atomic():
            texts = []
            for path in _in_order(files):
                if path.suffix == articles.ENDING:
                    texts.append(path)
                    continue
                try:
                    done.append(_bring_in(path, department, actor))
                except Refusal as refusal:
                    refusals += [f"{path}: {line}" for line in str(refusal).splitlines()]
            try:
                done += articles.bring_in(texts, actor)
            except Refusal as refusal:
                refusals += str(refusal).splitlines()
            if refusals:
                transaction.set_rollback(True)
    if refusals:
        raise click.ClickException("\n".join([*refusals, "Nothing was brought in."]))
    click.echo("\n".join(done))


@click.command("export")
@click.argument("slugs", nargs=-1)
@click.option(
    "--all", "every", is_flag=True, help="All services that are or were published, or all articles."
)
@click.option("--articles", "of_articles", is_flag=True, help="Articles (Markdown) instead of services.")
@click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), help="Folder, a file for each service."
)
def export_services(slugs: Sequence[str], every: bool, of_articles: bool, to: Path | None) -> None:
    """Write services, named by their short names, as YAML: to the screen, or to files with --to."""
    if every == bool(slugs):
        raise click.UsageError("Name services, or say --all.")
    with place.database():
        if of_articles:
            articles.hand_out(slugs, to)
            return
        published = Service.objects.exclude(live_version=None)
        services = list((published if every else published.filter(slug__in=slugs)).order_by("slug"))
        if missing := sorted({*slugs} - {service.slug for service in services}):
            raise click.ClickException(f"No service with that name was ever published: {', '.join(missing)}")
        for service in services:
            _write(service.slug, export_package(service), to)
            _write_files(export_files(service), to)


def _in_order(files: Iterable[Path]) -> list[Path]:
    found = [path for file in files for path in (sorted(file.iterdir()) if file.is_dir() else [file])]
    known = [path for path in found if path.suffix in ENDINGS]
    if strange := [path for path in files if path.is_file() and path not in known]:
        raise click.ClickException(f"{strange[0]} is neither .yaml nor .csv nor .md.")
    if not known:
        raise click.ClickException("There is no .yaml, .csv or .md file there.")
    return _asked_first(sorted(known, key=lambda path: ENDINGS.index(path.suffix)))


def _asked_first(paths: list[Path]) -> list[Path]:
    """The same with services that others ask for in front of those, so that each is judged against what it will meet.
    Those that ask for each other stay as they are."""
    services = {path: _names(path) for path in paths if path.suffix in (".yaml", ".yml")}
    by_slug = {names[0]: path for path, names in services.items() if names}
    sorter = TopologicalSorter(
        {
            path: {by_slug[name] for name in names[1:] if name in by_slug} - {path}
            for path, names in services.items()
        }
    )
    try:
        order = list(sorter.static_order())
    except CycleError:
        return paths
    return sorted(
        paths, key=lambda path: (ENDINGS.index(path.suffix), order.index(path) if path in order else 0)
    )


def _names(path: Path) -> list[str]:
    """The service that a file describes, and those that its workflow may ask for."""
    text = path.read_text(encoding="utf-8", errors="replace")
    found = SERVICE.findall(text)
    return found if "create_ticket" in text else found[:1]


def _bring_in(path: Path, department: str | None, actor: Person | None) -> str:
    if path.suffix != ".csv":
        text = path.read_text(encoding="utf-8")
        version = import_package(text, actor=actor, note=path.name, folder=path.parent)
        return f"{path}: service {version.service.slug}, version {version.number}"
    owner = Department.objects.filter(slug=department).first()
    if owner is None:
        raise click.ClickException(f"{path} is a list: say whose with --department and its short name.")
    made = import_list_csv(path.read_bytes(), actor=actor, slug=path.stem, department=owner)
    return f"{path}: list {made.slug}, {made.rows.filter(active=True).count()} rows"


def _known_person(email: str) -> Person:
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}.")
    return person


def _write(slug: str, text: str, folder: Path | None) -> None:
    if folder is None:
        click.echo(text, nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{slug}.yaml").write_text(text, encoding="utf-8")
    click.echo(f"{folder / slug}.yaml")


def _write_files(files: Mapping[str, StoredFile], folder: Path | None) -> None:
    """What a resource hands out, where an import finds it again; to the screen goes the text alone."""
    if folder is None:
        return
    for name, stored in files.items():
        place = folder / FILES / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with stored.content.open("rb") as content:
            place.write_bytes(content.read())
        click.echo(f"{place}")
