"""Laptops that people have got, or not, and what came in between."""

from __future__ import annotations

from collections.abc import Callable

from ventanilla.demo.history.play import Story
from ventanilla.demo.history.world import World
from ventanilla.records.tickets.choices import Outcome

HQ_3, POBLENOU_1, POBLENOU_2 = (
    "madrid/hq/floor-3",
    "barcelona/poblenou/poblenou-1",
    "barcelona/poblenou/poblenou-2",
)


def sofia_gets_the_usual_one(w: World) -> Story:
    yield w.at(39, "09:42")
    number = w.ask(
        "sofia",
        "laptop",
        {
            "model": "standard-14",
            "accessories": ["monitor-27", "dock"],
            "place": HQ_3,
            "old_laptop": True,
            "old_trouble": "La batería ya no llega a la hora y media.",
        },
    )
    yield w.at(39, "16:20")
    w.approve("marta", number, "Claro, ya tocaba.")
    yield w.at(38, "10:05")
    w.do("felipe", number, "workplace", {"note": "Mesa 3-14, con brazo para el monitor."})
    yield w.at(38, "12:30")
    w.say("sofia", number, "¿Me pasáis vosotros los archivos del portátil viejo o los copio yo antes?")
    yield w.at(38, "13:10")
    w.say(
        "luis", number, "Lo hacemos nosotros, Sofía. Solo déjalo encendido y conectado a la red esa mañana."
    )
    yield w.at(37, "11:15")
    w.do("luis", number, "delivery", {"date": w.day(36), "note": "A las 10:00 en tu mesa. Trae el viejo."})


def nil_is_told_no(w: World) -> Story:
    yield w.at(34, "15:22")
    number = w.ask(
        "nil",
        "laptop",
        {
            "model": "pro-16",
            "reason": "Para compilar más rápido.",
            "place": POBLENOU_1,
        },
    )
    yield w.at(33, "09:30")
    w.reject("mireia", number, "Compilamos en el servidor, Nil. Pide el Plus 14 y te lo apruebo hoy mismo.")


def nil_asks_again(w: World) -> Story:
    yield w.at(33, "10:12")
    number = w.ask(
        "nil",
        "laptop",
        {
            "model": "plus-14",
            "reason": "El Pro era demasiado; con este me apaño de sobra.",
            "place": POBLENOU_1,
        },
    )
    yield w.at(33, "10:31")
    w.approve("mireia", number, "Ahora sí.")
    yield w.at(32, "11:45")
    w.do("manuel", number, "workplace", {"note": "Se encarga Montse en Barcelona."})
    yield w.at(31, "12:10")
    w.do("teresa", number, "delivery", {"date": w.day(30)})


def ahmed_gets_the_last_workstation(w: World) -> Story:
    yield w.at(29, "11:02")
    number = w.ask(
        "ahmed",
        "laptop",
        {
            "model": "workstation-17",
            "reason": "Simulo las antenas del lector nuevo; con 16 GB no caben.",
            "accessories": ["monitor-27", "keyboard-mouse"],
            "place": POBLENOU_2,
        },
    )
    yield w.at(28, "09:20")
    w.approve("james", number, "Needed for the reader project.")
    yield w.at(27, "10:15")
    w.do("felipe", number, "workplace", {"note": "Necesita enchufe propio: consume bastante."})
    yield w.at(26, "13:40")
    w.do("teresa", number, "delivery", {"date": w.day(25), "note": "Te la dejo en el laboratorio, Ahmed."})


def gemma_has_to_wait_for_procurement(w: World) -> Story:
    yield w.at(25, "09:55")
    number = w.ask(
        "gemma",
        "laptop",
        {
            "model": "workstation-17",
            "reason": "Entreno los modelos de previsión de stock en local, porque los datos no pueden salir.",
            "accessories": ["monitor-27"],
            "place": POBLENOU_1,
        },
    )
    yield w.at(24, "12:25")
    w.approve("oriol", number, "De acuerdo, pero que valga también para Nil en verano.")
    yield w.at(24, "13:02")
    w.take("pablo", number, "buy")
    yield w.at(24, "13:05")
    w.say("pablo", number, "No quedaba ninguna en el almacén. La pido hoy; el proveedor da cuatro días.")
    yield w.at(23, "11:00")
    w.do("felipe", number, "workplace")
    yield w.at(20, "10:30")
    w.stock_up("lucia", "workstation-17")
    yield w.at(20, "10:48")
    w.do(
        "pablo", number, "buy", {"order_number": "PC-2291", "price": {"amount": "3045.00", "currency": "EUR"}}
    )
    yield w.at(19, "12:00")
    w.do("luis", number, "delivery", {"date": w.day(18), "note": "Va con Teresa, en el tren de las 9:30."})


