"""What stands beside a form while somebody writes: what it is about, and nothing that only shares a word with it."""

from __future__ import annotations

from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import Hit
from ventanilla.surfaces.portal.searching.beside import worth_reading


def hit(slug: str, score: float, coverage: float) -> Hit:
    return Hit(Kind.ARTICLE, 1, slug, slug, "", "en", "", score, coverage=coverage)


def slugs(hits: list[Hit], *own: str) -> list[str]:
    return [one.slug for one in worth_reading(hits, own)]


def test_an_article_of_the_service_comes_before_one_that_shares_a_word() -> None:
    assert slugs([hit("calls", 1.16, 0.6), hit("broken", 1.05, 0.62)], "broken") == ["broken"]


def test_what_is_far_behind_the_best_or_answers_too_little_stays_away() -> None:
    found = [hit("wifi", 2.0, 0.6), hit("near", 1.3, 0.5), hit("far", 1.1, 0.9), hit("thin", 1.9, 0.4)]
    assert slugs(found) == ["wifi", "near"]
    assert slugs([hit("thin", 0.2, 0.38)]) == []
    assert slugs([hit("thin", 0.2, 0.38)], "thin") == ["thin"]


def test_there_are_three_at_most() -> None:
    assert slugs([hit(f"n{n}", 1.0, 1.0) for n in range(5)]) == ["n0", "n1", "n2"]
