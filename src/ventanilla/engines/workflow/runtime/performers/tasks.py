"""Giving people something to do: a team its work, the requester a question, the owner a fault."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ventanilla.core.kit import clock
from ventanilla.core.kit.text import Localized, pick
from ventanilla.core.people.models import Person, Team
from ventanilla.core.people.queries import team_by_slug
from ventanilla.engines.workflow import forms, machine
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.entries import DeadlinePassed, TaskOpened, TaskReminded
from ventanilla.engines.workflow.fault_words import fault_texts
from ventanilla.engines.workflow.models import Approval, Decision, Task
from ventanilla.engines.workflow.runtime.holders import keeper_of, let_in, let_in_asked, people_of
from ventanilla.engines.workflow.runtime.naming import who_has_left
from ventanilla.engines.workflow.runtime.performers import outsiders
from ventanilla.engines.workflow.runtime.reminders import next_reminder
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.shown import shown_by
from ventanilla.records.tickets.queries import latest_answers
from ventanilla.records.tickets.turns import take_turn

OWN_TITLES = {
    TaskKind.CORRECTION: {"en": "Correct the request", "es": "Corregir la solicitud"},
    TaskKind.FAULT: {"en": "Something went wrong", "es": "Algo ha fallado"},
}


def open_task(effect: machine.OpenTask, scene: Scene) -> list[machine.Event]:
    """Give the task to its team or person."""
    block = effect.block
    team = _team(scene, block.team) if block.team else None
    person = scene.somebody(block.person or effect.holder) if not block.team else None
    if team is None and person is None:
        return [
            machine.Failed(effect.key, "no_holder", str(block.team or block.person or effect.holder or ""))
        ]
    given: dict[str, Any] = {}
    if team is not None and block.assign:
        about = {scene.ticket.requester_id, scene.ticket.requested_for_id}
        turn = take_turn(team=team, how=block.assign, but=about)
        person, given = turn.person, {"given": turn.trace}
    _open(
        scene,
        effect.key,
        TaskKind.WORK,
        title=block.shown_title,
        instructions=scene.write(block.instructions),
        form=forms.dump(block.asks, block.checks),
        team=team,
        person=person,
        shown=shown_by(block.show, scene, latest_answers(scene.ticket)) if block.show else [],
        detail=given,
    )
    return []


def _team(scene: Scene, name: str) -> Team | None:
    if name == "ticket.team":
        return scene.ticket.team
    return scene.ticket.service.owner_team if name == "service.owner" else team_by_slug(name)


def open_ask(effect: machine.OpenAsk, scene: Scene) -> list[machine.Event]:
    """Put a question to somebody; with `amend`, ask for a correction of the whole request."""
    block = effect.block
    person = scene.somebody(effect.address or block.to)
    if person is None and effect.address and scene.package.outside_mail:
        return outsiders.ask(effect, scene)
    if person is None:
        return [machine.Failed(effect.key, "no_holder", str(effect.address or block.to))]
    kind = TaskKind.CORRECTION if block.amend else TaskKind.ASK
    detail = _returned_with(scene) if block.amend else {}
    if block.mark:
        detail = {**detail, "marked": list(block.mark)}
    _open(
        scene,
        effect.key,
        kind,
        title=OWN_TITLES[kind] if block.amend and block.title is None else block.shown_title,
        instructions=scene.write(block.instructions),
        form=forms.dump(block.asks, block.checks),
        person=person,
        shown=shown_by(block.show, scene, latest_answers(scene.ticket)) if block.show else [],
        detail=detail,
        text=detail.get("comment", ""),
    )
    return []


def open_fault(effect: machine.RaiseFault, scene: Scene) -> list[machine.Event]:
    """Ask the owner of the service, and the owner's team, to look at a step that could not go on."""
    service = scene.ticket.service
    left = who_has_left(effect.detail) if effect.code == "no_holder" else ""
    problem = fault_texts("left", left) if left else fault_texts(effect.code, effect.detail)
    Task.objects.filter(step=scene.step(effect.key), kind=TaskKind.FAULT, state=OpenState.DONE).update(
        step=None
    )
    _open(
        scene,
        effect.key,
        TaskKind.FAULT,
        title=_fault_title(scene, effect.key),
        team=service.owner_team,
        person=keeper_of(service),
        detail={"code": effect.code, "problem": problem, "block": effect.key.block},
        text=problem,
        due_at=scene.step(effect.key).due_at,
    )
    return []


