"""Things that break in Madrid, Getafe and Barcelona."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World
from ventanilla.records.tickets.choices import Outcome

HQ_3, POBLENOU_1 = "madrid/hq/floor-3", "barcelona/poblenou/poblenou-1"


def ana_is_cold(w: World) -> Story:
    yield w.at(32, "09:47")
    number = w.ask(
        "ana",
        "facilities-repair",
        {
            "what": "climate",
            "place": HQ_3,
            "details": "En la zona de Marketing hace un frío que pela: estamos con el abrigo puesto.",
            "who": "area",
            "how_bad": "annoying",
        },
    )
    yield w.at(32, "10:30")
    w.say(
        "felipe",
        number,
        "Subo a mirarlo después de comer, Ana. ¿Es solo en vuestra zona o también en Ventas?",
    )
    yield w.at(32, "10:41")
    w.say("ana", number, "Ventas está bien. Es justo donde las ventanas.")
    yield w.at(31, "10:20")
    w.say(
        "felipe", number, "Era una compuerta del conducto, que se había quedado cerrada. ¿Notáis ya el calor?"
    )
    yield w.at(31, "12:02")
    w.say("ana", number, "Muchísimo. Nos hemos quitado los abrigos, gracias.")
    yield w.at(31, "12:20")
    w.do("felipe", number, "repair", {"done": "Compuerta abierta y termostato a 22 grados."})


def wei_is_locked_out(w: World) -> Story:
    yield w.at(26, "08:52")
    number = w.ask(
        "wei",
        "facilities-repair",
        {
            "what": "door",
            "place": POBLENOU_1,
            "details": "My badge no longer opens the door of floor 1. Somebody has to let me in each time.",
            "who": "me",
            "how_bad": "stopped",
        },
    )
    yield w.at(26, "09:20")
    w.do(
        "montse",
        number,
        "repair-barcelona",
        {"done": "Your badge had expired. It works for another year now."},
    )


def the_dock_door_falls(w: World) -> Story:
    yield w.at(21, "10:35")
    number = w.ask(
        "mateo",
        "facilities-repair",
        {
            "what": "door",
            "place": "madrid/getafe/getafe-dock",
            "details": "La persiana del muelle 2 baja sola. He puesto conos y no dejamos pasar a nadie.",
            "who": "area",
            "how_bad": "danger",
        },
    )
    yield w.at(21, "10:44")
    w.say("manuel", number, "Voy para allá con el técnico de la persiana. No la toquéis, por favor.")
    yield w.at(21, "13:55")
    w.do(
        "manuel",
        number,
        "repair",
        {"done": "Muelle roto y freno sin reglar. Cambiado y probado veinte veces."},
    )
    yield w.at(21, "14:20")
    w.note("manuel", number, "Pedir revisión de las otras cuatro persianas: son del mismo año.")


def the_leak_comes_back(w: World) -> Story:
    yield w.at(9, "09:18")
    number = w.ask(
        "fernando",
        "facilities-repair",
        {
            "what": "water",
            "place": "madrid/getafe/getafe-office",
            "details": "Gotea el techo al lado del archivador.",
            "who": "area",
            "how_bad": "annoying",
        },
    )
    yield w.at(8, "11:50")
    w.do("felipe", number, "repair", {"done": "Sellada una junta del aire acondicionado."})
    yield w.at(7, "08:40")
    w.say("fernando", number, "Ha llovido esta noche y vuelve a gotear en el mismo sitio.", reopen=True)
    yield w.at(7, "09:15")
    w.assign("manuel", number, "felipe")
    yield w.at(6, "12:30")
    w.resolve("felipe", number, "Era una teja. El tejado está cambiado y he pintado la mancha.")


def already_reported(w: World) -> Story:
    yield w.at(9, "10:02")
    number = w.ask(
        "sandra",
        "facilities-repair",
        {
            "what": "water",
            "place": "madrid/getafe/getafe-office",
            "details": "Hay una gotera en la oficina del almacén.",
            "who": "area",
            "how_bad": "annoying",
        },
    )
    yield w.at(9, "10:30")
    w.close(
        "manuel",
        number,
        Outcome.DUPLICATE,
        "Gracias, Sandra: Fernando avisó hace un rato y ya está en marcha.",
        of=w.last_of("fernando", "facilities-repair"),
    )


def barcelona_is_too_warm(w: World) -> Story:
    yield w.at(3, "11:04")
    number = w.ask(
        "julia",
        "facilities-repair",
        {
            "what": "climate",
            "place": POBLENOU_1,
            "details": "La sala Gràcia está a 28 grados y no se puede regular.",
            "who": "area",
            "how_bad": "annoying",
        },
    )
    yield w.at(3, "12:15")
    w.take("felipe", number, "repair-barcelona")
    yield w.at(3, "12:18")
    w.say("felipe", number, "El jueves voy a Barcelona y lo miro. Mientras, Montse os deja un ventilador.")


def nobody_has_looked_yet(w: World) -> Story:
    """Its first answer is late: the queue shows a promise that was missed."""
    yield w.at(2, "09:14")
    w.ask(
        "patricia",
        "facilities-repair",
        {
            "what": "light",
            "place": HQ_3,
            "details": "Se ha fundido la luz del pasillo de las salas.",
            "who": "area",
            "how_bad": "can_wait",
        },
    )


def hugo_cannot_get_in(w: World) -> Story:
    yield w.at(1, "13:28")
    w.ask(
        "hugo",
        "facilities-repair",
        {
            "what": "door",
            "place": "madrid/hq/floor-3/sala-retiro",
            "details": "La puerta de la sala Retiro no abre y mañana a las 12 tenemos visita.",
            "who": "building",
            "how_bad": "annoying",
        },
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    ana_is_cold,
    wei_is_locked_out,
    the_dock_door_falls,
    the_leak_comes_back,
    already_reported,
    barcelona_is_too_warm,
    nobody_has_looked_yet,
    hugo_cannot_get_in,
)
