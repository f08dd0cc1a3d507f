"""Customers of Acme, and Customer Care."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World


def clara_has_a_lazy_lock(w: World) -> Story:
    yield w.at(30, "09:35")
    number = w.ask(
        "clara",
        "customer-support",
        {
            "about": "lock",
            "serial": "AC-20311",
            "details": "La cerradura del almacén tarda unos diez segundos en abrir desde la semana pasada.",
            "stopped": False,
        },
    )
    yield w.at(30, "10:20")
    w.assign("nuria", number, "luis")
    yield w.at(30, "10:32")
    w.say(
        "luis",
        number,
        "Buenos días, Clara. ¿Se enciende la luz azul al acercar la tarjeta, o tarda también en eso?",
    )
    yield w.at(30, "12:05")
    w.say("clara", number, "La luz se enciende enseguida. Lo que tarda es el motor.")
    yield w.at(29, "09:50")
    w.say(
        "luis",
        number,
        "Entonces es la pila: le queda poca y el motor va despacio. Son dos CR123, se cambian sin llave.",
    )
    yield w.at(28, "11:10")
    w.say("clara", number, "Cambiadas y abre al momento. Gracias.")
    yield w.at(28, "11:32")
    w.resolve(
        "luis", number, "Eran las pilas. En la aplicación puedes activar un aviso para cuando queden pocas."
    )


def maite_pays_twice(w: World) -> Story:
    yield w.at(23, "12:18")
    number = w.ask(
        "maite",
        "customer-support",
        {
            "about": "invoice",
            "reference": "F-2381",
            "details": "Nos habéis cobrado dos veces la cuota de septiembre.",
        },
    )
    yield w.at(23, "13:05")
    w.say("nuria", number, "Tienes razón, Maite: se pasó el recibo dos veces. Pido el abono ahora mismo.")
    yield w.at(21, "10:55")
    w.resolve("nuria", number, "Abonado hoy; lo verás en la cuenta en uno o dos días. Perdona las molestias.")


def ruben_is_outside(w: World) -> Story:
    yield w.at(17, "08:47")
    number = w.ask(
        "ruben",
        "customer-support",
        {
            "about": "app",
            "details": "La aplicación no abre la nave 3 y están esperando dos camiones.",
            "stopped": True,
        },
    )
    yield w.at(17, "09:06")
    w.assign("luis", number, "luis")
    yield w.at(17, "09:09")
    w.say(
        "luis",
        number,
        "Rubén, te he enviado un código de emergencia por SMS: vale para la nave 3 durante dos horas.",
    )
    yield w.at(17, "09:21")
    w.say("ruben", number, "Abierta. Menos mal.")
    yield w.at(17, "12:40")
    w.note("luis", number, "El móvil tenía la hora atrasada doce minutos: por eso caducaban las llaves.")
    yield w.at(17, "12:46")
    w.resolve(
        "luis",
        number,
        "El móvil de la nave tenía la hora mal y las llaves caducaban. Ya está en hora automática.",
    )


def clara_waits_for_her_order(w: World) -> Story:
    yield w.at(6, "10:40")
    number = w.ask(
        "clara",
        "customer-support",
        {
            "about": "order",
            "reference": "P-10877",
            "details": "Pedimos seis lectores y han llegado cuatro. ¿Los otros dos vienen aparte?",
        },
    )
    yield w.at(6, "11:30")
    w.say(
        "nuria", number, "Hola, Clara. Sí, salen en un segundo envío. ¿Os va bien recibirlos por la mañana?"
    )
    yield w.at(6, "11:31")
    w.wait_for_answer("nuria", number)


def clara_wants_the_app_in_order(w: World) -> Story:
    yield w.at(3, "12:12")
    number = w.ask(
        "clara",
        "customer-support",
        {
            "about": "app",
            "details": "Desde la última actualización no me llegan los avisos de puerta abierta.",
            "stopped": False,
        },
    )
    yield w.at(3, "13:00")
    w.look("luis", number)
    yield w.at(3, "13:02")
    w.assign("luis", number, "luis")
    yield w.at(3, "13:10")
    w.say(
        "luis",
        number,
        "Lo he reproducido, Clara: es un fallo de la versión 5.2 en algunos móviles. Ya lo tiene el equipo.",
    )
    yield w.at(2, "09:28")
    w.say("clara", number, "Gracias. ¿Hay alguna forma de recibirlos por correo mientras tanto?")
    yield w.at(1, "09:40")
    w.note("luis", number, "Marco dice que la 5.2.1 sale esta semana. Confirmar antes de contestar.")


def grace_has_a_question(w: World) -> Story:
    yield w.at(1, "13:44")
    w.ask(
        "grace",
        "customer-support",
        {
            "about": "invoice",
            "reference": "F-2502",
            "details": "Could you send the invoices to accounts@norte.example from now on?",
        },
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    clara_has_a_lazy_lock,
    maite_pays_twice,
    ruben_is_outside,
    clara_waits_for_her_order,
    clara_wants_the_app_in_order,
    grace_has_a_question,
)