def raul_asks_for_yolanda(w: World) -> Story:
    yield w.at(20, "09:12")
    number = w.ask(
        "raul",
        "laptop",
        {
            "model": "standard-14",
            "reason": "Yolanda hace cuatro demostraciones a la semana y el suyo se apaga solo.",
            "accessories": ["backpack"],
            "place": HQ_3,
            "old_laptop": True,
            "old_trouble": "Se apaga en mitad de las presentaciones.",
        },
        whom="yolanda",
    )
    yield w.at(20, "14:35")
    w.approve("elena", number)
    yield w.at(19, "10:20")
    w.do("eva", number, "workplace")
    yield w.at(18, "11:30")
    w.do("luis", number, "delivery", {"date": w.day(17), "note": "Te espero en IT a las 12:00, Yolanda."})


def julia_explains_it_better(w: World) -> Story:
    answers = {
        "model": "pro-16",
        "reason": "Para diseñar.",
        "accessories": ["monitor-27"],
        "place": POBLENOU_1,
    }
    yield w.at(15, "10:44")
    number = w.ask("julia", "laptop", answers)
    yield w.at(15, "16:50")
    w.give_back(
        "oriol", number, "Seguro que sí, pero cuéntame un poco más: son 2.349 € y me los van a preguntar."
    )
    yield w.at(14, "09:26")
    w.correct(
        "julia",
        number,
        {
            **answers,
            "reason": (
                "Monto los vídeos en 3D de la cerradura nueva para la feria. Con el actual, cada uno "
                "tarda la noche."
            ),
        },
    )
    yield w.at(14, "11:10")
    w.approve("oriol", number, "Perfecto así.")
    yield w.at(13, "10:30")
    w.do("felipe", number, "workplace")
    yield w.at(12, "13:05")
    w.do("teresa", number, "delivery", {"date": w.day(11)})


def victor_waits_until_it_is_escalated(w: World) -> Story:
    """Begoña is away: the portal reminds her, and then asks her manager too."""
    yield w.at(13, "09:15")
    number = w.ask(
        "victor",
        "laptop",
        {
            "model": "standard-14",
            "place": "madrid/getafe/getafe-office",
            "old_laptop": True,
            "old_trouble": "Se cayó del mostrador y la pantalla parpadea.",
        },
    )
    yield w.at(11, "12:00")
    w.say("victor", number, "Begoña está en la obra de Lisboa. ¿Puede decidir otra persona?")
    yield w.at(9, "10:10")
    w.approve("elena", number, "Lo apruebo yo, Begoña vuelve la semana que viene.")
    yield w.at(8, "11:40")
    w.do("manuel", number, "workplace")
    yield w.at(7, "12:25")
    w.do("luis", number, "delivery", {"date": w.day(6), "note": "Sube con el reparto de las 8."})


def daniel_changes_his_mind(w: World) -> Story:
    yield w.at(8, "12:08")
    number = w.ask("daniel", "laptop", {"model": "light-13", "place": HQ_3})
    yield w.at(8, "13:40")
    w.close(
        "daniel", number, Outcome.WITHDRAWN, "Al final me quedo con el mío: Luis le ha cambiado la batería."
    )


STORIES: tuple[Callable[[World], Story], ...] = (
    sofia_gets_the_usual_one,
    nil_is_told_no,
    nil_asks_again,
    ahmed_gets_the_last_workstation,
    gemma_has_to_wait_for_procurement,
    raul_asks_for_yolanda,
    julia_explains_it_better,
    victor_waits_until_it_is_escalated,
    daniel_changes_his_mind,
)
