"""Acme, made once for all tests that only look at it, and gone before any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from ventanilla.demo import build


@pytest.fixture(scope="package")
def acme(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[str]]:
    """The filled demo, taken back at the end; what `fill` said on the way.

    Its tests are marked `django_db` all the same: by the mark pytest-django knows that a test database is needed,
    and what a test does is taken back after it.
    """
    files: Path = tmp_path_factory.mktemp("files")
    told: list[str] = []
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        build.fill(told.append)
        yield told
        transaction.set_rollback(True)
