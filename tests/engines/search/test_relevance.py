"""How well the search answers: 75 documents and 213 judged queries in two languages (relevance/).

Half of the queries, chosen by their text, were held back while the recipe was tuned: their figures are what a portal
may expect. Run with `-s` to see the table.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import factories
from tests.records.knowledge.made import article
from ventanilla.core.people.models import Person
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.queries import search
from ventanilla.records.knowledge.actions import Words

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent / "relevance"
FLOORS = {
    "tuned": {"nDCG@10": 0.94, "success@3": 0.97, "silent": 0.85},
    "held back": {"nDCG@10": 0.88, "success@3": 0.93, "silent": 0.9},
}


@dataclass(frozen=True)
class Query:
    """What somebody types, and how well (3 exactly, 2 well, 1 somewhat) which documents answer it; none: nothing
    does."""

    language: str
    sort: str
    text: str
    answers: dict[str, int]

    @property
    def half(self) -> str:
        return "held back" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "tuned"


@dataclass
class Figures:
    gains: list[float] = field(default_factory=list)
    successes: list[bool] = field(default_factory=list)
    silences: list[bool] = field(default_factory=list)
    by_sort: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def means(self) -> dict[str, float]:
        return {
            "nDCG@10": mean(self.gains),
            "success@3": mean(self.successes),
            "silent": mean(self.silences),
        }


def queries() -> Iterator[Query]:
    with (FOLDER / "queries.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            pairs = (pair.split(":") for pair in row["answers"].split())
            answers = {name: int(grade) for name, grade in pairs}
            yield Query(row["language"], row["sort"], row["query"], answers)


def mean(values: Any) -> float:
    return sum(values) / len(values)


def ndcg(found: list[str], answers: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002), gains 2^grade − 1."""
    gained = discounted([answers.get(name, 0) for name in found[:10]])
    return gained / discounted(sorted(answers.values(), reverse=True)[:10])


def discounted(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


@pytest.fixture
def reader(db: None) -> Person:
    """Somebody who may find all of it: services and articles as in life, and the starter list."""
    for document in YAML(typ="safe").load((FOLDER / "documents.yaml").read_text(encoding="utf-8")):
        texts = {code: document[code] for code in ("es", "en") if code in document}
        if document["kind"] == "s":
            factories.service(
                service=document["id"],
                title={code: text["title"] for code, text in texts.items()},
                summary={code: text["summary"] for code, text in texts.items()},
                description={code: text["body"] for code, text in texts.items()},
                keywords={code: [str(word) for word in text["keywords"]] for code, text in texts.items()},
            )
        else:
            article(
                {
                    code: Words(
                        text["title"], text["summary"], text["body"], tuple(map(str, text["keywords"]))
                    )
                    for code, text in texts.items()
                },
                slug=document["id"],
            )
    actions.load_starter()
    assert actions.rebuild() == 75
    return factories.person("Ana")


def test_relevance_stays_above_its_floors(reader: Person) -> None:
    halves = {"tuned": Figures(), "held back": Figures()}
    for query in queries():
        figures = halves[query.half]
        hits = search(reader, query.text, language=query.language, kinds=(Kind.SERVICE, Kind.ARTICLE)).hits
        found = [hit.slug for hit in hits]
        if not query.answers:
            figures.silences.append(not found)
            continue
        figures.gains.append(ndcg(found, query.answers))
        figures.successes.append(any(query.answers.get(name, 0) >= 2 for name in found[:3]))
        figures.by_sort[query.sort].append(figures.gains[-1])
    print()
    for name, figures in halves.items():
        print(f"{name:>10}", *(f"{what} {value:.3f}" for what, value in figures.means().items()), sep="   ")
        sorts = sorted(figures.by_sort.items())
        print(" " * 12, *(f"{sort} {mean(gains):.2f} ({len(gains)})" for sort, gains in sorts), sep=" ")
    for name, floors in FLOORS.items():
        reached = halves[name].means()
        assert {what: value for what, value in reached.items() if value < floors[what]} == {}, name
