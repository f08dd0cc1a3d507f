"""What Acme announces is seen by those whom it is for, in both languages."""

from __future__ import annotations

import pytest

from ventanilla.core.announcements.models import Announcement
from ventanilla.demo.organisation import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

ASKED_FOR_HERE, WORKS, HOURS = (
    "Todo se pide aquí",
    "Obras en la entrada de Poblenou",
    "Nuevo horario de atención",
)


@pytest.mark.parametrize(
    ("who", "titles"),
    [("ana", {ASKED_FOR_HERE}), ("oriol", {ASKED_FOR_HERE, WORKS}), ("clara", {HOURS}), ("gonzalo", set())],
)
def test_everybody_sees_what_is_for_them(who: str, titles: set[str]) -> None:
    seen = Announcement.objects.visible_to(person(who))
    assert {row.title["es"] for row in seen} == titles


def test_each_is_there_in_both_languages() -> None:
    for row in Announcement.objects.all():
        assert row.title.keys() == row.text.keys() == {"es", "en"}
