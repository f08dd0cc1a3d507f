from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from jsonschema import Draft202012Validator

from tests import factories
from tests.records.intake.asking import context, options, question
from ventanilla.core.directory import actions as directory
from ventanilla.core.files import actions as files
from ventanilla.core.people.models import Location, Person
from ventanilla.records.intake.interpret import answer_facts, check, display, json_schema

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def answer(asked: Any, raw: Any, language: str = "es", person: Person | None = None) -> Any:
    """The answer, or the messages when it isn't one."""
    with translation.override(language):
        checked = check([asked], {asked.id: raw}, context(person))
    return checked.errors[asked.id] if checked.errors else checked.answers.get(asked.id)


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("es", "1.234,56", 1234.56),
        ("es", "1234,56", 1234.56),
        ("es", "1.234", 1234),
        ("es", "12.5", 12.5),
        ("es", "1,234.56", 1234.56),
        ("es", " 1 234 567,8 ", 1234567.8),
        ("es", "-3", -3),
        ("es", "−3,5", -3.5),
        ("es", ",5", 0.5),
        ("en", "1,234.56", 1234.56),
        ("en", "1,234", 1234),
        ("en", "1.234", 1.234),
        ("en", "12,5", 12.5),
        ("en", "1.234.567,8", 1234567.8),
        ("es", 12, 12),
        ("es", 12.5, 12.5),
        ("es", 1.234, 1.234),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(language: str, typed: object, number: float) -> None:
    assert answer(question("number", decimals=3), typed, language) == number


@pytest.mark.parametrize(
    "typed", ["doce", "1.2.3", "1,2,3", "12€", "1e5", "--1", "1.23,4.5", [], {"a": 1}, True, "9" * 61]
)
def test_what_is_no_number_is_said_in_words(typed: object) -> None:
    if typed == []:
        assert answer(question("number"), typed) is None
    else:
        assert answer(question("number"), typed) == ["Escribe un número en cifras, por ejemplo 12."]


def test_a_number_has_limits_and_decimals() -> None:
    asked = question("number", min=1, max=1500, decimals=0, unit={"es": "días", "en": "days"})
    assert answer(asked, "0") == ["Escribe 1 o más."]
    assert answer(asked, "2000") == ["Escribe 1.500 o menos."]
    assert answer(asked, "1,5") == ["Escribe un número entero, sin decimales."]
    assert answer(asked, "15 días") == 15
    assert answer(question("number", decimals=1), "1,25") == ["Escribe el número con 1 decimal como mucho."]


def test_a_number_that_json_cant_hold_is_kept_as_text() -> None:
    assert answer(question("number", decimals=6), "12345678901234567,123456") == "12345678901234567.123456"


@pytest.mark.parametrize(
    ("language", "raw"),
    [
        ("es", "1.234,5 €"),
        ("es", "€ 1234,50"),
        ("en", "€1,234.50"),
        ("en", "1234.5 EUR"),
        ("es", {"amount": "1234.50", "currency": "EUR"}),
        ("es", 1234.5),
    ],
)
def test_money_is_an_exact_amount_in_the_questions_currency(language: str, raw: object) -> None:
    assert answer(question("money"), raw, language) == {"amount": "1234.50", "currency": "EUR"}


def test_money_says_what_it_misses() -> None:
    asked = question("money", min=10, max=100)
    assert answer(asked, "5") == ["Escribe 10,00\xa0€ o más."]
    assert answer(asked, "500") == ["Escribe 100,00\xa0€ o menos."]
    assert answer(asked, "50,123") == ["Escribe el importe con dos decimales como mucho."]
    assert answer(asked, "mucho") == ["Escribe un importe en cifras, por ejemplo 12,50\xa0€."]
    assert answer(asked, {"amount": "12", "currency": "USD"}) == ["Indica el importe en EUR."]
    assert answer(asked, {"amount": "12"}) == ["Escribe un importe en cifras, por ejemplo 12,50\xa0€."]


