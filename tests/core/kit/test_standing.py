"""Reads that every page repeats."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from tests import factories
from ventanilla.core.kit.standing import MANY, Standing, StandingRows
from ventanilla.core.people.models import Person

pytestmark = pytest.mark.django_db


def test_each_call_asks_about_its_own_values() -> None:
    marta, luis = factories.person("Marta"), factories.person("Luis")
    ana = factories.person(manager=marta)
    reports = Standing(lambda manager: Person.objects.filter(manager=manager).values_list("pk"), manager=-1)
    assert reports(manager=marta.pk) == [(ana.pk,)]
    assert reports(manager=luis.pk) == []
    assert reports(manager=marta.pk) == [(ana.pk,)]


def test_the_sql_is_written_once(django_assert_num_queries: Any) -> None:
    built = []

    def build(before: datetime) -> QuerySet[Person, Any]:
        built.append(before)
        return Person.objects.filter(created_at__lt=before, is_active=True).values_list("pk")

    made = Standing(build, before=datetime.max.replace(tzinfo=UTC))
    person = factories.person()
    with django_assert_num_queries(2):
        assert made(before=datetime(2000, 1, 1, tzinfo=UTC)) == []
        assert made(before=datetime(2100, 1, 1, tzinfo=UTC)) == [(person.pk,)]
    assert len(built) == 1


def test_what_is_asked_has_to_be_given() -> None:
    everybody = Standing(lambda person: Person.objects.filter(pk=person).values_list("pk"), person=-1)
    with pytest.raises(KeyError):
        everybody()


def of_managers() -> StandingRows[Person]:
    return StandingRows(
        lambda managers: (
            Person.objects.filter(manager__in=managers)
            .select_related("manager")
            .prefetch_related("reports")
            .order_by("pk")
        ),
        managers=MANY,
    )


def test_rows_come_with_what_hangs_on_them(django_assert_num_queries: Any) -> None:
    marta = factories.person("Marta")
    luis = factories.person("Luis", manager=marta)
    ana = factories.person("Ana", manager=luis)
    find = of_managers()
    with django_assert_num_queries(2):
        (found,) = find(managers=[marta.pk])
        assert (found, found.manager, list(found.reports.all())) == (luis, marta, [ana])
    assert list(find(managers=[luis.pk])) == [ana]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 8])
def test_rows_of_any_number(count: int) -> None:
    find = of_managers()
    managers = [factories.person() for _number in range(count)]
    people = [factories.person(manager=manager) for manager in managers]
    factories.person(manager=factories.person())
    assert list(find(managers=[manager.pk for manager in managers])) == people
    assert list(find(managers=[manager.pk for manager in managers])) == people


def test_what_hangs_on_several_rows_is_one_object() -> None:
    marta, luis = factories.person("Marta"), factories.person("Luis")
    people = [
        factories.person(manager=marta),
        factories.person(manager=luis),
        factories.person(manager=marta),
    ]
    first, second, third = of_managers()(managers=[marta.pk, luis.pk])
    assert [first, second, third] == people
    assert (first.manager, second.manager) == (marta, luis)
    assert first.manager is third.manager


def test_who_has_nobody_above_them_comes_with_nobody() -> None:
    marta = factories.person("Marta")
    found = StandingRows(lambda person: Person.objects.filter(pk=person).select_related("manager"), person=-1)
    assert found(person=marta.pk)[0].manager is None


def test_a_list_of_ids_and_a_single_one() -> None:
    marta = factories.person("Marta")
    ana, luis = factories.person("Ana", manager=marta), factories.person("Luis", manager=marta)
    found = Standing(
        lambda manager, people: (
            Person.objects.filter(manager=manager, pk__in=people).order_by("pk").values_list("pk")
        ),
        manager=-1,
        people=MANY,
    )
    assert found(manager=marta.pk, people=[ana.pk, luis.pk, marta.pk]) == [(ana.pk,), (luis.pk,)]
    assert found(manager=luis.pk, people=[ana.pk]) == []
    assert found(manager=marta.pk, people=[]) == []


@pytest.mark.parametrize(("text", "count"), [("a_b", 1), ("%", 0), ("A_", 1), ("b", 2), ("\\", 0)])
def test_a_text_within_another_one_is_looked_for_as_it_is(text: str, count: int) -> None:
    factories.person("xa_by")
    factories.person("xacby")
    found = Standing(
        lambda text: Person.objects.filter(given_name__icontains=text).values_list("pk"), text="\ue000"
    )
    assert len(found(text=text)) == count


def test_what_is_worked_out_by_the_database_hangs_on_its_row() -> None:
    marta = factories.person("Marta")
    factories.person(manager=marta)
    found = StandingRows(
        lambda person: Person.objects.filter(pk=person).annotate(below=Count("reports")), person=-1
    )
    assert [(row, row.below) for row in found(person=marta.pk)] == [(marta, 1)]  # type: ignore[attr-defined]


def test_what_never_changes_is_part_of_the_statement() -> None:
    """An index of some rows only is of no use to a statement that may be asked about all."""
    named = factories.person("O'Hara 100%", cost_centre="\\")
    factories.person("Eva", cost_centre="\\")
    of = Standing(
        lambda manager: Person.objects.filter(
            given_name="O'Hara 100%", cost_centre="\\", is_active=True, manager=manager
        ).values_list("pk", Value(7)),
        manager=-1,
    )
    with CaptureQueriesContext(connection) as captured:
        assert of(manager=named.pk) == []
    assert "'O''Hara 100%'" in captured[0]["sql"]
    Person.objects.filter(pk=named.pk).update(manager=named)
    assert of(manager=named.pk) == [(named.pk, 7)]
