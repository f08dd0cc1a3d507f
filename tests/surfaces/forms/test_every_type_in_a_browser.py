"""The newer question types in Chromium: what changes while somebody types, and what axe thinks of it."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.look import flaws
from ventanilla.core.directory import actions as directory
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.records.intake.types.instant import InstantType

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def site(settings: Any, tmp_path: Any, ana: Person) -> None:
    settings.ROOT_URLCONF = "tests.surfaces.forms.every_type"
    settings.MEDIA_ROOT = tmp_path
    department = directory.add(Department, actor=None, slug="it", name={"es": "TI"})
    directory.add(Team, actor=None, slug="nets", name={"es": "Redes"}, department=department)


def test_a_form_of_every_type_is_filled_in(form: Page) -> None:
    faults: list[str] = []
    form.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    form.on("pageerror", lambda error: faults.append(str(error)))

    form.get_by_label("Tema", exact=True).select_option("hardware")
    form.get_by_label("Asunto", exact=True).select_option("screen")
    form.get_by_label("Tema", exact=True).select_option("software")
    expect(form.get_by_label("Asunto", exact=True).locator("option")).to_have_text(["Elige…", "Correo"])
    form.get_by_label("Asunto", exact=True).select_option("mail")

    total, name = form.locator("[data-calculated]"), form.get_by_label("¿Cómo se llamará?")
    expect(total).to_have_text("—")
    form.get_by_label("¿Cuántos?").fill("3")
    form.get_by_label("Precio").fill("1.250,50")
    expect(total).to_have_text("3.751,50\u00a0€")
    expect(name).to_have_value("Pedido de 3")
    name.fill("Lo mío")
    form.get_by_label("¿Cuántos?").fill("20")
    expect(name).to_have_value("Lo mío")
    expect(total).to_have_text("25.010,00\u00a0€")
    price = form.get_by_label("Precio")
    dear = form.locator(".error", has_text="Es más de 100 por unidad.")
    expect(dear).to_have_count(0)
    price.fill("2.001")
    price.press("Tab")
    expect(price).to_have_accessible_description("Error: Es más de 100 por unidad.")
    form.get_by_label("¿Cuántos?").fill("21")
    expect(dear).to_have_count(0)
    form.get_by_label("¿Cuántos?").fill("20")
    price.fill("1.250,50")

    guests = form.locator("#q-guests")
    guests.fill("Luis Martín")
    form.get_by_role("button", name="Añadir", exact=True).click()
    expect(form.locator("[data-chips] li")).to_have_count(1)
    guests.press_sequentially("Marta")
    form.locator(".offers [role=option]").first.click()
    expect(form.locator("[data-chips] li")).to_have_count(2)
    form.get_by_role("button", name="Quitar Luis Martín").click()
    expect(form.locator("[data-chips] li")).to_have_count(1)

    form.get_by_label("¿A qué hora?").fill("09:30")
    form.get_by_label("¿Cuándo pasó?").fill("2026-03-02T08:30")
    form.get_by_label("Primer día").fill("2026-03-06")
    form.get_by_label("Último día").fill("2026-03-09")
    form.get_by_role("radio", name="4", exact=True).check(force=True)
    form.get_by_label("PIN del aparato").fill("4711")
    form.locator("label[for=q-agreed]").click()
    assert flaws(form) == ""
    script = """async (locals) => {
      const { instantAt } = await import("/static/ui/forms/moments.js");
      return locals.map((local) => instantAt(local, "Europe/Madrid"));
    }"""
    assert form.evaluate(script, [local for local, _ in MOMENTS]) == [instant for _, instant in MOMENTS]
    form.locator(".asking-end .button").click()
    answers = form.locator("#answers").inner_text()
    for part in ("'what': 'mail'", "09:30", "2026-03-02T08:30:00+01:00", "25010.00", "Lo mío", "'mark': 4"):
        assert part in answers
    assert "4711" not in answers
    assert faults == []


MOMENTS = [
    ("2026-03-02T08:30", "2026-03-02T07:30:00Z"),
    ("2026-07-02T08:30", "2026-07-02T06:30:00Z"),
    ("2026-03-29T02:30", None),
    ("2026-10-25T02:30", "2026-10-25T00:30:00Z"),
    ("2026-10-25T03:30", "2026-10-25T02:30:00Z"),
]


@pytest.mark.parametrize(("local", "instant"), MOMENTS)
def test_python_reads_a_local_time(local: str, instant: str | None) -> None:
    found = InstantType().moment(local, ZoneInfo("Europe/Madrid"))
    assert (f"{found.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if found else None) == instant
