"""Services and lists as files: YAML and CSV, in and out."""

from __future__ import annotations

from ventanilla.records.catalog.packages.faults import Fault, Place, TextRefused
from ventanilla.records.catalog.packages.lists import export_list_csv, import_list_csv
from ventanilla.records.catalog.packages.services import (
    export_files,
    export_package,
    import_package,
    read_package,
    write_package,
)

__all__ = [
    "Fault",
    "Place",
    "TextRefused",
    "export_files",
    "export_list_csv",
    "export_package",
    "import_list_csv",
    "import_package",
    "read_package",
    "write_package",
]
