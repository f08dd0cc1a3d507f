"""The bench measures a world that holds together: what it multiplies is as real as what it began with.

Of the streams only the order is real: their chains are not hashed anew, and `verify` would find them broken.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from bench import targets
from bench.load import people, tickets, tree
from bench.server import BARE
from tests.isolation.acme import Acme, build
from ventanilla.core.people.models import Person
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import mine

pytestmark = pytest.mark.django_db

PEOPLE, TICKETS = 60, 200
FROM_ONE = "SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)"
ORPHANS = """
    SELECT count(*) FROM {table} t
    WHERE t."{column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {above} a WHERE a."{key}" = t."{column}")
"""


@pytest.fixture(scope="module")
def acme(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Acme]:
    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files):
        keys_from_one()
        with transaction.atomic():
            made = build()
            tickets.fill(TICKETS, people.fill(PEOPLE))
            yield made
            transaction.set_rollback(True)
        keys_from_one()


def keys_from_one() -> None:
    """Sequences are not taken back with a transaction, and the loader leaves them far ahead."""
    with connection.cursor() as cursor:
        for model in (Person, Ticket, *(model for model, _column, _above in tree.links())):
            cursor.execute(FROM_ONE, [model._meta.db_table])


def number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def test_the_world_is_as_large_as_asked_for_and_every_key_leads_somewhere(acme: Acme) -> None:
    assert Ticket.objects.count() == TICKETS + len(acme.tickets)
    assert PEOPLE / 2 < Person.objects.count() <= PEOPLE
    inside = {Ticket, *(model for model, _column, _above in tree.links())}
    assert len(inside) > 12
    orphans = {}
    for model in inside:
        for field in model._meta.concrete_fields:
            if field.is_relation and isinstance(field.related_model, type):
                above = field.related_model._meta
                found = number(
                    ORPHANS.format(
                        table=model._meta.db_table,
                        column=field.column,
                        above=above.db_table,
                        key=field.target_field.column,
                    )
                )
                orphans |= {f"{model.__name__}.{field.name}": found} if found else {}
    assert orphans == {}


def test_indexes_are_there_again_and_new_rows_get_free_keys(acme: Acme) -> None:
    for model in apps.get_models():
        if model._meta.managed:
            wanted = {index.name for index in model._meta.indexes}
            with connection.cursor() as cursor:
                found = connection.introspection.get_constraints(cursor, model._meta.db_table)
            assert wanted <= set(found), model
    assert number("SELECT nextval('ticket_number')") > TICKETS
    assert number("SELECT nextval('tickets_ticket_id_seq')") > number("SELECT max(id) FROM tickets_ticket")


def test_every_page_that_is_measured_opens_and_shows_what_is_theirs(acme: Acme) -> None:
    opened = 0
    for name, calls in targets.pages(targets.Cast()).items():
        for call in calls[:3]:
            if call["data"] is None and not call["path"].startswith(BARE):
                browser = Client()
                browser.cookies["sessionid"] = call["cookie"]
                assert browser.get(call["path"]).status_code == 200, (name, call["path"])
                opened += 1
    assert opened > 15
    far = Ticket.objects.filter(requester__pk__gte=people.STEP).select_related("requester").latest("pk")
    assert far.pk in [access.ticket_id for access in mine(far.requester).items]
    browser = Client()
    browser.force_login(far.requester)
    assert far.number in browser.get(f"/requests/{far.number}/").content.decode()
