"""`python -m ventanilla` is the command `ventanilla`."""

from __future__ import annotations

from ventanilla.cli.main import main

main(prog_name="ventanilla")
