"""Services move from one portal to another as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import translation

from tests import factories
from ventanilla.cli.packages import export_services, import_services
from ventanilla.records.catalog.models import LookupList, Service, ServiceVersion

pytestmark = pytest.mark.django_db

MODELS = "key,label_es,cost:money\npro-14,Pro 14,1200 EUR\npro-16,Pro 16,1500 EUR\n"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """As the command `ventanilla` sets it."""
    with translation.override("en"):
        yield


def test_what_is_exported_comes_in_again_unchanged(tmp_path: Path) -> None:
    factories.service(service="laptop")
    factories.service(service="monitor")
    exported = CliRunner().invoke(export_services, ["--all", "--to", str(tmp_path)])
    assert exported.output.splitlines() == [f"{tmp_path}/laptop.yaml", f"{tmp_path}/monitor.yaml"]
    shown = CliRunner().invoke(export_services, ["laptop"]).output
    assert shown == (tmp_path / "laptop.yaml").read_text()

    (tmp_path / "monitor.yaml").write_text(
        (tmp_path / "monitor.yaml").read_text().replace("Service ", "Better service ")
    )
    imported = CliRunner().invoke(import_services, [str(tmp_path)])
    assert imported.exit_code == 0, imported.output
    assert imported.output.splitlines() == [
        f"{tmp_path}/laptop.yaml: service laptop, version 1",
        f"{tmp_path}/monitor.yaml: service monitor, version 2",
    ]
    assert CliRunner().invoke(export_services, ["laptop"]).output == shown


def test_lists_come_in_before_the_services_that_name_them(tmp_path: Path) -> None:
    factories.department("it")
    (tmp_path / "laptop-models.csv").write_text(MODELS)
    asked = CliRunner().invoke(import_services, [str(tmp_path)])
    assert "say whose with --department" in asked.output
    done = CliRunner().invoke(import_services, [str(tmp_path), "--department", "it"])
    assert done.output == f"{tmp_path}/laptop-models.csv: list laptop-models, 2 rows\n"
    assert LookupList.objects.get().rows.count() == 2


def test_one_fault_and_nothing_comes_in(tmp_path: Path) -> None:
    factories.service(service="laptop")
    CliRunner().invoke(export_services, ["--all", "--to", str(tmp_path)])
    text = (tmp_path / "laptop.yaml").read_text()
    (tmp_path / "good.yaml").write_text(text.replace("service: laptop", "service: tablet"))
    (tmp_path / "wrong.yaml").write_text(text.replace("department: it", "department: moon"))
    refused = CliRunner().invoke(import_services, [str(tmp_path)])
    assert refused.exit_code == 1
    assert f"{tmp_path}/wrong.yaml: Line " in refused.output
    assert "Nothing was brought in." in refused.output
    assert list(Service.objects.values_list("slug", flat=True)) == ["laptop"]
    assert ServiceVersion.objects.count() == 1


def test_in_the_name_of_somebody_without_the_role_it_is_refused(tmp_path: Path) -> None:
    factories.service(service="laptop")
    factories.person("Ana")
    CliRunner().invoke(export_services, ["--all", "--to", str(tmp_path)])
    words = [str(tmp_path), "--as"]
    assert (
        "You don't have the role" in CliRunner().invoke(import_services, [*words, "ana@acme.example"]).output
    )
    assert "Nobody here" in CliRunner().invoke(import_services, [*words, "nobody@acme.example"]).output


def test_a_name_that_was_never_published_is_refused() -> None:
    factories.service(service="laptop")
    done = CliRunner().invoke(export_services, ["laptop", "moon", "sun"])
    assert done.output == "Error: No service with that name was ever published: moon, sun\n"
    assert CliRunner().invoke(export_services, []).exit_code == 2


def test_a_resource_goes_out_and_comes_in_with_its_files(tmp_path: Path) -> None:
    factories.service({"service": "laptop"})
    text = "\n".join(
        [
            "schema: 1",
            "service: sheet",
            "kind: resource",
            "department: it",
            "category: hardware",
            "owner: {person: lucia@acme.example, team: it-equipment}",
            "title: {es: Hoja, en: Sheet}",
            "file: {es: gastos.csv, en: expenses.csv}",
        ]
    )
    (tmp_path / "in" / "files").mkdir(parents=True)
    (tmp_path / "in" / "sheet.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "files" / "gastos.csv").write_text("a,b\n")
    refused = CliRunner().invoke(import_services, [str(tmp_path / "in")])
    assert refused.exit_code == 1
    assert "expenses.csv" in refused.output
    (tmp_path / "in" / "files" / "expenses.csv").write_text("c,d\n")
    assert CliRunner().invoke(import_services, [str(tmp_path / "in")]).exit_code == 0
    out = tmp_path / "out"
    CliRunner().invoke(export_services, ["sheet", "--to", str(out)])
    assert {path.name: path.read_text() for path in (out / "files").iterdir()} == {
        "gastos.csv": "a,b\n",
        "expenses.csv": "c,d\n",
    }
    again = CliRunner().invoke(import_services, [str(out)])
    assert again.output.strip() == f"{out}/sheet.yaml: service sheet, version 1"
