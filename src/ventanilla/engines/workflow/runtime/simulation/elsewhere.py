"""What would be done beyond the ticket's own rows: told, and left undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import Any

from ventanilla.core.blueprint.blocks import Connector, Grant, GrantEnd
from ventanilla.core.kit.text import pick
from ventanilla.engines.integrations.queries import said_of
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Answer
from ventanilla.engines.workflow.runtime.performers.accesses import end_of
from ventanilla.engines.workflow.runtime.simulation.stage import Stage
from ventanilla.engines.workflow.runtime.simulation.stores import scripted
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets.actions.submit import opening_for

SAMPLES: dict[str, Any] = {"text": "…", "number": 1, "boolean": True, "date": "2030-01-01", "choices": ["…"]}
BAD = ("refused", "failed")


def work(effect: machine.Work, stage: Stage) -> Answer:
    """It goes well, unless the trial says otherwise; what another system would answer is made up. What goes wrong
    there is a task for the owner, as it would be, where the service doesn't say what follows."""
    block, choice = effect.block, stage.choices.at(effect.key)
    stage.tell("work", effect.key, text=_words(effect, stage))
    if choice.never:
        return Answer()
    if isinstance(block, Connector) and choice.outcome in BAD and choice.outcome not in block.on:
        return Answer(events=(machine.Failed(effect.key, f"connector_{choice.outcome}"),))
    answer = scripted(effect.key, block.outcomes[0], _outputs(effect, stage), stage)
    if isinstance(block, GrantEnd):
        return replace(answer, at=stage.ends.get(block.of))
    return answer


def create_ticket(effect: machine.CreateTicket, stage: Stage) -> Answer | None:
    """It is asked for and done, unless the trial says otherwise. A service that is closed at that moment is a task for
    the owner. What is played again was asked for when it was open."""
    stage.tell("work", effect.key)
    who, service = stage.somebody(effect.asked_by), Service.objects.filter(slug=effect.service).first()
    if who is None or service is None or stage.choices.at(effect.key).really_at is not None:
        return None
    opens = opening_for(who, service)
    if opens.is_open:
        return None
    return Answer(events=(machine.Failed(effect.key, "not_open", str(opens.opens_on or "")),))


def _words(effect: machine.Work, stage: Stage) -> str:
    block = effect.block
    if isinstance(block, Connector):
        return ": ".join(said_of(block.connection, block.action))
    if isinstance(block, Grant):
        return pick(stage.write(block.label)) or str(effect.values["access"])
    return pick(block.shown_title)


def _outputs(effect: machine.Work, stage: Stage) -> dict[str, Any]:
    block = effect.block
    if isinstance(block, Connector):
        return {name: SAMPLES[taken.type] for name, taken in block.outputs.items()}
    if isinstance(block, Grant):
        return _access(effect, stage)
    return dict.fromkeys(("asset", "serial", "name", "file", "model"), "…")


def _access(effect: machine.Work, stage: Stage) -> dict[str, Any]:
    """What somebody would have from now on; its end is kept for the step that waits for it."""
    until = end_of(effect.block, effect.values["until"], stage)
    if until is not None:
        stage.ends[effect.key.block] = until
    told = until.astimezone(UTC).isoformat().replace("+00:00", "Z") if until else None
    return {"grant": "0", "access": str(effect.values["access"]), "until": told, "extended": False}
