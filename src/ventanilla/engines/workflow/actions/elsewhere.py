"""What a run waits for happens elsewhere: an access ends, an asset comes back."""

from __future__ import annotations

from ventanilla.core.access.queries import team_principal
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import languages, pick
from ventanilla.core.timeline.actions import action, record
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.choices import OpenState, StepState, TaskKind
from ventanilla.engines.workflow.entries import AssetBack, TaskOpened
from ventanilla.engines.workflow.models import Awaited, Task
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.engine import feed
from ventanilla.records.assets.models import Asset
from ventanilla.records.grants.models import Grant
from ventanilla.records.tickets.actions import grant as let_see
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.choices import Reason

TAKE_BACK = {"en": "Take the access back: %(access)s", "es": "Retirar el acceso: %(access)s"}


def access_ended(*, grant: int) -> None:
    """Go on where its end was waited for; where nobody waits, the service's team takes the access back.

    Run again it changes nothing.
    """
    row = (
        Grant.objects.select_related("ticket", "holder", "service")
        .filter(pk=grant)
        .exclude(ended_at=None)
        .first()
    )
    if row is None:
        return
    if not _went_on(f"grant:{grant}", "ended", {"reason": row.end_reason}):
        _give_task(row)


def asset_over(*, asset: int, outcome: str) -> None:
    """Go on where the asset was waited for, given back or written off."""
    row = Asset.objects.select_related("model").filter(pk=asset).first()
    if row is not None:
        outputs = {"asset": str(row.pk), "serial": row.serial, "name": pick(row.model.name)}
        _went_on(f"asset:{asset}", outcome, outputs, AssetBack(model=row.model.name, serial=row.serial))


def _went_on(subject: str, outcome: str, outputs: dict[str, str], told: AssetBack | None = None) -> bool:
    """Whether anybody waits, or has waited, for it."""
    rows = Awaited.objects.filter(subject=subject).values_list("pk", "step__run__ticket")
    for pk, ticket in list(rows):
        _tell_step(pk, ticket, outcome, outputs, told)
    return bool(rows)


@action
def _tell_step(
    pk: int, ticket_id: int, outcome: str, outputs: dict[str, str], told: AssetBack | None
) -> None:
    ticket = locked(ticket_id)
    waits = Awaited.objects.select_related("step__run").get(pk=pk)
    if waits.step.state != StepState.ACTIVE:
        return
    if told is not None and outcome == "given_back":
        program = store.program_of(waits.step.run.version_id, ticket.part)
        kept = program.keeps(waits.step.block)
        record(ticket.stream, told.model_copy(update={"kept": kept}), actor=None)
    feed(ticket, machine.Finished(store.key_of(waits.step), outcome, outputs))


@action
def _give_task(grant: Grant) -> None:
    """A task of its own, not a step: the run may be long over."""
    ticket = locked(grant.ticket_id)
    if Task.objects.filter(ticket=ticket, detail__grant=grant.pk).exists():
        return
    names = {code: pick(grant.label, [code]) for code in languages()}
    title = {code: TAKE_BACK.get(code, TAKE_BACK["en"]) % {"access": names[code]} for code in languages()}
    team = grant.service.owner_team
    task = Task.objects.create(
        ticket=ticket,
        kind=TaskKind.WORK,
        title=title,
        team=team,
        state=OpenState.OPEN,
        detail={"grant": grant.pk, "person": grant.holder.name, "access": grant.access},
        opened_at=clock.now(),
    )
    let_see(ticket, team_principal(team), Reason.TASK)
    people = list(team.members.filter(is_active=True).values_list("pk", flat=True))
    told = TaskOpened(
        task=task.pk,
        kind=task.kind,
        title=title,
        holder=team.name,
        people=people,
        text=f"{grant.holder.name} · {grant.access}",
    )
    record(ticket.stream, told, actor=None)
