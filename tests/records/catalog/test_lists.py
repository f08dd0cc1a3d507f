"""Lists from CSV: typed, all or nothing, with faults that name the line and the column."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import department, person, with_role
from ventanilla.core.access.choices import Role
from ventanilla.core.kit.errors import NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.rules import FactDeclaration, FactType
from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.models import ListRow, LookupList
from ventanilla.records.catalog.packages import TextRefused, export_list_csv, import_list_csv
from ventanilla.records.catalog.queries import known_to_packages, list_source

pytestmark = pytest.mark.django_db

GOOD = """\
key,label_es,label_en,cost:money,weight:number,since:date,stock:boolean,note:text
pro-16,"Pro 16, gris",Pro 16,2499.00 EUR,2.1,2026-01-31,yes,"no
10:30"
air-13,Aire 13,Air 13,1299.5 USD,1,,no,
"""


def bring_in(text: str | bytes, actor: Person | None = None) -> LookupList:
    return import_list_csv(text, actor=actor, slug="laptop-models", department=department())


def refused(text: str | bytes) -> list[str]:
    with translation.override("en"), pytest.raises(TextRefused) as caught:
        bring_in(text)
    return str(caught.value).split("\n")


def test_a_list_comes_in_with_typed_values_and_goes_out_as_it_came() -> None:
    saved = bring_in(GOOD)
    assert [(row.key, row.label, row.values) for row in saved.rows.all()] == [
        (
            "pro-16",
            {"es": "Pro 16, gris", "en": "Pro 16"},
            {
                "cost": {"amount": "2499.00", "currency": "EUR"},
                "weight": 2.1,
                "since": "2026-01-31",
                "stock": True,
                "note": "no\n10:30",
            },
        ),
        (
            "air-13",
            {"es": "Aire 13", "en": "Air 13"},
            {"cost": {"amount": "1299.5", "currency": "USD"}, "weight": 1, "stock": False},
        ),
    ]
    assert export_list_csv(saved) == GOOD


def test_a_spreadsheet_in_spanish_is_understood() -> None:
    text = "\ufeffkey;label;coste:money;activo:boolean\r\na;Uno;12,50 €;sí\r\n\r\nb;Dos;;\r\n".encode()
    rows = list(bring_in(text).rows.values_list("key", "label", "values"))
    assert rows == [
        ("a", {"es": "Uno"}, {"coste": {"amount": "12.50", "currency": "EUR"}, "activo": True}),
        ("b", {"es": "Dos"}, {}),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            "",
            [
                "Line 1, column 1: The column “key” is missing",
                "Line 1, column 1: A column with the names to show",
            ],
        ),
        (
            "key,label,cost:mony,Big Name,label_fr,key,label_es\n",
            [
                "Line 1, column 3 (cost:mony): “mony” is not a type of column: use one of text,",
                "Line 1, column 4 (Big Name): “Big Name” can't be a column's name",
                "Line 1, column 5 (label_fr): There is no language “fr” here: use label_es, label_en.",
                "Line 1, column 6 (key): The column “key” is there twice",
                "Line 1, column 7 (label_es): The column “label_es” is there twice",
            ],
        ),
        (
            "key,label,cost:money,n:number,d:date,b:boolean\n"
            "ok,Sí,1,1,2026-01-01,yes\n"
            'two,"a\nb",1.234.5,1e3,31/01/2026,perhaps\n'
            "ok,,1,,,\n"
            "ñ,Eñe,,,,\n"
            ",x,,,,,extra\n",
            [
                "Line 3, column 3 (cost): “1.234.5” isn't an amount: write it like 1250 or 12.50 EUR",
                "Line 3, column 4 (n): “1e3” isn't a number",
                "Line 3, column 5 (d): “31/01/2026” isn't a date: write it like 2027-03-31.",
                "Line 3, column 6 (b): “perhaps” is neither yes nor no",
                "Line 5, column 1 (key): The key “ok” is in line 2 already",
                "Line 5, column 2 (label): The name to show is empty",
                "Line 6, column 1 (key): “ñ” can't be a key",
                "Line 7, column 1 (key): The key is empty",
                "Line 7, column 7: This line has more cells than the first one",
            ],
        ),
        ('key,label\na,"b\n', ["Line 2, column 1: This line can't be read: look for a quotation mark"]),
        ("key,label\na,é\n".encode("latin-1"), ["Line 1, column 1: This file isn't in UTF-8"]),
        (b"key,label\na,\x00\n", ["Line 1, column 1: This isn't a CSV file"]),
        ("x" * 2_000_001, ["Line 1, column 1: This file is too big: at most 2 megabytes."]),
        ("key,label\n" + "a,b\n" * 10_001, ["Line 1, column 1: This list is too long: at most 10000 rows."]),
    ],
)
def test_a_fault_names_line_and_column_and_nothing_is_saved(text: str | bytes, faults: list[str]) -> None:
    found = refused(text)
    assert len(found) == len(faults), found
    for line, expected in zip(found, faults, strict=True):
        assert line.startswith(expected)
    assert not LookupList.objects.exists()


def test_rows_that_are_gone_are_no_longer_offered_but_kept() -> None:
    bring_in("key,label\na,A\nb,B\n")
    saved = bring_in("key,label\nc,C\na,Aa\n")
    assert list(saved.rows.order_by("key").values_list("key", "active")) == [
        ("a", True),
        ("b", False),
        ("c", True),
    ]
    assert [row.key for row in list_source().rows("laptop-models")] == ["c", "a"]
    bring_in("key,label\nb,B\n")
    assert [row.key for row in list_source().rows("laptop-models")] == ["b"]


def test_every_change_has_its_entry_and_the_same_again_none() -> None:
    bring_in("key,label\na,A\nb,B\n")
    bring_in("key,label\na,A\nb,B\n")
    bring_in("key,label\na,Aa\nc,C\n")
    first, second = Entry.objects.filter(type="catalog.list_saved").order_by("pk")
    assert (first.payload["added"], first.payload["rows"]) == (["a", "b"], 2)
    assert [second.payload[name] for name in ("added", "changed", "deactivated")] == [["c"], ["a"], ["b"]]
    with translation.override("en"):
        assert second.what.say("Luis") == "Luis saved the list “laptop-models” with 2 rows."
        assert second.what.detail() == "Added: c. Changed: a. No longer offered: b."


def test_only_those_who_design_in_the_department_save_its_lists() -> None:
    designer = with_role(Role.DESIGNER, department("it"))
    stranger = with_role(Role.DEPARTMENT_ADMINISTRATOR, department("hr"), "Rosa")
    bring_in("key,label\na,A\n", actor=designer)
    for somebody, home in ((stranger, "it"), (stranger, "hr"), (person("Ana"), "it")):
        with pytest.raises(NotAllowed):
            import_list_csv(
                "key,label\nb,B\n", actor=somebody, slug="laptop-models", department=department(home)
            )
    assert ListRow.objects.get().key == "a"


def test_a_list_is_read_once_a_page_and_never_gets_old() -> None:
    bring_in("key,label\na,A\n")
    source = list_source()
    with CaptureQueriesContext(connection) as queries:
        assert source.rows("laptop-models") is source.rows("laptop-models")
        assert source.rows("nothing") == source.rows("nothing") == []
    assert len(queries) == 2
    bring_in("key,label\nb,B\n")
    assert [row.key for row in list_source().rows("laptop-models")] == ["b"]


def test_packages_know_the_columns_of_lists() -> None:
    bring_in("key,label,cost:money\na,A,1\n")
    assert known_to_packages().lists == {"laptop-models": {"cost": FactType.MONEY, "label": FactType.TEXT}}


def test_a_column_says_that_everybody_may_know_it() -> None:
    text = "key,label_es,cost:money,memory:number:public,colour:text:public\na,Uno,5.00 EUR,16,azul\n"
    saved = bring_in(text)
    assert export_list_csv(saved) == text
    assert list_source().public_columns("laptop-models") == {
        "memory": FactType.NUMBER,
        "colour": FactType.TEXT,
    }
    known = known_to_packages().lists["laptop-models"]
    assert known["memory"] == FactDeclaration(FactType.NUMBER, public=True)
    assert known["cost"] == FactType.MONEY
    entry = Entry.objects.latest("pk")
    assert entry.payload["columns"]["memory"] == "number:public"


def test_a_bare_public_column_is_a_text() -> None:
    assert export_list_csv(bring_in("key,label_es,colour:public\na,Uno,azul\n")).startswith(
        "key,label_es,colour:text:public"
    )
    assert "“moneyx” is not a type" in refused("key,label_es,cost:moneyx:public\n")[0]