@pytest.mark.parametrize("raw", ["2026-12-31", "31/12/2026", "31-12-2026", "31.12.2026"])
def test_dates_are_days_however_they_are_typed(raw: str) -> None:
    assert answer(question("date"), raw) == "2026-12-31"


@pytest.mark.parametrize("raw", ["31/02/2026", "2026-13-01", "mañana", 20261231, "12/2026"])
def test_what_is_no_date_is_said_in_words(raw: object) -> None:
    assert answer(question("date"), raw) == ["Escribe la fecha como día, mes y año, por ejemplo 31/12/2026."]


def test_dates_have_limits_that_may_depend_on_today() -> None:
    asked = question("date", min={"add_days": [{"fact": "today"}, 5]}, max="2026-12-31")
    assert answer(asked, "2026-03-06") == ["Elige una fecha a partir del 7 de marzo de 2026."]
    assert answer(asked, "2026-03-07") == "2026-03-07"
    assert answer(asked, "2027-01-01") == ["Elige una fecha hasta el 31 de diciembre de 2026."]


def test_a_limit_that_cant_be_computed_limits_nothing() -> None:
    asked = question("date", min={"add_days": [{"fact": "requester.name"}, 5]})
    assert answer(asked, "1990-01-01") == "1990-01-01"


def test_short_text_is_one_line_and_long_text_keeps_its_lines() -> None:
    assert answer(question("short_text"), "  hola \r\n que\ttal\x00 ") == "hola que tal"
    assert answer(question("long_text"), " uno \r\n\r\ndos\x07 ") == "uno\n\ndos"
    assert answer(question("short_text"), "n\u0303") == "ñ"
    assert answer(question("short_text"), "a\ud800b") == "ab"


def test_texts_have_limits_and_patterns() -> None:
    pattern = {
        "regex": "[A-Z]{2}[0-9]{4}",
        "message": {"es": "Escribe dos letras y cuatro cifras.", "en": "…"},
    }
    asked = question("short_text", min_length=3, max_length=6, pattern=pattern)
    assert answer(asked, "AB1234") == "AB1234"
    assert answer(asked, "ABC123") == ["Escribe dos letras y cuatro cifras."]
    assert answer(asked, "AB") == [
        "Cuéntanos un poco más: al menos 3 caracteres.",
        "Escribe dos letras y cuatro cifras.",
    ]
    assert answer(question("short_text", max_length=6), "AB12345") == [
        "Acorta la respuesta en 1 carácter: caben 6."
    ]
    assert answer(question("short_text"), {"a": 1}) == ["Escribe tu respuesta."]


@pytest.mark.parametrize(
    ("raw", "kept"), [("yes", True), ("Sí", True), (True, True), ("no", False), (False, False), ("0", False)]
)
def test_yes_and_no(raw: object, kept: bool) -> None:
    assert answer(question("yes_no"), raw) is kept


def test_yes_no_takes_nothing_else() -> None:
    assert answer(question("yes_no"), "quizá") == ["Responde sí o no."]
    assert answer(question("yes_no"), 1) == ["Responde sí o no."]


def test_an_address_has_to_be_whole() -> None:
    assert answer(question("email"), " Ana@ACME.example ") == "Ana@acme.example"
    wrong = ["Escribe la dirección completa, como nombre@ejemplo.com."]
    assert answer(question("email"), "ana@") == wrong
    assert answer(question("email"), "a" * 300 + "@acme.example") == wrong
    assert answer(question("email"), 3) == wrong


def test_one_choice_is_one_of_the_options() -> None:
    asked = question("choice", options=options("a", "b"))
    assert answer(asked, "b") == "b"
    assert answer(asked, "c") == ["Elige una de las opciones."]
    assert answer(asked, ["a"]) == ["Elige una de las opciones."]


