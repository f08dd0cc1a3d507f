"""Money that people paid in advance."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World

Line = tuple[int, str, str, str]
"""Working days back, kind, what it was, how much."""


def _claim(w: World, name: str, purpose: str, *lines: Line, total: str = "", why: str = "") -> str:
    """Ask for the money back, with a receipt for each line; `total` when it isn't their sum, and `why`."""
    rows: list[dict[str, Any]] = [
        {
            "on": w.day(back),
            "kind": kind,
            "what": what,
            "amount": _euros(amount),
            "receipt": w.paper(
                name, f"tique-{position}.pdf", what, f"Total: {amount} EUR", "Documento de muestra."
            ),
        }
        for position, (back, kind, what, amount) in enumerate(lines, start=1)
    ]
    whole = total or str(sum(Decimal(amount) for *_, amount in lines))
    answers = {"purpose": purpose, "lines": rows, "total": _euros(whole)}
    return w.ask(name, "expenses", {**answers, "difference": why} if why else answers)


def _euros(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def patricia_visits_a_customer(w: World) -> Story:
    yield w.at(33, "10:28")
    number = _claim(
        w,
        "patricia",
        "Visita a Norte Logística en Bilbao",
        (36, "travel", "Tren Madrid-Bilbao, ida y vuelta", "118.60"),
        (35, "hotel", "Una noche", "94.00"),
        (35, "meals", "Cena con el cliente", "76.40"),
    )
    yield w.at(32, "15:40")
    w.approve("raul", number)
    yield w.at(31, "12:00")
    w.do("javier", number, "payment", {"paid_on": w.day(30), "reference": "TR-55120"})


def thomas_at_the_fair(w: World) -> Story:
    yield w.at(25, "11:15")
    number = _claim(
        w,
        "thomas",
        "Security fair in Munich",
        (29, "travel", "Flight Madrid-Munich", "342.10"),
        (28, "hotel", "Four nights during the fair", "1196.00"),
        (27, "meals", "Dinner with the DACH partners", "301.90"),
    )
    yield w.at(24, "09:50")
    w.approve("raul", number, "The hotel was dear, but there was no other left.")
    yield w.at(23, "10:20")
    w.approve("carmen", number, "Fine. For next year please book before March.")
    yield w.at(22, "12:15")
    w.do("silvia", number, "payment", {"paid_on": w.day(21), "reference": "TR-55387"})


def oriol_had_an_advance(w: World) -> Story:
    yield w.at(17, "09:44")
    number = _claim(
        w,
        "oriol",
        "Curso de seguridad para el equipo",
        (20, "training", "Tres inscripciones", "870.00"),
        (19, "meals", "Comida del equipo", "96.50"),
        total="466.50",
        why="Ya recibí un anticipo de 500 € en enero.",
    )
    yield w.at(16, "10:12")
    w.approve("elena", number)
    yield w.at(15, "11:35")
    w.note("javier", number, "Anticipo comprobado: AN-0071, 500 €.")
    yield w.at(15, "11:40")
    w.do("javier", number, "payment", {"paid_on": w.day(13)})


def yolanda_parks_on_a_sunday(w: World) -> Story:
    yield w.at(10, "12:55")
    number = _claim(w, "yolanda", "Aparcamiento", (12, "taxi", "Aparcamiento del domingo", "31.20"))
    yield w.at(9, "09:36")
    w.reject(
        "raul", number, "El domingo no hubo visita, Yolanda. Si me equivoco, dímelo y la vuelves a enviar."
    )


def noelia_pays_for_the_event(w: World) -> Story:
    yield w.at(5, "10:16")
    _claim(
        w,
        "noelia",
        "Presentación de la campaña de otoño",
        (8, "material", "Alquiler de sillas y megafonía", "640.00"),
        (7, "meals", "Desayuno para cuarenta personas", "412.50"),
        (7, "taxi", "Furgoneta", "231.90"),
    )


def ana_is_about_to_be_paid(w: World) -> Story:
    yield w.at(5, "12:30")
    number = _claim(
        w,
        "ana",
        "Entrevista para el blog en Valencia",
        (7, "travel", "Tren Madrid-Valencia, ida y vuelta", "74.30"),
        (7, "meals", "Comida", "18.90"),
        (7, "taxi", "Taxi a la estación", "23.10"),
    )
    yield w.at(3, "09:10")
    w.approve("marta", number, "Muy buena la entrevista.")
    yield w.at(2, "11:05")
    w.say("silvia", number, "Hola, Ana: entra en los pagos del viernes.")


def james_in_the_lab(w: World) -> Story:
    yield w.at(6, "14:48")
    number = _claim(
        w,
        "james",
        "Prototype parts for the reader",
        (9, "material", "Antennas and a signal generator", "1315.00"),
        (8, "material", "Shipping and customs", "175.40"),
    )
    yield w.at(5, "10:22")
    w.approve("oriol", number, "Paid by card because the shop takes no orders.")
    yield w.at(4, "12:40")
    w.say(
        "ignacio",
        number,
        "James, does the customs receipt have our tax number on it? I can't see it in the scan.",
    )


def alvaro_drives(w: World) -> Story:
    yield w.at(3, "12:58")
    number = _claim(
        w,
        "alvaro",
        "Ruta de clientes por Galicia",
        (8, "travel", "Coche de alquiler, cinco días", "486.00"),
        (7, "hotel", "Cuatro noches", "432.00"),
        (6, "meals", "Dietas", "228.75"),
    )
    yield w.at(2, "10:48")
    w.approve("raul", number, "Ha vuelto con dos pedidos.")


STORIES: tuple[Callable[[World], Story], ...] = (
    patricia_visits_a_customer,
    thomas_at_the_fair,
    oriol_had_an_advance,
    yolanda_parks_on_a_sunday,
    noelia_pays_for_the_event,
    ana_is_about_to_be_paid,
    james_in_the_lab,
    alvaro_drives,
)
