"""Who reacts to which entries, in order: the one place to read what follows from what.

Clocks and workflow run inside the transaction of the action, each in a savepoint; when one of them can't, what it
did is taken back and the service's owner gets a task. What reaches the world outside (mail) only puts a job in the
queue here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ventanilla.core.files import ties
from ventanilla.core.kit.sealing import holds_sealed
from ventanilla.core.timeline.actions import Afterword, Subscription
from ventanilla.core.timeline.actions import install as install_subscriptions
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.integrations import judging
from ventanilla.engines.integrations.lookups import ConnectionSource
from ventanilla.engines.notifications import how_it_was, standing
from ventanilla.engines.notifications import reactions as notifications
from ventanilla.engines.search import reactions as search
from ventanilla.engines.sla import reactions as sla
from ventanilla.engines.telling import reactions as telling
from ventanilla.engines.workflow import linting
from ventanilla.engines.workflow import reactions as workflow
from ventanilla.engines.workflow.queries.origin import asked_by_itself
from ventanilla.engines.workflow.queries.tasks import task_load
from ventanilla.records.catalog import references
from ventanilla.records.catalog.resources import handed_out
from ventanilla.records.intake import sources
from ventanilla.records.knowledge import reactions as knowledge
from ventanilla.records.knowledge.queries import held_pictures
from ventanilla.records.tickets import reactions as tickets
from ventanilla.records.tickets import turns
from ventanilla.records.tickets.drafts import drafted
from ventanilla.records.tickets.queries import attached
from ventanilla.records.tickets.secrets import reseal_answers
from ventanilla.records.tickets.sources import Assets, Lists, Services, Tickets
from ventanilla.surfaces.ui.tickets.standing import standing_of

Fault = Callable[[Entry, Exception], None]


def on(names: Iterable[str], do: Callable[[Entry], None], fault: Fault | None = None) -> Subscription:
    """`do` runs for entries of these types; `fault` when it fails, otherwise the action fails with it."""
    return Subscription(frozenset(names), do, fault)


SUBSCRIPTIONS: list[Subscription] = [
    on(["service.published"], knowledge.on_service_published),
    on(sla.TARGETS, workflow.on_targets, fault=workflow.on_fault),
    on(sla.COURSE, sla.follow, fault=workflow.on_fault),
    on(sla.ANSWERS, sla.note_answer, fault=workflow.on_fault),
    on(["ticket.submitted"], workflow.on_asked, fault=workflow.on_fault),
    on(["ticket.submitted"], workflow.on_submitted, fault=workflow.on_fault),
    on(workflow.BEGUN, workflow.on_begun, fault=workflow.on_fault),
    on(["ticket.assigned"], workflow.on_assigned, fault=workflow.on_fault),
    on(["ticket.answers_amended", "ticket.left_out"], workflow.on_amended, fault=workflow.on_fault),
    on(
        ["ticket.resolved", "ticket.resolved_with_outage", "ticket.cancelled"],
        workflow.on_ended,
        fault=workflow.on_fault,
    ),
    on(["ticket.resolved", "ticket.resolved_with_outage"], workflow.on_resolved, fault=workflow.on_fault),
    on(["ticket.cancelled"], workflow.on_cancelled, fault=workflow.on_fault),
    on(["ticket.reopened"], workflow.on_reopened, fault=workflow.on_fault),
    on(["ticket.status_changed"], workflow.on_moved, fault=workflow.on_fault),
    on(["ticket.waits_for_supplier", "ticket.supplier_over"], workflow.on_supplier, fault=workflow.on_fault),
    on(["ticket.resolved", "ticket.cancelled"], tickets.end_others_later),
    on(["ticket.status_changed"], tickets.tell_followers_later),
    on(["workflow.task_done"], workflow.on_answered, fault=workflow.on_fault),
    on(["directory.changed", "directory.absence_changed"], workflow.on_directory),
    on(["directory.changed"], workflow.on_hours),
    on(
        ["ticket.resolved", "ticket.resolved_with_outage", "ticket.cancelled"],
        workflow.on_put_aside,
        fault=workflow.on_fault,
    ),
    on(["ticket.resolved", "ticket.resolved_with_outage", "ticket.cancelled"], workflow.on_over),
    on(["budget.owner_changed"], workflow.on_owner_of_centre),
    on(["asset.assigned", "asset.returned", "asset.retired"], workflow.on_holder_of_asset),
    on(["grant.ended"], workflow.on_access_ended),
    on(["asset.returned", "asset.retired"], workflow.on_asset_over),
    on(["directory.changed"], workflow.on_left),
    on(workflow.FACTS, workflow.on_facts, fault=workflow.on_fault),
    on(["ticket.priority_set", "ticket.answers_amended"], workflow.on_changed, fault=workflow.on_fault),
    on(["ticket.resolved", "ticket.resolved_with_outage", "ticket.cancelled"], workflow.on_child_ended),
    on(["service.published", "service.retired"], workflow.on_published),
    on(["status.outage_over"], tickets.end_reports_later),
    on(search.CHANGES, search.index_later),
]

# What an action brought people, or other systems, is told together, when all of it is known.
AFTERWORDS: list[Afterword] = [
    Afterword(notifications.heard_names(), notifications.tell_later),
    Afterword(telling.telling_names(), telling.keep_for_others),
]

# What forms look up, by the name that packages use.
SOURCES: dict[str, sources.Source] = {
    "assets": Assets(),
    "connection": ConnectionSource(),
    "lists": Lists(),
    "services": Services(),
    "tickets": Tickets(),
}


def install() -> None:
    """Called once, when all apps are loaded."""
    install_subscriptions(SUBSCRIPTIONS, AFTERWORDS)
    references.also(judging.judge)
    references.also(linting.judge)
    ties.register(attached)
    ties.register(drafted)
    ties.register(held_pictures)
    ties.register(handed_out)
    standing.register(standing_of)
    how_it_was.register(asked_by_itself)
    turns.also_counts(task_load)
    holds_sealed("answers", reseal_answers)
    for name, source in SOURCES.items():
        sources.register(name, source)
