"""Services as YAML: the round trip is exact, and every fault names its line and says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.factories import category, department, group, lookup_list, package, person, service, team
from ventanilla.core.blueprint.package import Package
from ventanilla.core.kit.errors import NotFound
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.packages import (
    TextRefused,
    export_package,
    import_package,
    read_package,
    write_package,
)
from ventanilla.records.catalog.queries import package_of

LAPTOP = """\
schema: 1
service: laptop
department: it
category: hardware
icon: computer-desktop
owner: {person: lucia@acme.example, team: it-equipment}
title: {es: Pedir un portátil, en: Get a laptop}
summary: {es: "Un equipo nuevo, listo para trabajar", en: "A new computer, ready for work"}
description:
  es: |
    Todo lo que necesitas:

    - el equipo
    - la mesa
  en: >-
    Everything that you need for your first day with us and for all the days that come after it, ready on your
    desk.
keywords: {es: [ordenador, "no", "10:30"], en: [laptop, "1e3"]}
lead_time: 5 business days
review_on: "2027-03-31"
requested_for: anyone
form:
  - section: {id: equipment, title: {es: Tu nuevo equipo, en: Your new computer}}
    questions:
      - id: model
        type: choice
        label: {es: ¿Qué portátil necesitas?, en: Which laptop?}
        options: {list: laptop-models}
        required: true
      - id: reason
        type: long_text
        label: {es: ¿Para qué lo usarás?, en: What will you use it for?}
        max_length: 500
        visible_if: {fact: answers.model, op: is, value: pro-16}
        required: true
      - {id: needed, type: date, label: {es: ¿Para cuándo?}, min: {add_days: [{fact: today}, 5]}}
routing:
  - when: {all: [{fact: requester.department, op: is, value: hr}, {not: {fact: answers.model, op: is_empty}}]}
    team: facilities
workflow:
  - approval:
      id: manager
      seats: [{from: requester.manager}, {group: budget, need: 2}]
      remind_after: 1 business day
      escalate_after: 3 business days
  - parallel:
      id: preparation
      branches:
        - - assign_asset:
              id: asset
              model: {fact: answers.model}
              on:
                none_left:
                  - task: {id: buy, title: {es: Comprar}, team: procurement}
        - - task: {id: workplace, title: {es: Preparar el puesto, en: Prepare the desk}, team: facilities}
  - notify:
      id: ready
      message: {es: "Tu portátil {{ outputs.asset.serial }} está listo: ven a por él 🙂", en: "  Ready  "}
