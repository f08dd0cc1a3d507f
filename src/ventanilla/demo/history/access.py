"""Access to applications."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World


def ana_reads_the_figures(w: World) -> Story:
    yield w.at(31, "12:14")
    number = w.ask(
        "ana",
        "software-access",
        {
            "application": "analytics",
            "permission": "read",
            "reason": (
                "Para ver qué artículos del blog traen visitas y dejar de preguntarle a Sofía cada lunes."
            ),
        },
    )
    yield w.at(30, "09:25")
    w.approve("marta", number, "Sofía te lo va a agradecer.")
    yield w.at(30, "13:02")
    w.do(
        "luis",
        number,
        "give-access",
        {
            "how": (
                "Entra con tu usuario de siempre y abre el cuadro «Contenidos». Si no te sale, actualiza "
                "la página."
            )
        },
    )


def ines_cannot_work(w: World) -> Story:
    yield w.at(28, "09:04")
    number = w.ask(
        "ines",
        "software-access",
        {
            "application": "crm",
            "permission": "edit",
            "reason": "Me han quitado los permisos al cambiar de oficina y no puedo pasar ofertas.",
            "blocked": True,
        },
    )
    yield w.at(28, "09:16")
    w.say("luis", number, "Lo veo, Inés. En cuanto Raúl lo apruebe te lo devuelvo en cinco minutos.")
    yield w.at(28, "09:58")
    w.approve("raul", number, "Urgente, por favor.")
    yield w.at(28, "10:07")
    w.do("luis", number, "give-access", {"how": "Sal y vuelve a entrar: ya tienes lo de antes."})


def pau_becomes_administrator(w: World) -> Story:
    yield w.at(22, "15:10")
    number = w.ask(
        "pau",
        "software-access",
        {
            "application": "code-hosting",
            "permission": "admin",
            "reason": "Mireia me pasa el mantenimiento de los repositorios mientras está de baja Laia.",
            "temporary": True,
            "until": w.day(2),
        },
    )
    yield w.at(21, "09:40")
    w.approve("mireia", number)
    yield w.at(21, "13:15")
    w.approve("gabriel", number, "De acuerdo, con la fecha de fin puesta.")
    yield w.at(20, "09:45")
    w.do(
        "david",
        number,
        "give-access",
        {"how": "You are an owner of the organisation until the date you gave."},
    )


def alvaro_asks_too_much(w: World) -> Story:
    yield w.at(11, "11:42")
    number = w.ask(
        "alvaro",
        "software-access",
        {
            "application": "crm",
            "permission": "admin",
            "reason": "Para poder crear campos nuevos en las fichas.",
        },
    )
    yield w.at(10, "10:15")
    w.approve("raul", number)
    yield w.at(10, "12:38")
    w.reject(
        "gabriel",
        number,
        "Para un campo nuevo no hacen falta permisos de administración: dinos cuál y te lo creamos nosotros.",
    )


def laia_is_in_good_hands(w: World) -> Story:
    yield w.at(4, "10:33")
    number = w.ask(
        "laia",
        "software-access",
        {
            "application": "code-hosting",
            "permission": "edit",
            "reason": "Vuelvo de la baja y mi usuario está desactivado.",
            "blocked": True,
        },
    )
    yield w.at(3, "09:12")
    w.approve("mireia", number, "Bienvenida de vuelta.")
    yield w.at(2, "13:20")
    w.take("luis", number, "give-access")
    yield w.at(2, "13:24")
    w.say("luis", number, "Hola, Laia. Tu usuario sigue ahí; me falta que el proveedor reactive la licencia.")
    yield w.at(1, "09:06")
    w.say("laia", number, "Perfecto, mientras tanto reviso documentación. Gracias.")


def james_wants_the_bench(w: World) -> Story:
    yield w.at(4, "16:05")
    number = w.ask(
        "james",
        "software-access",
        {
            "application": "lab-bench",
            "permission": "edit",
            "reason": "I have to schedule the durability tests of the new lock.",
        },
    )
    yield w.at(3, "12:50")
    w.approve("oriol", number)


def miguel_sells(w: World) -> Story:
    yield w.at(3, "13:36")
    number = w.ask(
        "miguel",
        "software-access",
        {
            "application": "crm",
            "permission": "edit",
            "reason": "Llevo las cuentas de Lourdes durante sus vacaciones.",
            "temporary": True,
            "until": w.day_after(90),
        },
    )
    yield w.at(2, "09:22")
    w.approve("patricia", number)


def alba_asks_irene(w: World) -> Story:
    yield w.at(2, "12:48")
    w.ask(
        "admin",
        "software-access",
        {
            "application": "analytics",
            "permission": "read",
            "reason": "Quiero ver qué servicios del portal se usan más.",
        },
    )


def ana_designs(w: World) -> Story:
    yield w.at(1, "13:12")
    w.ask(
        "ana",
        "software-access",
        {
            "application": "design-suite",
            "permission": "edit",
            "reason": "Para retocar las imágenes del blog sin esperar a Hugo.",
        },
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    ana_reads_the_figures,
    ines_cannot_work,
    pau_becomes_administrator,
    alvaro_asks_too_much,
    laia_is_in_good_hands,
    james_wants_the_bench,
    miguel_sells,
    alba_asks_irene,
    ana_designs,
)
