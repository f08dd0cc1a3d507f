"""The people and services of the demo, made once for a file; each test begins with them as they were made."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.engines.integrations.conftest import elsewhere as elsewhere
from tests.engines.workflow.acme.office import YEAR
from ventanilla.core.kit import clock
from ventanilla.demo import budgets, catalogue, organisation, stock
from ventanilla.engines.notifications.actions import suppressed


@pytest.fixture(scope="module")
def acme(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with suppressed():
            organisation.make()
            catalogue.make()
            stock.fill(Random(7))
            budgets.make([clock.now().year, YEAR])
        yield
        transaction.set_rollback(True)
