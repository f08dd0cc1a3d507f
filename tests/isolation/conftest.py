from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from tests.isolation.acme import Acme, build


@pytest.fixture
def acme(db: None, settings: Any, tmp_path: Path) -> Acme:
    """Two organisations and what they have."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return build()
