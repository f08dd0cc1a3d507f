"""The people, services and stock of the demo, before anybody has asked for anything: made once in a process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.jobs import run_jobs
from tests.world import put_back
from ventanilla.core.kit import clock
from ventanilla.demo import budgets, catalogue, organisation, stock
from ventanilla.engines.notifications.actions import suppressed

YEAR = 2027  # besides the present one, for tests that stop the clock in it


def put_acme_back() -> None:
    """Fill the database with it, all committed: for tests that begin with empty tables."""
    put_back("acme", _make)


@contextmanager
def acme_for_a_while(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same in a transaction that is taken back: for a fixture of a module whose tests are taken back as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_acme_back()
        yield
        transaction.set_rollback(True)


def _make() -> None:
    with suppressed():
        organisation.make()
        catalogue.make()
        stock.fill(Random(7))
        budgets.make([clock.now().year, YEAR])
        organisation.let_in()
        run_jobs()  # or each test that runs its jobs would index all services, and seat everybody, first
