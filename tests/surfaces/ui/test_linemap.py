"""The line map reads as a plain ordered list, and its line is coloured where the request has been."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from ventanilla.surfaces.ui import samples
from ventanilla.surfaces.ui.linemap import Station, Tracks, columns, nodes_from, passed, progress, reached
from ventanilla.surfaces.ui.linemap_markup import line_map, line_mini


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


def spoken(html: str) -> str:
    """The text as a screen reader has it: without the drawings, a line for each item or paragraph."""
    html = re.sub(r"<svg.*?</svg>", "", html, flags=re.S)
    html = re.sub(r"</(li|p|ol|ul|div)>|<(li|ol|ul|p|div)[^>]*>", "\n", html)
    lines = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)) for line in html.split("\n")]
    return "\n".join(re.sub(r" ([:.])", r"\1", line.strip()) for line in lines if line.strip())


def test_it_reads_as_sentences_in_order():
    assert spoken(line_map(samples.laptop())).split("\n") == [
        "Solicitud enviada: Hecho. Ana Gil. lun 17 nov.",
        "Aprobación de tu responsable: Hecho. Marta Ibáñez. ayer a las 10:32.",
        "A la vez",
        "Asignar el portátil: Hecho. Equipos TI. hoy a las 9:05.",
        "Preparar el puesto: Ahora. Felipe Ortega. para mañana.",
        "Sigue cuando todo esté hecho",
        "Acordar la entrega: Después. Equipos TI. jue 27 nov.",
        "Portátil en tus manos: Después.",
    ]


def test_stations_stand_in_nested_ordered_lists():
    html = line_map(samples.laptop(), "Cómo va")
    assert 'role="group" aria-label="Cómo va"' in html
    assert html.count("<ol") == 3
    assert html.count('class="lm-branch"') == 2
    assert html.count('aria-current="step"') == 1
    assert "style=" not in html


def test_every_piece_of_drawing_is_hidden_from_screen_readers():
    html = line_map(samples.joining())
    assert all('aria-hidden="true"' in tag for tag in re.findall(r"<(?:i|svg)\b[^>]*>", html))


def test_names_are_escaped():
    assert "<b>" not in line_map([Station("a", "<b>x</b>", "here", who="<b>y</b>")])


def test_dicts_serve_as_well_as_dataclasses():
    raw = [
        {"id": "a", "name": "Uno", "state": "done"},
        {"join": "any", "branches": [[{"id": "b", "name": "Dos"}], [{"id": "c", "name": "Tres"}]]},
    ]
    assert nodes_from(raw) == [
        Station("a", "Uno", "done"),
        Tracks("any", [[Station("b", "Dos")], [Station("c", "Tres")]]),
    ]


@pytest.mark.parametrize(
    ("join", "words"),
    [
        ("all", "Sigue cuando todo esté hecho"),
        ("any", "Sigue cuando una esté hecha"),
        (2, "Sigue cuando 2 estén hechas"),
        (3, "Sigue cuando todo esté hecho"),
    ],
)
def test_what_a_join_waits_for_is_said(join, words):
    branches = [[Station(str(n), str(n))] for n in range(3)]
    assert words in spoken(line_map([Tracks(join, branches)]))


def test_progress_does_not_count_what_was_not_needed():
    assert progress(samples.joining()) == (4, 8)
    assert spoken(line_mini(samples.laptop())).endswith("3 de 6 pasos")


def test_columns_are_those_of_the_longest_branch():
    assert columns(samples.laptop()) == 5
    assert columns(samples.joining()) == 4
    assert columns([]) == 0


def test_too_many_stations_stand_upright():
    assert 'class="stands"' in line_map(samples.long())
    assert 'class="fits"' in line_map(samples.short())


def test_the_line_is_coloured_as_far_as_the_request_has_come():
    done, here, later = Station("a", "a", "done"), Station("b", "b", "here"), Station("c", "c", "next")
    unused = Station("u", "u", "skipped")
    assert reached([here, later])
    assert not reached([later])
    assert reached([unused, here])
    assert not reached([unused, later])
    assert reached([Tracks("all", [[later], [here]])])
    assert passed(Tracks("all", [[done], [unused]]))


def test_an_empty_map_is_an_empty_list():
    assert spoken(line_map([])) == ""
