"""The example organisation, made from nothing: `fill()`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import connection, transaction

from ventanilla.core.kit import clock
from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.people.models import Organization
from ventanilla.core.timeline.models import Entry
from ventanilla.demo import (
    announcements,
    budgets,
    catalogue,
    jobs,
    openings,
    organisation,
    outages,
    reading,
    stock,
)
from ventanilla.demo.history import live
from ventanilla.demo.organisation import ACME, PASSWORD, YEARS_BEFORE
from ventanilla.demo.past import frame
from ventanilla.engines.notifications.actions import suppressed
from ventanilla.engines.notifications.reactions import heard_names
from ventanilla.engines.search import actions as search
from ventanilla.records.tickets.actions.submit import set_numbers_aside

__all__ = ["ACCOUNTS", "PASSWORD", "accounts", "begin_past", "fill", "past_so_far"]

SEED = 1042  # the same serial numbers every time
HALF_A_YEAR = timedelta(days=190)
NEWS_OF = timedelta(days=3)

ACCOUNTS: list[tuple[str, str, str]] = [
    ("ana@acme.example", "Ana Ruiz", "Marketing · pide / asks"),
    ("marta@acme.example", "Marta Iglesias", "Marketing · aprueba / approves"),
    ("luis@acme.example", "Luis Herrero", "IT · agente / agent"),
    ("rosa@acme.example", "Rosa Fuentes", "Personas, HR · agente y diseñadora / agent and designer"),
    ("felipe@acme.example", "Felipe Duarte", "Instalaciones, Facilities · agente / agent"),
    ("carmen@acme.example", "Carmen Robles", "Finanzas, Finance · aprueba / approves"),
    ("pablo@acme.example", "Pablo Estévez", "Compras, Procurement · agente / agent"),
    ("admin@acme.example", "Alba Serrano", "IT · administra el portal / administers the portal"),
    ("clara@cliente.example", "Clara Benítez", "Cliente, S. A. · clienta / customer"),
    ("gonzalo@duero.example", "Gonzalo Ibarra", "Ferretería Duero · proveedor / supplier"),
]


def accounts() -> list[tuple[str, str, str]]:
    """Who can sign in: address, name, and what for. All have the password PASSWORD."""
    return list(ACCOUNTS)


def begin_past() -> None:
    """Let the worker fill in the half year before the demo was made, unless it is all there."""
    done, count = past_so_far()
    if done < count:
        jobs.begin()


def past_so_far() -> tuple[int, int]:
    """How many of how many earlier requests there are."""
    return len(frame.frame().played()), frame.COUNT


def fill(progress: Callable[[str], None] = print) -> None:
    """Make Acme with its services, people and past, unless it is there: all of it or nothing.

    Takes some seconds and no network; `progress` is told of each part. Nobody is notified of what happened in
    the past.
    """
    if Organization.objects.filter(slug=ACME).exists():
        return
    now = clock.now()
    chance = Random(SEED)  # noqa: S311 - nothing secret
    with transaction.atomic(), suppressed():
        _join_as_written()
        with clock.frozen(now - YEARS_BEFORE):
            progress("Acme: people, teams and places")
            organisation.make()
            stock.hand_out(chance)
        with clock.frozen(now - HALF_A_YEAR):
            progress("Acme: services and stock")
            catalogue.make()
            stock.fill(chance)
            budgets.make([clock.now().year, now.year])
            progress("Acme: articles")
            reading.make()
        set_numbers_aside(frame.COUNT)
        progress("Acme: the past two months")
        live(now, chance)
        outages.live(now)
        announcements.make(now)
        openings.make(now, Random(SEED))  # noqa: S311 - nothing secret
        organisation.let_in()
        search.load_starter()
        search.rebuild()
    _tell_of_the_last_days(now)


def _tell_of_the_last_days(now: datetime) -> None:
    """News of the last days for the bells and the outbox; no mail leaves, unless a mail server is set up."""
    if settings.DELIVER_MAIL:
        return
    recent = Entry.objects.filter(type__in=heard_names(), at__gte=now - NEWS_OF).order_by("pk")
    together: dict[object, list[int]] = {}
    for pk, stream, at in recent.values_list("pk", "stream", "at"):
        together.setdefault((stream, at), []).append(pk)
    for entries in together.values():
        enqueue("notifications.tell", entries=entries)


def _join_as_written() -> None:
    """Over a few rows, weighing the orders of fifteen joins takes PostgreSQL longer than joining them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")
