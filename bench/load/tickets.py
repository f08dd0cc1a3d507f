"""As many tickets as asked for: which one of the small world happens again, where and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.db import connection, transaction

from bench.load.copying import copy, execute, sequences_after
from bench.load.people import STEP, movable
from bench.load.tree import STRIDE, links, shadow, table, value
from ventanilla.core.kit import clock
from ventanilla.records.tickets.choices import ENDED
from ventanilla.records.tickets.models import OutageReport, Ticket

SEED = 1042
YEARS = 1100  # days
UNDER_WAY = 0.02  # of all tickets; the rest is over
LATELY = 40  # days since those under way were asked for
FIRST_NUMBER = 1_000_000


def fill(count: int, branches: int) -> None:
    """Add `count` tickets with all that hangs on them to the database, and let it know its own size."""
    tree = links()
    inside = {model for model, _column, _above in tree} | {Ticket}
    values = {
        "movable": movable(),
        "movable_principals": [f"p:{pk}" for pk in movable()],
        "step": STEP,
        "first": FIRST_NUMBER,
    }
    with transaction.atomic():
        execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked forbids new indexes
        execute("SET LOCAL session_replication_role = replica")  # or each key would be looked up
        execute("SET LOCAL maintenance_work_mem = '512MB'")
        _plan(count, branches)
        _shadows(tree)
        for model in (Ticket, *(model for model, _column, _above in tree)):
            columns = list(model._meta.concrete_fields)
            names = ", ".join(f'"{field.column}"' for field in columns)
            copied = ", ".join(value(model, field, inside) for field in columns)
            with _without_indexes(table(model)):
                execute(
                    f"INSERT INTO {table(model)} ({names}) SELECT {copied} FROM bench_plan p"
                    f" JOIN {shadow(model)} s ON s.ticket = p.template JOIN {table(model)} t ON t.id = s.id"
                    " ORDER BY p.n, t.id",
                    values,
                )
            sequences_after(table(model), (count + 1) * STRIDE)
        execute("SELECT setval('ticket_number', %(last)s)", {"last": FIRST_NUMBER + count + 1})
        for model in (Ticket, *(model for model, _column, _above in tree)):
            execute(f"DROP TABLE {shadow(model)}")
        execute("DROP TABLE bench_plan")


def settle() -> None:
    """What autovacuum would have done in years."""
    connection.set_autocommit(True)
    execute("VACUUM (FREEZE, ANALYZE)")
    execute("CHECKPOINT")


def _plan(count: int, branches: int) -> None:
    execute("CREATE TABLE bench_plan (n bigint, template bigint, branch bigint, days int)")
    copy(
        "bench_plan", ["n", "template", "branch", "days"], list(_lines(count, branches))
    )  # read before COPY takes the connection
    execute("ANALYZE bench_plan")


def _lines(count: int, branches: int) -> Iterator[tuple[int, int, int, int]]:
    """The earliest ticket first. Some branches ask much more than others."""
    chance = Random(SEED)
    now = clock.now()
    reported = OutageReport.objects.values(
        "ticket"
    )  # thousands of reports of one outage would be none like it
    samples = list(
        Ticket.objects.filter(pk__lt=STRIDE, duplicate_of=None).exclude(pk__in=reported).order_by("pk")
    )
    over = [ticket for ticket in samples if ticket.status in ENDED]
    under_way = [ticket for ticket in samples if ticket.status not in ENDED]
    where = range(branches + 1)
    weights = [1 / (branch + 10) ** 0.7 for branch in where]
    lines = []
    for branch in chance.choices(where, weights, k=count):
        fresh = bool(under_way) and (not over or chance.random() < UNDER_WAY)
        ticket = chance.choice(under_way if fresh else over)
        length = (ticket.last_activity_at - ticket.created_at).days + 1
        ago = chance.randrange(LATELY) if fresh else length + int((YEARS - length) * chance.random() ** 1.3)
        begins = min(now - timedelta(days=ago), now - (ticket.last_activity_at - ticket.created_at))
        days = (begins - ticket.created_at).days
        lines.append((ticket.created_at + timedelta(days=days), ticket.pk, branch, days))
    lines.sort()
    for n, (_at, template, branch, days) in enumerate(lines, 1):
        yield n, template, branch, days


def _shadows(tree: list[tuple[type, str, type]]) -> None:
    """To which ticket of the small world the rows of each table belong."""
    execute(
        f"CREATE TABLE {shadow(Ticket)} AS SELECT id, id AS ticket FROM {table(Ticket)} WHERE id < {STRIDE}"
    )
    for model, column, above in tree:
        if column:
            rows = f"SELECT t.id, a.ticket FROM {table(model)} t JOIN {shadow(above)} a ON a.id = t.{column}"
        else:  # the stream hangs on the ticket the other way round
            rows = f"SELECT stream_id AS id, id AS ticket FROM {table(Ticket)}"
        execute(f"CREATE TABLE {shadow(model)} AS {rows}")
        execute(f"CREATE INDEX ON {shadow(model)} (ticket)")
        execute(f"ANALYZE {shadow(model)}")


class _without_indexes:
    """The table's indexes but the primary key are dropped for the block, and made again after it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(INDEXES, [self.name])
            self.indexes = cursor.fetchall()
            for name, _definition in self.indexes:
                cursor.execute(f'DROP INDEX "{name}"')

    def __exit__(self, kind: type | None, *_: object) -> None:
        if kind is None:
            for _name, definition in self.indexes:
                execute(definition.replace("%", "%%"))


# Those that constraints stand on stay.
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE tablename = %s AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
