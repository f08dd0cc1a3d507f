"""The items of a loop are called by the names of the people and places that they name."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from tests.factories import person, service, team
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Location
from ventanilla.engines.workflow.models import Task
from ventanilla.records.tickets.actions import submit
from ventanilla.records.tickets.models import Ticket
from ventanilla.surfaces.ui.linemap import stations
from ventanilla.surfaces.ui.tickets.course import way_of

pytestmark = pytest.mark.django_db

ROOMS = {
    "id": "rooms",
    "type": "rows",
    "label": {"en": "Rooms"},
    "questions": [
        {"id": "place", "type": "location", "label": {"en": "Where?"}},
        {"id": "who", "type": "person", "label": {"en": "Who?"}},
    ],
}
VISIT = {"task": {"id": "visit", "team": "it-equipment", "title": {"en": "Visit"}}}


def stops(**more: Any) -> tuple[list[str], list[str]]:
    """The names of the stations in between, and the titles of the tasks."""
    luis = person("Luis")
    team("it-equipment", luis)
    house = directory.add(Location, actor=None, slug="hq", name={"en": "Headquarters"})
    hall = directory.add(Location, actor=None, slug="hall", name={"en": "The hall"}, parent=house)
    room = directory.add(Location, actor=None, slug="r4", name={"en": "Room 4"}, parent=house)
    loop = {"id": "each", "rows": "answers.rooms", "blocks": [VISIT], **more}
    form = [{"section": {"id": "main", "title": {"en": "Main"}}, "questions": [ROOMS]}]
    found = service({"form": form, "workflow": [{"for_each": loop}]})
    rows = [{"place": room.path, "who": str(luis.pk)}, {"place": hall.path, "who": str(luis.pk)}]
    ticket = submit(actor=person("Ana"), service=found, answers={"rooms": rows}, language="en")
    with translation.override("en"):
        way = way_of(Ticket.objects.get(pk=ticket.pk), ticket.requester)
        return [stop.name for stop in stations(way)][1:-1], [
            task.title["en"] for task in Task.objects.order_by("pk")
        ]


def test_by_the_label_of_the_service() -> None:
    names, titles = stops(label={"en": "{{ item.place }}, {{ item.who }}"})
    assert names == titles == ["Visit · Room 4, Luis", "Visit · The hall, Luis"]


def test_and_without_one_by_what_tells_them_apart() -> None:
    names, titles = stops()
    assert names == titles == ["Visit · Room 4", "Visit · The hall"]
