"""What is in the portal before (`build`) and after (`look`): run as a program beside it, it prints JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: E402

from tests import factories  # noqa: E402
from tests.durability.flow import WORKFLOW  # noqa: E402
from tests.engines.workflow.laptop import PACKAGE, world  # noqa: E402
from ventanilla.cli import place  # noqa: E402
from ventanilla.core.access.tokens import issue  # noqa: E402
from ventanilla.core.timeline.models import Entry  # noqa: E402
from ventanilla.core.timeline.queries import verify  # noqa: E402
from ventanilla.engines.integrations.actions import save_connection  # noqa: E402
from ventanilla.engines.integrations.models import Call  # noqa: E402
from ventanilla.engines.notifications.models import Message, Notification  # noqa: E402
from ventanilla.engines.workflow.choices import OpenState, RunState, TaskKind  # noqa: E402
from ventanilla.engines.workflow.models import Approval, Decision, Run, Task  # noqa: E402
from ventanilla.records.assets.models import Asset  # noqa: E402
from ventanilla.records.tickets.choices import ENDED  # noqa: E402
from ventanilla.records.tickets.models import Ticket  # noqa: E402

# Who has to be told of which entry, by the name of the person. The end comes with the message: one piece of news.
TOLD = {"workflow.approval_asked": "Marta", "workflow.message": "Ana"}


def build(stock: str, port: str) -> dict[str, str]:
    """The laptop service with `stock` laptops, and the store at this port; a token for each of those who take part."""
    made = world(stock=int(stock))
    where = {"url": f"http://127.0.0.1:{port}", "seconds": 10}
    more: dict[str, Any] = {"settings": where, "secrets": {}, "owner": made.lucia}
    save_connection(actor=None, slug="store", kind="http", name="Store", **more)
    factories.service({**PACKAGE, "workflow": WORKFLOW})
    return {name: issue(getattr(made, name)) for name in ("ana", "marta", "felipe", "luis", "lucia")}


def look() -> dict[str, Any]:
    """All that the test wants to know."""
    return {
        "failed_jobs": [
            [row.task_name, row.args] for row in ProcrastinateJob.objects.filter(status="failed")
        ],
        "tickets": {ticket.number: course_of(ticket) for ticket in Ticket.objects.order_by("pk")},
        "handed_out": Counter(
            Asset.objects.filter(state="assigned").values_list("holder__given_name", flat=True)
        ),
        "broken_chains": [str(broken) for broken in verify()],
        "told_twice": [key for key, times in _tellings().items() if times > 1],
        "not_told": [entry.pk for entry in _to_tell() if not _was_told(entry)],
        "notices": Notification.objects.count(),
        "mails": Message.objects.count(),
        "calls": list(Call.objects.values_list("action", "state", "idempotency_key")),
        "mails_in_the_air": Message.objects.filter(state="pending").count(),
    }


def course_of(ticket: Ticket) -> dict[str, Any]:
    """How a ticket stands: what was done in it, how often, and what it waits for."""
    run = Run.objects.get(ticket=ticket)
    entries = Counter(ticket.stream.entries.values_list("type", flat=True))
    open_now = [
        *Task.objects.filter(ticket=ticket, state=OpenState.OPEN).values_list("step__block", flat=True),
        *Approval.objects.filter(ticket=ticket, state=OpenState.OPEN).values_list("step__block", flat=True),
    ]
    return {
        "ended": ticket.status in ENDED and run.state == RunState.ENDED,
        "outcome": ticket.outcome,
        "waits_for": sorted(open_now),
        "approvals": Approval.objects.filter(ticket=ticket).count(),
        "decisions": Decision.objects.filter(approval__ticket=ticket).count(),
        "tasks_done": sorted(
            Task.objects.filter(ticket=ticket, state=OpenState.DONE)
            .exclude(kind=TaskKind.FAULT)
            .values_list("step__block", flat=True)
        ),
        "entries": dict(entries),
    }


def _tellings() -> Counter[str]:
    rows = Notification.objects.values_list("person_id", "entry_id")
    # A summary of the day is about no single notice: its Message-ID names it.
    mails = [about or name for about, name in Message.objects.values_list("notification_id", "mail_id")]
    return Counter([*(f"notice {row}" for row in rows), *(f"mail {about}" for about in mails)])


def _to_tell() -> list[Entry]:
    return list(Entry.objects.filter(type__in=TOLD))


def _was_told(entry: Entry) -> bool:
    types = {entry.type, "ticket.resolved"} if entry.type == "workflow.message" else {entry.type}
    wanted = Notification.objects.filter(
        entry__stream=entry.stream, entry__type__in=types, person__given_name=TOLD[entry.type]
    )
    return wanted.count() == 1 and Message.objects.filter(notification__in=wanted).count() == 1


COMMANDS: dict[str, Callable[..., Any]] = {"build": build, "look": look}

if __name__ == "__main__":
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))
    place.disconnect()
