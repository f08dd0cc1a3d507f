from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.isolation.acme import Acme, build
from tests.world import put_back

_made: list[Acme] = []


@pytest.fixture(scope="session")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("acme")


@pytest.fixture
def acme(db: None, settings: Any, _files: Path) -> Acme:
    """Two organisations and what they have; made once, and put back as they were."""
    settings.MEDIA_ROOT = _files
    cache.clear()
    put_back("isolation", lambda: _made.append(build()))
    return deepcopy(_made[0])
