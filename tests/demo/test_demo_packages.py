"""The services of the demo as files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.checks import check
from ventanilla.core.blueprint.form import elements
from ventanilla.demo.data_files import package_texts, table
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.records.catalog.packages import read_package, write_package
from ventanilla.surfaces.ui.icons import icon

PACKAGES = package_texts()
every_package = pytest.mark.parametrize("slug", PACKAGES)


@cache
def package_of(slug: str) -> Package:
    """As its file says; read once for all tests, none of which changes it."""
    return read_package(PACKAGES[slug])


def _texts(value: object) -> Iterator[dict[str, str]]:
    """Every localized text anywhere in a document."""
    if isinstance(value, dict):
        if value.keys() & {"es", "en"}:
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


@every_package
def test_nothing_is_wrong_with_a_package(slug: str) -> None:
    assert check(package_of(slug)) == []


@every_package
def test_a_package_is_the_same_after_a_round_trip(slug: str) -> None:
    package = package_of(slug)
    assert Package.from_document(package.to_document()) == package
    assert read_package(write_package(package)) == package


@every_package
def test_the_file_is_called_like_its_service(slug: str) -> None:
    assert package_of(slug).service == slug


@every_package
def test_every_text_is_there_in_both_languages(slug: str) -> None:
    document = package_of(slug).to_document()
    assert [text for text in _texts(document) if text.keys() != {"es", "en"}] == []


@every_package
def test_the_icon_exists(slug: str) -> None:
    assert icon(package_of(slug).icon or "").startswith("<svg")


def test_all_departments_that_serve_others_have_services() -> None:
    departments = [package_of(slug).department for slug in PACKAGES]
    assert {"it", "hr", "facilities", "finance", "legal"} == set(departments)


def test_every_category_has_a_service() -> None:
    used = {package_of(slug).category for slug in PACKAGES}
    assert {row["slug"] for row in table("categories")} == used


def test_a_powerful_laptop_needs_a_reason() -> None:
    form = package_of("laptop").form
    reason = next(element for element in elements(form) if element.id == "reason")
    assert reason.required_if["value"] == ["pro-16", "workstation-17"]  # type: ignore[attr-defined]


MAY_LIE = {"outside_unanswered", "message_never", "rule_maybe_never", "return_never", "deadline_maybe_none"}


@every_package
def test_no_step_can_lie_for_ever(slug: str) -> None:
    found = [each for each in lint(package_of(slug)) if each.code in MAY_LIE]
    assert [(each.spelled, each.code) for each in found] == []
