"""What a process remembers between HTTP requests must not outlive the test that wrote it."""

from __future__ import annotations

import pytest

from ventanilla.core.announcements import queries as announcements
from ventanilla.core.branding import queries as branding
from ventanilla.core.branding.look import Look


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Every test begins with the portal's own brand and nothing announced, known without a look into the database."""
    branding.brand.put(branding.Brand(0, Look(), {}))
    announcements.stretches.put(())
