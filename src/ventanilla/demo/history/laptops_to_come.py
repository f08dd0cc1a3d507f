"""Laptops that are still on their way: each waits for something else."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.laptops import HQ_3, POBLENOU_1, POBLENOU_2
from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World


def priya_waits_for_a_day(w: World) -> Story:
    yield w.at(6, "10:02")
    number = w.ask(
        "priya",
        "laptop",
        {
            "model": "plus-14",
            "reason": "Running the test farm's dashboard beside everything else.",
            "accessories": ["dock"],
            "place": POBLENOU_1,
        },
    )
    yield w.at(5, "09:48")
    w.approve("oriol", number)
    yield w.at(4, "11:30")
    w.do("felipe", number, "workplace", {"note": "Hecho con Montse."})
    yield w.at(2, "12:15")
    w.say("priya", number, "I am in the office on Mondays and Tuesdays, if that helps to choose a day.")


def lourdes_is_almost_there(w: World) -> Story:
    yield w.at(4, "09:33")
    number = w.ask(
        "lourdes",
        "laptop",
        {
            "model": "standard-14",
            "accessories": ["monitor-27", "keyboard-mouse"],
            "place": HQ_3,
        },
    )
    yield w.at(3, "10:05")
    w.approve("patricia", number, "Adelante.")
    yield w.at(1, "09:50")
    w.do("felipe", number, "workplace", {"note": "Mesa 3-07 lista."})


def sergi_needs_one_that_is_not_there(w: World) -> Story:
    yield w.at(4, "12:20")
    number = w.ask(
        "sergi",
        "laptop",
        {
            "model": "workstation-17",
            "reason": "Para el banco de pruebas nuevo: captura ocho cámaras a la vez.",
            "place": POBLENOU_2,
        },
    )
    yield w.at(3, "09:15")
    w.approve("james", number, "Yes, the bench is useless without it.")
    yield w.at(2, "10:40")
    w.say("sergi", number, "¿Hay fecha? El banco llega el mes que viene, así que no corre prisa.")


def ana_has_to_say_why(w: World) -> Story:
    yield w.at(3, "10:26")
    number = w.ask(
        "ana",
        "laptop",
        {
            "model": "pro-16",
            "reason": "El mío va lento.",
            "accessories": ["monitor-27"],
            "place": HQ_3,
            "old_laptop": True,
            "old_trouble": "Tarda diez minutos en arrancar y el ventilador no para.",
        },
    )
    yield w.at(1, "12:05")
    w.give_back(
        "marta",
        number,
        "Ana, que te lo cambien, seguro. Pero ¿el Pro? Si es por los vídeos de la campaña, ponlo en el "
        "motivo; "
        "si no, con el Plus 14 vas sobrada.",
    )


def hugo_waits_for_marta(w: World) -> Story:
    yield w.at(2, "11:18")
    w.ask(
        "hugo",
        "laptop",
        {
            "model": "pro-16",
            "reason": (
                "Las maquetas de la feria pesan 4 GB y cada cambio me deja cinco minutos mirando la barra."
            ),
            "accessories": ["monitor-27", "dock"],
            "place": HQ_3,
            "old_laptop": True,
            "old_trouble": "Se queda sin memoria con dos documentos abiertos.",
        },
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    priya_waits_for_a_day,
    lourdes_is_almost_there,
    sergi_needs_one_that_is_not_there,
    ana_has_to_say_why,
    hugo_waits_for_marta,
)