def test_a_chosen_list_row_keeps_its_columns() -> None:
    asked = question("choice", "model", options={"list": "laptops"})
    checked = check([asked], {"model": "pro-16"}, context())
    assert checked.answers == {"model": "pro-16"}
    assert checked.rows == {
        "model": {
            "cost": {"amount": "2499.00", "currency": "EUR"},
            "pro": True,
            "label": {"es": "Pro 16", "en": "Pro 16"},
        }
    }
    assert answer_facts([asked], checked.answers, checked.rows) == {
        "answers.model": "pro-16",
        "answers.model.cost": {"amount": "2499.00", "currency": "EUR"},
        "answers.model.pro": True,
        "answers.model.label": {"es": "Pro 16", "en": "Pro 16"},
    }


def test_a_list_offers_only_the_rows_that_its_rule_lets_through() -> None:
    where = {"fact": "row.pro", "op": "is", "value": {"fact": "answers.developer"}}
    asked = [
        question("yes_no", "developer"),
        question("choice", "model", options={"list": "laptops", "where": where}),
    ]
    assert check(asked, {"developer": True, "model": "pro-16"}, context()).ok
    assert list(check(asked, {"developer": False, "model": "pro-16"}, context()).errors) == ["model"]


def test_an_option_that_isnt_offered_cant_be_chosen() -> None:
    choices = options("a", "b")
    choices[1]["offered_if"] = {"fact": "requester.department", "op": "is", "value": "it"}
    asked = question("choice", options=choices)
    assert check([asked], {"q": "b"}, context(facts={"requester.department": "it"})).ok
    assert not check([asked], {"q": "b"}, context(facts={"requester.department": "hr"})).ok


def test_several_choices_come_in_the_order_of_the_options() -> None:
    asked = question("choices", options=options("a", "b", "c"), min_choices=2, max_choices=2)
    assert answer(asked, ["c", "a", "a"]) == ["a", "c"]
    assert answer(asked, "a") == ["Elige al menos 2 opciones."]
    assert answer(asked, []) == ["Elige al menos 2 opciones."]
    assert answer(asked, ["a", "b", "c"]) == ["Elige 2 opciones como mucho."]
    assert answer(asked, ["a", "x"]) == ["Elige solo entre las opciones."]
    assert answer(asked, ["a", {"b": 1}]) == ["Elige solo entre las opciones."]


@pytest.fixture
def marta(db: None) -> Person:
    return factories.person("Marta", family_name="Ibáñez")


def test_a_person_is_a_colleague_by_name_address_or_id(marta: Person) -> None:
    ana = factories.person("Ana")
    asked = question("person")
    for raw in (
        str(marta.pk),
        marta.pk,
        "marta@acme.example",
        "MARTA@ACME.example",
        "Marta Ibáñez (marta@acme.example)",
        " marta ibáñez ",
    ):
        assert answer(asked, raw, person=ana) == str(marta.pk)


def test_people_of_other_organisations_and_nobody_are_one_and_the_same_error(marta: Person) -> None:
    clara = factories.person("Clara", organization=factories.organization("cliente"))
    factories.person("Iván", is_active=False)
    asked = question("person")
    wrong = ["No encontramos a esa persona. Escribe el nombre completo o el correo."]
    for raw in (clara.email, str(clara.pk), "Clara", "Iván", "nadie", "Marta", 10**40, True, ["a"], "a\x00b"):
        assert answer(asked, raw, person=marta) == wrong


def test_two_people_of_one_name_have_to_be_told_apart(marta: Person) -> None:
    factories.person("Marta", family_name="Ibáñez")
    assert answer(question("person"), "Marta Ibáñez", person=marta) == [
        "Varias personas se llaman así. Elige una de la lista o escribe su correo."
    ]


def test_a_place_is_kept_with_its_path(marta: Person) -> None:
    madrid = directory.add(Location, actor=None, slug="madrid", name={"es": "Madrid"})
    directory.add(
        Location, actor=None, slug="floor-3", name={"es": "Planta 3", "en": "Floor 3"}, parent=madrid
    )
    asked = question("location")
    assert answer(asked, "floor-3", person=marta) == "madrid/floor-3"
    assert answer(asked, "madrid/floor-3", person=marta) == "madrid/floor-3"
    assert answer(asked, "moon", person=marta) == ["Elige un lugar de la lista."]
    assert answer(asked, 3, person=marta) == ["Elige un lugar de la lista."]
    [shown] = display([asked], {"q": "madrid/floor-3"}, {}, "en")
    assert shown.text == "Floor 3"