deadlines: {first_response: 4 business hours, resolution: 5 business days}
"""


@pytest.fixture
def acme(db: None) -> None:
    for slug in ("it-equipment", "facilities", "procurement"):
        team(slug)
    category("hardware")
    group("budget")
    person("Lucia", email="lucia@acme.example")
    lookup_list("laptop-models", {"pro-16": {}, "air-13": {}}, cost="money")


def refused(text: str) -> list[str]:
    with translation.override("en"), pytest.raises(TextRefused) as caught:
        import_package(text, actor=None)
    return str(caught.value).split("\n")


def changed(old: str, new: str) -> str:
    assert LAPTOP.count(old) == 1, old
    return LAPTOP.replace(old, new)


@pytest.mark.usefixtures("acme")
def test_a_service_comes_out_as_it_went_in() -> None:
    version = import_package(LAPTOP, actor=None)
    text = export_package(version.service)
    assert read_package(text) == read_package(LAPTOP) == package_of(version)
    again = import_package(text, actor=None)
    assert again == version
    assert export_package(Service.objects.get()) == text


@pytest.mark.usefixtures("acme")
def test_the_export_reads_as_people_write_it() -> None:
    assert export_package(import_package(LAPTOP, actor=None).service) == LAPTOP


@pytest.mark.usefixtures("acme")
def test_the_database_does_not_change_the_order() -> None:
    version = import_package(LAPTOP, actor=None)
    stored = ServiceVersion.objects.get(pk=version.pk)
    assert write_package(Package.from_document(stored.definition)) == LAPTOP


@pytest.mark.parametrize(
    "tricky",
    [
        "no",
        "10:30",
        "1e3",
        "  leading",
        "trailing  ",
        "🙂",
        "a\nb\n\n  c",
        "\n",
        "{{ a | b }}",
        "# no",
        "a: b",
        "'",
        '"',
        "-",
    ],
)
def test_tricky_texts_survive(tricky: str) -> None:
    built = package(keywords={"es": [tricky]}, description={"es": f"{tricky}x", "en": f"x{tricky}"})
    assert read_package(write_package(built)) == built


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("service: x\n  a: 1\n", ["Line 2, column 4: A “: ” isn't expected here."]),
        (changed("schema: 1\n", ""), ["Line 1, column 1 (schema): “schema” is missing here: add it."]),
        (
            changed("title: {es: Pedir un", "titel: {es: Pedir un"),
            [
                "Line 1, column 1 (title): “title” is missing here: add it.",
                "Line 7, column 1 (titel): “titel” is not known here. Did you mean “title”?",
            ],
        ),
        (
            changed("type: long_text", "type: longtext"),
            ["Line 31, column 15 (form[0].questions[1]): “longtext” is not a kind that exists here."],
        ),
        (
            changed("answers.model, op: is, ", "answers.modle, op: is, "),
            ["Line 34, column 28 (form[0].questions[1].visible_if.fact): Nothing here is called"],
        ),
        (
            changed("{group: budget, need: 2}", "{group: budgets, need: 2}"),
            ["(workflow[0].approval.seats[1].group): There is no group “budgets”. Did you mean “budget”?"],
        ),
        (
            changed("category: hardware", "category: gardening"),
            ["Line 4, column 11 (category): There is no category “gardening”. Add it first"],
        ),
        (
            changed(
                "{person: lucia@acme.example, team: it-equipment}", "{person: x@acme.example, team: nobody}"
            ),
            [
                "Line 6, column 17 (owner.person): Nobody active here has the address “x@acme.example”.",
                "Line 6, column 39 (owner.team): There is no team “nobody”.",
            ],
        ),
        (
            changed("options: {list: laptop-models}", "options: {list: laptops}"),
            ["Line 28, column 25 (form[0].questions[0].options.list): There is no list “laptops”."],
        ),
        (
            changed("department: it", "department: law"),
            ["Line 3, column 13 (department): There is no department “law”."],
        ),
    ],
)
def test_a_fault_names_its_line_and_says_what_to_do(text: str, faults: list[str]) -> None:
    found = refused(text)
    assert len(found) == len(faults), found
    for line, expected in zip(found, faults, strict=True):
        assert expected in line
    assert not Service.objects.exists()


@pytest.mark.usefixtures("acme")
def test_faults_are_told_in_the_language_of_the_reader() -> None:
    with translation.override("es"), pytest.raises(TextRefused) as caught:
        import_package(changed("team: it-equipment}", "team: nobody}"), actor=None)
    assert str(caught.value) == (
        "Línea 6, columna 43 (owner.team): No hay ningún equipo «nobody». "
        "Créalo antes o elige uno de estos: facilities, it-equipment, procurement."
    )


@pytest.mark.usefixtures("acme")
def test_the_refusal_counts_every_fault_by_its_place() -> None:
    with translation.override("en"), pytest.raises(TextRefused) as caught:
        import_package("schema: 1\nservice: X Y\n", actor=None)
    assert "2:10" in caught.value.fields
    assert len(caught.value.faults) == 5


@pytest.mark.django_db
def test_a_service_that_never_was_live_has_nothing_to_export() -> None:
    draft = service()
    draft.live_version = None
    with pytest.raises(NotFound):
        export_package(draft)


def test_a_department_is_made_once() -> None:
    """Two packages of equal meaning are written the same, whatever the order in which they were typed."""
    document: dict[str, Any] = package().to_document()
    turned = dict(reversed(document.items()))
    assert write_package(Package.from_document(turned)) == write_package(Package.from_document(document))


@pytest.mark.django_db
def test_departments_are_looked_up_not_made() -> None:
    assert department("it") == department("it")
