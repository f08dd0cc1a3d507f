"""What a version changed reads as words, never as it stands in the file."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from ventanilla.surfaces.designer.services.part_values import lines_of

NAMES = {"pay": "Pagar", "tell": "Avisar", "ways": "Según el importe"}
BRANCH = [{"task": {"id": "pay", "team": "finance"}}, {"notify": {"id": "tell", "to": "requester"}}]


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("4 business days", ["4 días laborables"]),
        ("rejected", ["se da por rechazada"]),
        ("Una línea\ny otra", ["Una línea", "y otra"]),
        ({"es": "Hola", "en": "Hello"}, ["Hola"]),
        (True, ["Sí"]),
        (None, []),
        (BRANCH, ["Pagar", "Avisar"]),
        (
            {"branch": {"id": "ways", "cases": [{"when": {}, "blocks": BRANCH}]}},
            ["Según el importe", "Pagar", "Avisar"],
        ),
        ([{"value": "a", "label": {"es": "Alta", "en": "High"}}], ["Alta"]),
        ({"resolution": "2 business days"}, ["resuelto: 2 días laborables"]),
    ],
)
def test_a_value_is_told_in_words(value: Any, lines: list[str]):
    with override("es"):
        told = list(lines_of(value, lambda part: NAMES.get(part, part)))
    assert told == lines