def test_a_file_is_one_that_the_same_person_uploaded(marta: Person, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    ana = factories.person("Ana")
    mine = files.store(actor=ana, name="mía.pdf", content=ContentFile(PDF))
    hers = files.store(actor=marta, name="suya.pdf", content=ContentFile(PDF))
    asked = question("file", max_files=2)
    gone = ["Ya no tenemos alguno de estos archivos. Vuelve a añadirlo."]
    assert answer(asked, str(mine.key), person=ana) == [str(mine.key)]
    assert answer(asked, [str(mine.key), str(hers.key)], person=ana) == gone
    assert answer(asked, ["00000000-0000-0000-0000-000000000000"], person=ana) == gone
    assert answer(asked, [{"a": 1}], person=ana) == gone
    assert answer(asked, ["a", "b", "c"], person=ana) == ["Deja 2 archivos como mucho."]
    assert answer(question("file", accept=["image"]), str(mine.key), person=ana) == [
        "«mía.pdf» no sirve aquí. Elige un archivo de uno de estos tipos: imágenes (JPG, PNG…)."
    ]
    kept = context(ana, known_files=frozenset({str(hers.key)}))
    assert check([asked], {"q": [str(hers.key)]}, kept).files == {"q": [hers]}
    [shown] = display([asked], {"q": [str(mine.key)]}, {}, "es")
    assert (shown.text, shown.files) == ("mía.pdf", [mine])


ROWS = {
    "min_rows": 2,
    "max_rows": 3,
    "questions": [
        {"id": "supplier", "type": "short_text", "label": {"es": "Proveedor"}, "required": True},
        {"id": "amount", "type": "money", "label": {"es": "Importe"}},
        {
            "id": "why",
            "type": "short_text",
            "label": {"es": "Motivo"},
            "required": True,
            "visible_if": {"fact": "row.amount", "op": "gt", "value": 100},
        },
        {"id": "model", "type": "choice", "label": {"es": "Modelo"}, "options": {"list": "laptops"}},
    ],
}


def test_rows_are_read_one_by_one_and_blank_ones_dont_count() -> None:
    asked = question("rows", "quotes", **ROWS)
    raw = [
        {"supplier": "Uno", "amount": "12,5", "why": "oculto"},
        {"supplier": "", "amount": " "},
        {"supplier": "Dos", "amount": "500", "why": "Porque sí", "model": "pro-16"},
    ]
    with translation.override("es"):
        checked = check([asked], {"quotes": raw}, context())
    assert checked.errors == {}
    assert checked.answers["quotes"] == [
        {"supplier": "Uno", "amount": {"amount": "12.50", "currency": "EUR"}},
        {
            "supplier": "Dos",
            "amount": {"amount": "500.00", "currency": "EUR"},
            "why": "Porque sí",
            "model": "pro-16",
        },
    ]
    assert list(checked.rows) == ["quotes.1.model"]
    assert {"quotes.2.why", "quotes.0.supplier"} <= checked.visible
    assert "quotes.0.why" not in checked.visible
    [shown] = display([asked], checked.answers, checked.rows, "es")
    assert [cell.text for cell in shown.rows[1]] == ["Dos", "500,00\xa0€", "Porque sí", "Pro 16"]
    facts = answer_facts([asked], checked.answers, checked.rows)
    assert facts["answers.quotes"][0]["amount"] == {"amount": "12.50", "currency": "EUR"}


def test_errors_inside_rows_say_which_row_as_it_was_given() -> None:
    asked = question("rows", "quotes", **ROWS)
    raw = [{}, {"supplier": "Uno", "amount": "x"}, {"amount": "3", "colour": "red"}]
    with translation.override("es"):
        checked = check([asked], {"quotes": raw}, context())
    assert checked.errors == {
        "quotes.1.amount": ["Escribe un importe en cifras, por ejemplo 12,50\xa0€."],
        "quotes.2.supplier": ["Escribe tu respuesta."],
        "quotes.2.colour": ["Este formulario no tiene ninguna pregunta «colour»."],
    }
    assert checked.answers == {}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ([], "Añade al menos 2 líneas."),
        ([{"supplier": "Uno"}], "Añade al menos 2 líneas."),
        ([{"supplier": "x"}] * 4, "Deja 3 líneas como mucho."),
        ("x", "Añade al menos 2 líneas."),
    ],
)
def test_rows_have_a_least_and_a_most(raw: object, message: str) -> None:
    assert answer(question("rows", **ROWS), raw) == [message]


