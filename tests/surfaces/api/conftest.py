from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.engines.workflow.laptop import World, world
from tests.surfaces.api.calling import Caller
from ventanilla.core.people.models import Person


@pytest.fixture(autouse=True)
def _nobody_has_tried(db: None) -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _files_of_its_own(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def w() -> World:
    """Ana, Marta, Luis, Felipe, and the laptop service."""
    return world()


@pytest.fixture
def ask(w: World) -> Callable[..., Any]:
    """Ask for a laptop through the API, as Ana or somebody else."""

    def asked(person: Person | None = None, **answers: object) -> Any:
        body = {"service": "laptop", "answers": {"model": "air-13", **answers}}
        return Caller(person or w.ana, "en").post("/tickets", body)

    return asked
