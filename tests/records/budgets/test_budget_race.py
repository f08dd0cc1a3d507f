"""Many requests at once never take more than there is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.records.budgets.conftest import NOW, accounts_of_acme
from ventanilla.core.kit import clock

ASKING = 16


@pytest.mark.django_db(transaction=True)
def test_sixteen_ask_at_once_for_what_is_enough_for_ten():
    accounts = accounts_of_acme()
    start = Barrier(ASKING)

    def ask(_number: int) -> bool:
        try:
            with clock.frozen(NOW):
                start.wait(timeout=30)
                return accounts.take("100").done
        finally:
            connection.close()

    with ThreadPoolExecutor(ASKING) as rush:
        assert sorted(rush.map(ask, range(ASKING))) == [False] * 6 + [True] * 10

    standing = accounts.standing()
    assert (standing.reserved, standing.left) == (1000, 0)
