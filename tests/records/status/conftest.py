from __future__ import annotations

import pytest

from tests.records.status.world import World, world


@pytest.fixture
def w(db: None) -> World:
    """Mail, the app and the lifts, with who keeps and who uses them."""
    return world()