def _fault_title(scene: Scene, key: machine.StepKey) -> dict[str, str]:
    """Which step it was, so that several can be told apart; not of one that who asks sees nothing of."""
    step = scene.program.nodes[key.block].block.title
    if not step or scene.program.keeps(key.block):
        return OWN_TITLES[TaskKind.FAULT]
    return {code: f"{words}: {pick(step, [code])}" for code, words in OWN_TITLES[TaskKind.FAULT].items()}


def tell_late(effect: machine.Late, scene: Scene) -> list[machine.Event]:
    """Tell who has the step that its date has passed."""
    step = scene.step(effect.key)
    task = Task.objects.filter(step=step, state=OpenState.OPEN).first()
    title = task.title if task else scene.titled(machine_title(scene, effect.key))
    people = people_of(task.team, task.assignee) if task else []
    kind, pk = (task.kind, task.pk) if task else ("", 0)
    scene.record(DeadlinePassed(title=title, people=people, kind=kind, task=pk))
    return []


def remind(effect: machine.Remind, scene: Scene) -> list[machine.Event]:
    """Remind who has it; somebody outside gets the mail with the link once more."""
    task = Task.objects.filter(step=scene.step(effect.key), state=OpenState.OPEN).first()
    if task is not None:
        people = people_of(task.team, task.assignee)
        scene.record(TaskReminded(title=task.title, people=people, kind=task.kind, task=task.pk))
        if task.address:
            outsiders.send(task, scene.ticket)
    return []


def machine_title(scene: Scene, key: machine.StepKey) -> dict[str, str]:
    """What the block of a step is called."""
    return scene.program.nodes[key.block].block.shown_title


def _open(
    scene: Scene,
    key: machine.StepKey,
    kind: TaskKind,
    *,
    title: dict[str, str],
    instructions: dict[str, str] | None = None,
    form: list[Any] | None = None,
    team: Team | None = None,
    person: Person | None = None,
    shown: list[dict[str, Any]] | None = None,
    detail: dict[str, Any] | None = None,
    text: Localized | str = "",
    due_at: datetime | None = None,
) -> None:
    title = scene.titled(title)
    task = Task.objects.create(
        ticket=scene.ticket,
        step=scene.step(key),
        kind=kind,
        title=title,
        kept=scene.kept,
        instructions=instructions or {},
        form=form or [],
        team=team,
        assignee=person,
        shown=shown or [],
        detail=detail or {},
        opened_at=clock.now(),
        due_at=due_at,
        remind_at=next_reminder(scene.ticket) if kind == TaskKind.FAULT else None,
    )
    if kind in (TaskKind.ASK, TaskKind.CORRECTION):
        let_in_asked(task)
    else:
        let_in(task)
    holder = person.name if person else team.name if team else ""
    told = TaskOpened(
        task=task.pk, kind=kind, title=title, holder=holder, people=people_of(team, person), text=text
    )
    scene.record(told)


def _returned_with(scene: Scene) -> dict[str, Any]:
    """Who sent it back and with which words."""
    last = (
        Decision.objects.filter(approval__in=Approval.objects.filter(ticket=scene.ticket), verdict="return")
        .select_related("person", "approval")
        .order_by("-pk")
        .first()
    )
    if last is None:
        return {}
    if last.approval.kept:  # what was said there is not for who asked
        return {"marked": last.marked}
    return {"comment": last.comment, "by": last.person.name, "marked": last.marked}
