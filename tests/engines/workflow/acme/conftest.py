"""The people and services of the demo; each test begins with them as they were made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.acme import acme_for_a_while
from tests.engines.integrations.conftest import elsewhere as elsewhere


@pytest.fixture(scope="module")
def acme(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with acme_for_a_while(django_db_blocker):
        yield
