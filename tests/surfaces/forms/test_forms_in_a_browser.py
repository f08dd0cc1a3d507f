"""The rendered form in Chromium: conditions, keyboard, errors, lines, names, and what axe thinks of it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from tests.look import look_at
from ventanilla.core.rules import as_json
from ventanilla.records.intake.typed_numbers import read_number

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PDF = {
    "name": "oferta.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
}


def choose(page: Page, words: str) -> None:
    page.locator("label", has_text=words).first.click()


def send(page: Page) -> None:
    page.locator(".asking-end .button").click()


def test_conditions_hold_at_once_and_hidden_answers_are_not_sent(form: Page) -> None:
    faults: list[str] = []
    form.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    reason = form.get_by_label("¿Para qué lo usarás?")
    expect(reason).to_be_hidden()
    expect(form.get_by_label("Base de conexión")).to_be_hidden()
    choose(form, "Pro 16")
    expect(reason).to_be_visible()
    expect(form.get_by_label("Base de conexión")).to_be_visible()
    expect(form.locator("[data-said]")).to_contain_text("Nueva pregunta: ¿Para qué lo usarás?")
    expect(form.get_by_label("Centro de coste")).to_be_visible()  # only the server knows its rule
    reason.fill("Vídeo")
    choose(form, "Air 13")
    expect(reason).to_be_hidden()
    expect(reason).to_be_disabled()
    expect(form.get_by_label("Centro de coste")).to_be_hidden()
    send(form)
    answers = form.locator("#answers").inner_text()
    assert "air-13" in answers
    assert "Vídeo" not in answers
    assert faults == []


def test_the_word_optional_follows_the_answers(form: Page) -> None:
    mark = form.locator("[data-question=tag] [data-optional]")
    expect(mark).to_be_visible()
    choose(form, "Sí")
    expect(mark).to_be_hidden()
    form.get_by_role("radio", name="No", exact=True).focus()
    form.keyboard.press("Space")
    expect(mark).to_be_visible()


def test_errors_take_the_focus_and_lead_to_their_fields_by_keyboard(form: Page) -> None:
    form.get_by_label("¿A quién avisamos?").fill("ana@")
    form.get_by_label("Adjunta lo que ayude").set_input_files([PDF])
    form.get_by_label("Etiqueta del antiguo").press("Enter")
    summary = form.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "¿Qué portátil necesitas? Elige una de las opciones.",
            "¿A quién avisamos? Escribe la dirección completa, como nombre@ejemplo.com.",
        ]
    )
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")
    expect(form.get_by_role("radio", name="Air 13")).to_be_focused()
    form.keyboard.press("Space")
    mail = form.get_by_label("¿A quién avisamos?")
    expect(mail).to_have_value("ana@")
    expect(mail).to_have_attribute("aria-invalid", "true")
    expect(mail).to_have_accessible_description(
        "Error: Escribe la dirección completa, como nombre@ejemplo.com."
    )
    expect(form.get_by_text("oferta.pdf").first).to_be_visible()
    mail.fill("ana@acme.example")
    mail.press("Enter")
    expect(form.get_by_role("heading", name="Recibido")).to_be_visible()
    assert "papers" in form.locator("#answers").inner_text()


def test_a_stored_file_is_taken_away_in_place(form: Page) -> None:
    form.get_by_label("Adjunta lo que ayude").set_input_files([PDF])
    send(form)
    form.get_by_role("button", name="Quitar oferta.pdf").click()
    expect(form.get_by_label("Adjunta lo que ayude")).to_be_focused()
    expect(form.locator(".kept-files")).to_have_count(0)


def test_lines_are_added_and_removed_in_place(form: Page) -> None:
    form.get_by_role("button", name="Añadir una línea").click()
    expect(form.locator("#q-quotes-0-supplier")).to_be_focused()
    form.keyboard.type("Uno")
    why = form.locator("#q-quotes-0-why")
    expect(why).to_be_hidden()
    form.locator("#q-quotes-0-amount").fill("1.500")
    expect(why).to_be_visible()
    form.locator("#q-quotes-0-amount").fill("1,5")
    expect(why).to_be_hidden()
    form.locator("button[name=_add]").click()
    form.keyboard.type("Dos")
    amount, free = form.locator("#q-quotes-1-amount"), form.locator("#q-quotes-1-amount-check")
    amount.press_sequentially("0")
    expect(free).to_have_count(0)  # not while it is typed
    amount.press("Tab")
    expect(amount).to_have_accessible_description("Error: Un presupuesto no es gratis.")
    expect(form.locator("#q-quotes-0-amount")).not_to_have_attribute("aria-invalid", "true")
    amount.fill("20")
    expect(amount).not_to_have_attribute("aria-invalid", "true")
    form.get_by_role("button", name="Quitar línea 1").click()
    expect(form.locator("[data-said]")).to_have_text("Línea 1 quitada")
    expect(form.get_by_role("group", name="Línea 1")).to_be_visible()
    for _ in range(2):
        form.locator("button[name=_add]").click()
    expect(form.locator("button[name=_add]")).to_be_hidden()
    choose(form, "Air 13")
    send(form)
    assert "'quotes': [{'supplier': 'Dos'" in form.locator("#answers").inner_text()


def test_a_name_is_found_and_chosen_by_keyboard(form: Page) -> None:
    who = form.get_by_role("combobox", name="¿Quién lo recoge?")
    who.fill("ma")
    expect(form.locator(".offers li")).to_have_count(2)
    expect(form.locator("[data-said]")).to_have_text("2 personas encontradas")
    who.press("ArrowDown")
    who.press("ArrowDown")
    expect(form.locator(".offers li[aria-selected=true]")).to_contain_text("Marta Ibáñez")
    who.press("Enter")
    expect(who).to_have_value("Marta Ibáñez (marta@acme.example)")
    expect(who).to_have_attribute("aria-expanded", "false")
    who.fill("ma")
    expect(form.locator(".offers li")).to_have_count(2)
    who.press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()


def test_the_room_left_is_counted(form: Page) -> None:
    choose(form, "Pro 16")
    reason = form.get_by_label("¿Para qué lo usarás?")
    reason.fill("a" * 100)
    expect(form.get_by_text("Te quedan 20 caracteres")).to_be_visible()
    reason.fill("a" * 125)
    expect(form.get_by_text("Sobran 5 caracteres")).to_be_visible()


def test_everything_can_be_asked_and_answered_without_javascript(
    browser: Browser, live_server: Any, signed_in: Client
) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(5000)
    cookie = signed_in.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url)
    expect(page.get_by_label("¿Para qué lo usarás?")).to_be_hidden()
    page.get_by_role("button", name="Añadir una línea").click()
    page.locator("#q-quotes-0-supplier").fill("Uno")
    page.locator("#q-quotes-0-amount").fill("12,5")
    page.get_by_role("button", name="Añadir otra línea").click()
    expect(page.locator("#q-quotes-0-supplier")).to_have_value("Uno")
    page.get_by_role("button", name="Quitar línea 2").click()
    expect(page.locator("[data-row]")).to_have_count(1)
    page.get_by_label("¿Quién lo recoge?").fill("Marta Ibáñez")
    choose(page, "Pro 16")
    send(page)
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("¿Para qué lo usarás?").fill("Vídeo")
    page.get_by_label("Centro de coste").fill("CC-1")
    send(page)
    assert "'reason': 'Vídeo'" in page.locator("#answers").inner_text()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_before_and_after_errors(form: Page, width: int) -> None:
    form.set_viewport_size({"width": width, "height": 900})
    form.emulate_media(reduced_motion="reduce")
    form.reload()
    choose(form, "Pro 16")
    form.locator("button[name=_add]").click()
    form.locator("#q-quotes-0-amount").fill("2.000")
    form.locator("#q-who").fill("ma")
    expect(form.locator(".offers li")).to_have_count(2)
    look_at(form, "the form")
    form.get_by_label("Adjunta lo que ayude").set_input_files([PDF])
    send(form)
    expect(form.locator(".error-summary")).to_be_focused()
    look_at(form, "the form with errors")
    assert form.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


TYPED = ["1.234,5", "1,234.5", "12.5", "1.234", "-3", "x", "", "1.2.3", ",5", "1 000", "−2", "1.23,4"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_browser_reads_numbers_as_the_server_does(form: Page, language: str) -> None:
    script = """async ([typed, language]) => {
        const { readNumber } = await import("/static/ui/forms/numbers.js");
        return typed.map((text) => readNumber(text, language));
    }"""
    read = form.evaluate(script, [TYPED, language])
    with translation.override(language):
        expected = [as_json(read_number(text)) for text in TYPED]
    assert [None if text is None else json.loads(text.replace("-0", "0")) for text in read] == [
        None if text is None else json.loads(text) for text in expected
    ]


def test_limits_follow_the_answers_where_the_browser_knows_them_and_where_the_server_does(form: Page) -> None:
    form.goto(f"{form.url}limits/")
    weekends, paid = form.locator("#q-weekends-limit"), form.locator("#q-paid-limit")
    expect(weekends).to_be_hidden()
    form.get_by_label("¿Cuántos días?").fill("10")
    expect(weekends).to_have_text("Como máximo, 3.")
    field = form.get_by_label("¿Y en fin de semana?")
    expect(field).to_have_accessible_description("Como máximo, 3.")
    field.fill("4")
    expect(weekends).to_have_class(re.compile(r"\bover\b"))
    form.get_by_label("¿Cuántos días?").fill("12")
    expect(weekends).not_to_have_class(re.compile(r"\bover\b"))
    expect(form.locator("#q-stays-limit")).to_have_text("Como mínimo, 12 líneas.")
    expect(paid).to_be_hidden()
    choose(form, "Air 13")
    expect(paid).to_have_text("Como máximo, 999,00\xa0€.")
    form.get_by_label("¿Cuánto pagas tú?").fill("1.000")
    expect(paid).to_have_class(re.compile(r"\bover\b"))
    send(form)
    expect(form.locator(".error-summary")).to_contain_text("Escribe 999,00\xa0€ o menos.")


def test_days_that_overlap_are_told_at_once_and_no_more_once_they_do_not(form: Page) -> None:
    form.goto(f"{form.url}limits/")
    add = form.locator("[data-question=leave] button[name=_add]")
    for place, (first, last) in enumerate([("2030-06-01", "2030-06-10"), ("2030-06-10", "2030-06-12")]):
        add.click()
        form.locator(f"#q-leave-{place}-first").fill(first)
        form.locator(f"#q-leave-{place}-last").fill(last)
    form.locator("#q-leave-1-last").press("Tab")
    late = form.locator("#q-leave-1-first")
    expect(late).to_have_accessible_description(re.compile("se pisan con los de una línea de más arriba"))
    form.locator("#q-leave-0-last").fill("2030-06-09")
    expect(late).not_to_have_attribute("aria-invalid", "true")
