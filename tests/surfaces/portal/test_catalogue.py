from __future__ import annotations

from typing import Any

from tests import factories
from ventanilla.core.kit import clock
from ventanilla.records.catalog.queries import promise
from ventanilla.surfaces.ui.format import day


def test_catalogue_lists_services_by_category(ana: Any, laptop: Any, as_: Any) -> None:
    page = as_(ana).get("/services/").content.decode()
    assert "Get a laptop" in page
    assert 'id="hardware"' in page


def test_a_category_of_nothing_is_not_there(ana: Any, laptop: Any, as_: Any) -> None:
    assert as_(ana).get("/services/?category=hardware").status_code == 200
    assert as_(ana).get("/services/?category=nothing").status_code == 404


def test_entry_tells_what_when_who_and_what_next(ana: Any, laptop: Any, as_: Any) -> None:
    page = as_(ana).get("/services/laptop/").content.decode()
    promised = promise(laptop.live_version, clock.now())
    assert day(promised) in page or "5 working days" in page
    for words in (
        "5 working days",
        "Marta",
        "Your manager",
        "Lucia",
        "It equipment",
        "Prepare it",
        "for a colleague",
    ):
        assert words in page
    assert "/services/laptop/ask/" in page


def test_a_service_for_others_is_not_there(clara: Any, laptop: Any, as_: Any) -> None:
    for url in ("/services/laptop/", "/services/laptop/ask/"):
        assert as_(clara).get(url).status_code == 404
    assert as_(clara).post("/services/laptop/ask/state/").status_code == 404
    assert "Get a laptop" not in as_(clara).get("/search/?q=laptop").content.decode()


def test_catalogue_takes_the_same_queries_however_many_services(
    ana: Any, laptop: Any, as_: Any, queries_of: Any
) -> None:
    few = queries_of(as_(ana), "/services/")
    for number in range(6):
        factories.service(service=f"other-{number}", category=f"shelf-{number}")
    assert queries_of(as_(ana), "/services/") == few