EVERY = [
    question(
        "short_text",
        "short",
        required=True,
        max_length=20,
        pattern={"regex": "[a-z]+", "message": {"es": "x"}},
    ),
    question("long_text", "long"),
    question("number", "number", min=1, max=5, decimals=2),
    question("money", "money"),
    question("date", "date"),
    question("choice", "choice", options=options("a", "b")),
    question("choice", "model", options={"list": "laptops"}, required=True),
    question("choices", "choices", options=options("a", "b"), min_choices=1),
    question("yes_no", "yes"),
    question("email", "email"),
    question("rows", "rows", questions=ROWS["questions"]),
    question("note", "note", text={"es": "Lee esto"}),
]
FULL = {
    "short": "abc",
    "long": "uno\ndos",
    "number": "1,25",
    "money": "3",
    "date": "31/12/2026",
    "choice": "a",
    "model": "air-13",
    "choices": ["b"],
    "yes": "no",
    "email": "a@b.example",
    "rows": [{"supplier": "Uno", "amount": "500", "why": "x"}],
}


def test_the_schema_is_valid_and_fits_every_answer() -> None:
    with translation.override("es"):
        checked = check(EVERY, FULL, context())
    assert checked.errors == {}
    schema = json_schema(EVERY, context(), "en")
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(checked.answers)) == []
    assert schema["required"] == ["short", "model", "choices"]
    assert schema["properties"]["short"]["title"] == "Question short"
    assert "note" not in schema["properties"]
    assert list(Draft202012Validator(schema).iter_errors({**checked.answers, "model": "none"}))


def test_stored_answers_read_as_themselves_in_either_language() -> None:
    with translation.override("es"):
        answers = check(EVERY, FULL, context()).answers
    for language in ("es", "en"):
        with translation.override(language):
            assert check(EVERY, answers, context()).answers == answers


def test_answers_read_in_the_readers_language() -> None:
    with translation.override("es"):
        checked = check(EVERY, FULL, context())
    spanish = {shown.id: shown.text for shown in display(EVERY, checked.answers, checked.rows, "es")}
    english = {shown.id: shown.text for shown in display(EVERY, checked.answers, checked.rows, "en")}
    assert (spanish["date"], english["date"]) == ("31 de diciembre de 2026", "December 31, 2026")
    assert (spanish["money"], english["money"]) == ("3,00\xa0€", "€3.00")
    assert (spanish["number"], english["number"]) == ("1,25", "1.25")
    assert (spanish["yes"], english["yes"]) == ("No", "No")
    assert (spanish["choices"], spanish["model"]) == ("B", "Air 13")


def test_facts_are_typed() -> None:
    with translation.override("es"):
        checked = check(EVERY, FULL, context())
    facts = answer_facts(EVERY, checked.answers, checked.rows)
    assert facts["answers.number"] == Decimal("1.25")
    assert facts["answers.date"] == date(2026, 12, 31)
    assert facts["answers.yes"] is False
    assert facts["answers.money"] == {"amount": "3.00", "currency": "EUR"}
