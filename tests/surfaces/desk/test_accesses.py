"""The list of who has access to what: found by what people read, and left as it was searched."""

from __future__ import annotations

import pytest

from ventanilla.core.kit import clock
from ventanilla.records.grants.actions import Terms, give

pytestmark = pytest.mark.django_db
LIST = "/desk/accesses/"


@pytest.fixture
def access(acme, ask):
    grant, _extended = give(
        ticket=ask(),
        holder=acme.ana,
        access="folder-hr",
        label={"es": "Carpeta de nóminas", "en": "Payroll folder"},
        terms=Terms(None, None, None),
    )
    return grant


@pytest.mark.parametrize("words", ["payroll", "NOMINAS", "ana folder", "folder-hr"])
def test_an_access_is_found_by_what_it_is_called(acme, access, at_desk, words):
    page = at_desk(acme.lucia).get(LIST, {"q": words}).content.decode()
    assert access.ticket.number in page


def test_where_nothing_is_found_it_says_so(acme, access, at_desk):
    page = at_desk(acme.lucia).get(LIST, {"q": "ana parking"}).content.decode()
    assert access.ticket.number not in page
    assert "until they end" not in page


def test_after_one_is_taken_away_the_list_is_as_it_was(acme, access, at_desk):
    answer = at_desk(acme.lucia).post(f"{LIST}{access.pk}/end/?show=soon&q=ana")
    assert answer.url == f"{LIST}?show=soon&q=ana"
    access.refresh_from_db()
    assert access.ended_at <= clock.now()
