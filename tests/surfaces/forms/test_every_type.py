"""Every newer question type on a page without JavaScript: drawn, taken up, kept when something is wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.surfaces.forms.every_type import FORM, context_of
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.records.intake.interpret import answer_facts, display, outward
from ventanilla.surfaces.ui.forms import answered

pytestmark = pytest.mark.django_db

SITE = "tests.surfaces.forms.every_type"


@pytest.fixture
def site(client: Client, ana: Person, settings: Any) -> Client:
    settings.ROOT_URLCONF = SITE
    client.force_login(ana)
    department = Department.objects.first() or directory.add(
        Department, actor=None, slug="it", name={"es": "TI"}
    )
    directory.add(
        Team, actor=None, slug="nets", name={"es": "Redes", "en": "Networks"}, department=department
    )
    return client


def filled(**more: Any) -> dict[str, Any]:
    return {
        "_shown": "at moment away team guests thing before what count price shown mark pin agreed",
        "at": "9:15",
        "moment": "2026-03-02T08:30",
        "away.from": "2026-03-06",
        "away.to": "2026-03-09",
        "team": "nets",
        "guests.new": "Luis Martín",
        "before": "",
        "what": "laptop",
        "count": "3",
        "price": "19,99",
        "mark": "4",
        "came_by": "qr",
        "pin": "4711-geheim",
        "agreed": "yes",
        **more,
    }


def test_every_widget_is_drawn_and_answers_are_taken_up(site: Client) -> None:
    first = site.get("/").content.decode()
    for name in ("at", "moment", "team", "guests", "before", "what", "shown", "pin", "agreed"):
        assert f'data-question="{name}"' in first
    assert 'type="datetime-local"' in first
    assert 'data-zone="Europe/Madrid"' in first
    text = site.post("/", filled()).content.decode()
    assert '<pre id="answers">' in text
    for part in (
        "09:15",
        "2026-03-02T08:30:00+01:00",
        "2026-03-09",
        "nets",
        "laptop",
        "59.97",
        "qr",
        "sealed:",
    ):
        assert part in text
    assert "4711" not in text


def test_what_was_typed_stays_and_secrets_stay_sealed(site: Client) -> None:
    text = site.post("/", filled(agreed="", at="25:99", price="1.000")).content.decode()
    assert "Escribe la hora con horas y minutos" in text
    assert "Es más de 100 por unidad." in text
    assert "Marca la casilla" in text
    assert 'value="25:99"' in text
    assert "Luis Martín" in text
    assert "4711" not in text
    kept = re.search(r'name="pin.kept" value="(sealed:[^"]+)"', text)
    assert kept
    done = site.post("/", filled(pin="", **{"pin.kept": kept[1]})).content.decode()
    assert kept[1] in done


def test_somebody_is_taken_away_again_without_javascript(site: Client, ana: Person) -> None:
    luis, marta = (Person.objects.get(given_name=name) for name in ("Luis", "Marta"))
    given = {"guests": [luis.pk, marta.pk], "guests.new": "", "_drop": f"guests:{luis.pk}"}
    text = site.post("/", filled(**given)).content.decode()
    assert f'name="guests" value="{marta.pk}"' in text
    assert f'name="guests" value="{luis.pk}"' not in text


def test_a_hidden_value_counts_only_when_it_is_one_of_them(site: Client) -> None:
    text = site.post("/", filled(came_by="<script>")).content.decode()
    assert '<pre id="answers">' in text
    assert "came_by" not in text


def test_the_server_tells_what_it_comes_to(site: Client) -> None:
    with translation.override("es"):
        found = site.post("/state/", filled()).json()
    assert found["calculated"]["total"].replace("\xa0", " ") == "59,97 €"


def test_no_steps_stop_half_way(site: Client) -> None:
    assert (
        "Elige también uno de los que hay debajo" in site.post("/", filled(what="hardware")).content.decode()
    )


def test_facts_words_and_what_leaves_the_portal(rf: Any, ana: Person, site: Client) -> None:
    request = rf.post("/", filled())
    request.user = ana
    with translation.override("es"):
        found = answered(FORM, request, context_of(request))
        shown = {each.id: each.text for each in display(FORM, found.checked.answers, found.checked.rows)}
    facts = answer_facts(FORM, found.checked.answers, found.checked.rows)
    assert facts["answers.away.days"] == 4
    assert facts["answers.away.working_days"] == 2
    assert facts["answers.agreed"] is True
    assert not any("pin" in name for name in facts)
    assert "pin" not in outward(FORM, found.checked.answers)
    assert shown["pin"] == "Secreto, guardado bajo llave"
    assert shown["team"] == "Redes"
    assert shown["away"] == "Del 6 de marzo de 2026 al 9 de marzo de 2026 (4 días)"
    assert shown["mark"] == "4 de 5"
