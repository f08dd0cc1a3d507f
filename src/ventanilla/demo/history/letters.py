"""Proofs of employment, seen by the People team alone."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World


def _certificate(w: World, by: str, name: str, title: str) -> list[str]:
    return w.paper(
        by,
        title,
        "Acme - Departamento de Personas",
        "",
        f"Certificamos que {name} forma parte de la plantilla de Acme",
        "con contrato indefinido y a jornada completa.",
        "",
        "Documento de muestra, sin validez.",
    )


def lourdes_buys_a_home(w: World) -> Story:
    yield w.at(35, "09:20")
    number = w.ask(
        "lourdes",
        "proof-of-employment",
        {
            "purpose": "mortgage",
            "salary": True,
            "languages": ["es"],
            "details": "El banco pide que aparezcan las pagas extra.",
        },
    )
    yield w.at(34, "12:45")
    document = _certificate(w, "rosa", "Lourdes Vega", "certificado-lourdes-vega.pdf")
    w.do(
        "rosa",
        number,
        "letter",
        {"document": document, "note": "Van las catorce pagas. ¡Suerte con el piso!"},
    )


def marco_travels(w: World) -> Story:
    yield w.at(27, "11:33")
    number = w.ask(
        "marco",
        "proof-of-employment",
        {
            "purpose": "visa",
            "salary": False,
            "languages": ["en"],
            "details": "It has to say that I keep my job while I am away.",
        },
    )
    yield w.at(26, "10:10")
    document = _certificate(w, "cristina", "Marco Bianchi", "proof-of-employment-marco-bianchi.pdf")
    w.do("cristina", number, "letter", {"document": document})


def sofia_is_asked_something(w: World) -> Story:
    yield w.at(2, "09:08")
    number = w.ask(
        "sofia",
        "proof-of-employment",
        {
            "purpose": "other",
            "other_purpose": "Beca de un máster",
            "salary": False,
            "languages": ["es", "en"],
        },
    )
    yield w.at(2, "10:24")
    w.take("rosa", number, "letter")
    yield w.at(2, "10:27")
    w.say(
        "rosa",
        number,
        "Hola, Sofía. ¿Tiene que decir cuántas horas trabajas a la semana? Algunas becas lo piden.",
    )
    yield w.at(2, "10:28")
    w.wait_for_answer("rosa", number)


def ahmed_renews(w: World) -> Story:
    yield w.at(1, "11:50")
    w.ask(
        "ahmed",
        "proof-of-employment",
        {
            "purpose": "visa",
            "salary": True,
            "languages": ["es"],
            "details": "Es para renovar la residencia; la cita es dentro de dos semanas.",
        },
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    lourdes_buys_a_home,
    marco_travels,
    sofia_is_asked_something,
    ahmed_renews,
)
