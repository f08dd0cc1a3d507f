"""What the gallery shows: a laptop request with its people and places. Sample content, in Spanish."""

from __future__ import annotations

from typing import Any

from ventanilla.surfaces.ui.linemap import Node, Station, Tracks
from ventanilla.surfaces.ui.states import status_badge


def laptop() -> list[Node]:
    """A request in the middle of its way, on two tracks."""
    return [
        Station("sent", "Solicitud enviada", "done", "Ana Gil", "lun 17 nov"),
        Station("manager", "Aprobación de tu responsable", "done", "Marta Ibáñez", "ayer a las 10:32"),
        Tracks(
            "all",
            [
                [Station("asset", "Asignar el portátil", "done", "Equipos TI", "hoy a las 9:05")],
                [Station("desk", "Preparar el puesto", "here", "Felipe Ortega", "para mañana")],
            ],
        ),
        Station("delivery", "Acordar la entrega", "next", "Equipos TI", "jue 27 nov"),
        Station("end", "Portátil en tus manos", "next"),
    ]


def short() -> list[Node]:
    """Three stations, ended by a refusal."""
    return [
        Station("sent", "Enviada", "done", "Ana Gil", "3 nov"),
        Station(
            "approval", "Aprobación", "stopped", "Marta Ibáñez", "4 nov", "Ya hay una sala libre ese día"
        ),
        Station("book", "Reservar la sala", "skipped"),
    ]


def joining() -> list[Node]:
    """A new employee: four tracks, one of them with tracks of its own, long names."""
    return [
        Station("sent", "Alta comunicada por Recursos Humanos", "done", "Rosa Núñez", "10 nov"),
        Tracks(
            "all",
            [
                [
                    Station("accounts", "Crear la cuenta y el correo", "done", "Luis Peña", "11 nov"),
                    Tracks(
                        "all",
                        [
                            [
                                Station(
                                    "erp",
                                    "Acceso a la aplicación de contabilidad",
                                    "here",
                                    "Sistemas",
                                    "para hoy",
                                )
                            ],
                            [Station("vpn", "Acceso desde fuera de la oficina", "done", "Redes", "12 nov")],
                        ],
                    ),
                ],
                [
                    Station(
                        "laptop",
                        "Asignar un portátil",
                        "problem",
                        "Equipos TI",
                        "",
                        "No queda ninguno en el almacén",
                    ),
                    Station("buy", "Comprar un portátil", "next", "Compras", "vie 28 nov"),
                ],
                [
                    Station(
                        "desk",
                        "Preparar el puesto, la silla ergonómica y la taquilla",
                        "done",
                        "Instalaciones",
                        "13 nov",
                    )
                ],
                [Station("card", "Tarjeta de acceso al edificio", "skipped")],
            ],
        ),
        Station("welcome", "Acompañamiento del primer día", "next", "Recursos Humanos", "lun 1 dic"),
    ]


def long() -> list[Node]:
    """Twelve stations: too many to lie side by side."""
    names = [
        "Solicitud enviada",
        "Aprobación del responsable",
        "Revisión de presupuesto",
        "Tres ofertas de proveedores",
        "Comparación",
        "Aprobación de Finanzas",
        "Pedido al proveedor",
        "Confirmación del pedido",
        "Recepción en el almacén",
        "Control de calidad",
        "Factura y pago",
        "Entrega",
    ]
    states = ["done"] * 5 + ["here"] + ["next"] * 6
    whos = ("Ana Gil", "Marta Ibáñez", "Carmen Solís", "Pablo Rey", "Pablo Rey", "Carmen Solís")
    return [
        Station(str(n), name, state, whos[n] if n < len(whos) else "", f"{n + 3} nov" if n < 5 else "")  # type: ignore[arg-type]
        for n, (name, state) in enumerate(zip(names, states, strict=True))
    ]


def rows() -> list[dict[str, Any]]:
    """Requests as a list shows them."""
    data = (
        (
            "REQ-0742",
            "Portátil para diseño con dos monitores",
            "open",
            "",
            "Felipe prepara tu puesto, para mañana",
            "Equipos TI",
            "hace 3 min",
        ),
        (
            "INC-0739",
            "La impresora de la tercera planta no imprime a doble cara y deja una raya gris en el margen",
            "waiting",
            "",
            "Contesta a Luis: ¿qué mensaje sale en la pantalla?",
            "Soporte TI",
            "hoy a las 9:14",
        ),
        (
            "REQ-0731",
            "Certificado de empresa",
            "new",
            "",
            "Recursos Humanos lo mira antes del jueves",
            "Personas",
            "ayer a las 17:40",
        ),
        ("REQ-0998", "Vacaciones de verano", "closed", "fulfilled", "", "Personas", "lun 3 nov"),
        ("REQ-0957", "Curso de fotografía", "closed", "declined", "", "Formación", "12 sep"),
    )
    return [
        {
            "url": "#",
            "number": n,
            "title": t,
            "status": status_badge(s, o),
            "next": x,
            "who": w,
            "when": d,
            "unread": s == "waiting",
        }
        for n, t, s, o, x, w, d in data
    ]


def navigation(current: int = 0) -> list[dict[str, Any]]:
    """The portal's navigation as Ana sees it."""
    places = (
        ("Inicio", "home"),
        ("Catálogo", "squares-2x2"),
        ("Mis solicitudes", "ticket"),
        ("Aprobaciones", "check-badge"),
        ("Mis cosas", "computer-desktop"),
    )
    return [
        {"url": "#", "label": label, "icon": icon, "current": n == current, "count": 2 if n == 3 else 0}
        for n, (label, icon) in enumerate(places)
    ]


def desk_navigation() -> list[dict[str, Any]]:
    """The desk's navigation as Luis sees it."""
    places = (
        ("Mi trabajo", "inbox", 4),
        ("Cola del equipo", "queue-list", 17),
        ("Bandeja de salida", "envelope", 0),
        ("Portal", "arrow-uturn-left", 0),
    )
    return [
        {"url": "#", "label": label, "icon": icon, "current": n == 1, "count": count}
        for n, (label, icon, count) in enumerate(places)
    ]


ANSWERS = [
    {"label": "¿Qué portátil necesitas?", "value": "Portátil de 16 pulgadas", "url": "#"},
    {
        "label": "¿Para qué lo usarás?",
        "value": "Edito los vídeos de la campaña de Navidad.\nEl que tengo se queda sin memoria.",
        "url": "#",
    },
    {"label": "Precio", "value": "2489,00 €"},
    {"label": "Accesorios", "value": "", "url": "#"},
]
FILES = [
    {"url": "#", "name": "presupuesto-portatil.pdf", "size": "340 kB"},
    {"url": "#", "name": "captura de pantalla.png", "size": "1,2 MB"},
]
MODELS = [
    {
        "value": "air-13",
        "label": "Portátil ligero de 13 pulgadas",
        "hint": "Para oficina y viajes. 1249,00 €. Quedan 6",
    },
    {
        "value": "pro-16",
        "label": "Portátil de 16 pulgadas",
        "hint": "Para vídeo, diseño y programación. 2489,00 €. Quedan 2",
    },
    {"value": "other", "label": "Otro"},
]
EXTRAS = [
    {"value": "dock", "label": "Base de conexiones"},
    {"value": "bag", "label": "Mochila"},
    {"value": "mouse", "label": "Ratón"},
]
ERRORS = [("model2", "Elige un portátil"), ("reason", "Cuéntanos para qué lo usarás")]
