"""What was out at Acme in the last three months, what is out now, and what is planned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import translation

from ventanilla.core.blueprint.package import INTERNAL
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department, Person
from ventanilla.demo.data_files import localized, table
from ventanilla.demo.history.days import ZONE
from ventanilla.demo.organisation import person
from ventanilla.records.catalog.models import Service
from ventanilla.records.status import actions
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.choices import Health, Stage
from ventanilla.records.status.jobs import sweep
from ventanilla.records.status.models import Component
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

AUDIENCES = {"internal": dict(INTERNAL), "everybody": True}
Words = dict[str, str]


@dataclass(frozen=True)
class Past:
    """An outage that is over: so many days ago, at what time (in Madrid), for how long, and what was said."""

    days: int
    at: str
    minutes: int
    who: str
    component: str
    health: Health
    title: Words
    known: Words
    over: Words


PAST = (
    Past(
        81,
        "09:12",
        95,
        "david",
        "vpn",
        Health.DOWN,
        {"es": "La VPN no deja entrar", "en": "The VPN lets nobody in"},
        {
            "es": "Ha caducado un certificado. Lo estamos cambiando.",
            "en": "A certificate has expired. We are replacing it.",
        },
        {
            "es": "Certificado nuevo, y un aviso un mes antes del próximo.",
            "en": "New certificate, and a reminder a month before the next one.",
        },
    ),
    Past(
        63,
        "11:40",
        50,
        "teresa",
        "printers",
        Health.DEGRADED,
        {"es": "Las impresoras de Barcelona no escanean", "en": "The printers in Barcelona don't scan"},
        {
            "es": "Imprimir funciona. Para escanear, usa el móvil mientras tanto.",
            "en": "Printing works. To scan, use your phone meanwhile.",
        },
        {"es": "Ya se puede escanear otra vez.", "en": "Scanning works again."},
    ),
    Past(
        52,
        "08:25",
        210,
        "felipe",
        "climate",
        Health.DOWN,
        {"es": "Sin calefacción en la planta 3", "en": "No heating on floor 3"},
        {
            "es": "La caldera se ha parado. El técnico llega a las 10.",
            "en": "The boiler has stopped. The technician comes at ten.",
        },
        {
            "es": "La caldera funciona; la planta estará caliente en una hora.",
            "en": "The boiler works; the floor will be warm within the hour.",
        },
    ),
    Past(
        37,
        "16:05",
        35,
        "luis",
        "acme-key",
        Health.DEGRADED,
        {"es": "La aplicación tarda en abrir las cerraduras", "en": "The app is slow to open locks"},
        {
            "es": "Las cerraduras abren, pero hay que esperar hasta medio minuto.",
            "en": "Locks open, but it may take half a minute.",
        },
        {"es": "Vuelve a abrir al momento.", "en": "It opens at once again."},
    ),
    Past(
        29,
        "10:10",
        130,
        "luis",
        "email",
        Health.DOWN,
        {"es": "No se envía ni llega correo", "en": "No mail goes out or comes in"},
        {
            "es": "Es del proveedor. No se pierde nada: llegará todo cuando vuelva.",
            "en": "It is at our provider. Nothing is lost: all will arrive when it is back.",
        },
        {
            "es": "El correo funciona y lo atrasado ya ha llegado.",
            "en": "Mail works, and what was held back has arrived.",
        },
    ),
    Past(
        16,
        "13:30",
        25,
        "david",
        "wifi",
        Health.DEGRADED,
        {"es": "La wifi se corta en la planta 4", "en": "The Wi-Fi breaks off on floor 4"},
        {"es": "Un punto de acceso se ha quedado colgado.", "en": "An access point has hung up."},
        {
            "es": "Reiniciado y vigilado una hora: estable.",
            "en": "Restarted and watched for an hour: stable.",
        },
    ),
    Past(
        6,
        "09:50",
        70,
        "david",
        "erp",
        Health.DEGRADED,
        {"es": "Los listados de existencias tardan minutos", "en": "Stock lists take minutes"},
        {
            "es": "Los pedidos entran con normalidad; solo van lentos los listados.",
            "en": "Orders come in as usual; only the lists are slow.",
        },
        {"es": "Los listados van a su velocidad de siempre.", "en": "Lists are as fast as ever."},
    ),
)

REPORTS = (
    ("sofia", "El correo tarda en abrirse y la búsqueda no encuentra nada de hoy.", "team", "slowly"),
    ("thomas", "Searching in mail hangs, and new messages come minutes late.", "team", "slowly"),
    ("patricia", "No encuentro ningún correo de esta mañana al buscarlo.", "me", "detour"),
)


def make_components() -> None:
    """What people know by name; forms choose from it, so it comes before the services."""
    for row in table("components"):
        _save(row, [])


def tie_services() -> None:
    """The services that stand on them, once there are any."""
    for row in table("components"):
        _save(row, list(Service.objects.filter(slug__in=row["services"].split())))


def _save(row: dict[str, str], services: list[Service]) -> None:
    values = ComponentValues(
        name=localized(row),
        department=Department.objects.get(slug=row["department"]),
        description={"es": row["description_es"], "en": row["description_en"]},
        services=services,
        audience=AUDIENCES[row["audience"]],
        public=row["audience"] == "everybody",
    )
    actions.save_component(actor=None, slug=row["slug"], values=values)


def live(now: datetime) -> None:
    """What happened before `now`, what goes on, and what is to come. Whoever is told hears of it as in life; within
    the demo nobody is."""
    for past in PAST:
        _play(now, past)
    _planned_and_done(now)
    _mail_is_slow(now)
    _work_to_come(now)


def _play(now: datetime, past: Past) -> None:
    start = datetime.combine(
        (now - timedelta(days=past.days)).astimezone(ZONE).date(), time.fromisoformat(past.at), ZONE
    )
    component = Component.objects.get(slug=past.component)
    with _as(past.who, start + timedelta(minutes=6)) as actor:
        outage = actions.open_outage(
            actor=actor,
            title=past.title,
            components={component: past.health},
            text={"es": "Lo estamos mirando.", "en": "We are looking into it."},
            started_at=start,
        )
    with _as(past.who, start + timedelta(minutes=max(15, past.minutes // 2))) as actor:
        actions.update(actor=actor, outage=outage, state=Stage.IDENTIFIED, text=past.known)
    with _as(past.who, start + timedelta(minutes=past.minutes)) as actor:
        actions.end(actor=actor, outage=outage, text=past.over)


def _planned_and_done(now: datetime) -> None:
    start = _on_day(now, -21, "21:00")
    with _as("david", start - timedelta(days=4)) as actor:
        actions.plan_work(
            actor=actor,
            title={"es": "Actualización de la wifi", "en": "Wi-Fi upgrade"},
            components=[Component.objects.get(slug="wifi")],
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            text={"es": "Puede haber cortes de unos minutos.", "en": "It may break off for some minutes."},
        )
    for at in (start, start + timedelta(hours=2)):
        with clock.frozen(at):
            sweep()


def _mail_is_slow(now: datetime) -> None:
    """Three people report the same; two are joined, the third has just come."""
    numbers: list[Ticket] = []
    for minutes, (name, details, who, work) in zip((58, 51, 4), REPORTS, strict=True):
        with _as(name, now - timedelta(minutes=minutes)) as actor:
            numbers.append(_report(actor, details, who, work))
    email = Component.objects.get(slug="email")
    with _as("luis", now - timedelta(minutes=43)) as actor:
        outage = tickets.make_outage(
            actor=actor,
            tickets=numbers[:2],
            title={"es": "El correo va lento y no busca", "en": "Mail is slow and doesn't search"},
            components={email: Health.DEGRADED},
            text={
                "es": "Los mensajes llegan con unos minutos de retraso. Lo estamos mirando.",
                "en": "Messages arrive some minutes late. We are looking into it.",
            },
        )
    with _as("luis", now - timedelta(minutes=18)) as actor:
        actions.update(
            actor=actor,
            outage=outage,
            state=Stage.IDENTIFIED,
            text={
                "es": "Es el índice de búsqueda. Se está rehaciendo; mientras tanto, mira las carpetas.",
                "en": "It is the search index. It is being rebuilt; look in the folders meanwhile.",
            },
            next_update_at=now + timedelta(minutes=42),
        )


def _report(actor: Person, details: str, who: str, work: str) -> Ticket:
    answers = {"what": "email", "since": "today", "details": details, "who": who, "work": work}
    service = Service.objects.get(slug="incident")
    return tickets.submit(actor=actor, service=service, answers=answers, language=actor.language)


def _work_to_come(now: datetime) -> None:
    start = _on_day(now, 1, "22:00")
    with _as("david", now - timedelta(days=2)) as actor:
        actions.plan_work(
            actor=actor,
            title={"es": "Nueva versión de Pedidos y almacén", "en": "New version of Orders and stock"},
            components=[Component.objects.get(slug="erp")],
            starts_at=start,
            ends_at=start + timedelta(minutes=90),
            text={
                "es": "Cierra la sesión antes de las diez de la noche. Lo que esté guardado no se pierde.",
                "en": "Sign out before ten at night. What is saved is not lost.",
            },
        )


def _on_day(now: datetime, days: int, at: str) -> datetime:
    return datetime.combine(
        (now + timedelta(days=days)).astimezone(ZONE).date(), time.fromisoformat(at), ZONE
    )


@contextmanager
def _as(name: str, at: datetime) -> Iterator[Person]:
    actor = person(name)
    with clock.frozen(at), translation.override(actor.language):
        yield actor
