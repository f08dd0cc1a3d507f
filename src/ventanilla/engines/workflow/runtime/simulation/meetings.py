"""What each effect would bring about: who would be asked, what would be read, what would be set.

Nothing here writes. An effect without a line here is told as work that ends by its block's first outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from ventanilla.core.blueprint.seats import AnySeat
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Location, Person, Team
from ventanilla.core.people.queries import team_by_slug
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Answer
from ventanilla.engines.workflow.runtime import table
from ventanilla.engines.workflow.runtime.labels import seat_label
from ventanilla.engines.workflow.runtime.perform import PERFORMERS
from ventanilla.engines.workflow.runtime.performers.messages import inside, is_address, known_to
from ventanilla.engines.workflow.runtime.simulation.elsewhere import create_ticket, work
from ventanilla.engines.workflow.runtime.simulation.happenings import Letter, Seated
from ventanilla.engines.workflow.runtime.simulation.stage import Stage
from ventanilla.engines.workflow.runtime.simulation.stores import assign_asset, reserve_budget, settle_budget
from ventanilla.engines.workflow.wording import fault_text
from ventanilla.records.catalog.models import Category
from ventanilla.records.tickets.choices import Level, Outcome, Priority, Status
from ventanilla.records.tickets.priority import priority_of
from ventanilla.records.tickets.turns import Turn, turn_words, whose_turn

QUIET = Answer()


def open_approval(effect: machine.OpenApproval, stage: Stage) -> Answer:
    holders = {str(position): value for position, value in effect.holders.items()}
    barred = {str(position): names for position, names in effect.barred.items()}
    planned = table.plan(effect.block, stage.ticket, holders, barred)
    stage.seated[effect.key] = [
        str(person) for _spec, resolved in planned for person in resolved.everybody[: resolved.need]
    ]
    enough = table.are_enough(effect.block, planned)
    seats = tuple(_seated(spec, resolved, noted=enough) for spec, resolved in planned)
    who = tuple(dict.fromkeys(name for seat in seats for name in seat.people))
    stage.tell("approval", effect.key, seats=seats, who=who)
    if not enough:
        return Answer(events=(machine.Failed(effect.key, "no_approver"),))
    return Answer(opens=True)


def _seated(spec: AnySeat, resolved: machine.Resolved, *, noted: bool) -> Seated:
    """Who would sit there; `noted`: of a seat where nobody would it is said that the others decide."""
    empty = (machine.Reason(machine.ReasonCode.SEAT_EMPTY),) if noted and not resolved.is_filled else ()
    return Seated(
        seat_label(spec),
        tuple(table.names_of(resolved.everybody)),
        resolved.need,
        tuple(table.told((*resolved.all_reasons, *empty))),
    )


def open_task(effect: machine.OpenTask, stage: Stage) -> Answer:
    block = effect.block
    team = _team(stage, block.team) if block.team else None
    person = stage.somebody(block.person or effect.holder) if not block.team else None
    if team is None and person is None:
        named = str(block.team or block.person or effect.holder or "")
        return Answer(events=(machine.Failed(effect.key, "no_holder", named),))
    turn = _turn(stage, team, block.assign) if team and block.assign else None
    person = turn.person if turn else person
    who = person.name if person else pick(team.name if team else None)
    if person is not None:
        stage.seated[effect.key] = [str(person.pk)]
    reasons = tuple(turn_words(turn.trace, full=True)) if turn else ()
    stage.tell("task", effect.key, who=(who,), reasons=reasons, text=pick(stage.write(block.instructions)))
    return Answer(opens=True)


def _turn(stage: Stage, team: Team, how: str) -> Turn:
    """Whose turn it would be now, after those that were given out as it is played."""
    given = stage.turns.setdefault(team.pk, [])
    about = {stage.ticket.requester_id, stage.ticket.requested_for_id}
    last = given[-1] if given else None
    turn = whose_turn(team=team, how=how, but=about, last=last, more=Counter(given))
    given.extend([turn.person.pk] if turn.person else [])
    return turn


def _team(stage: Stage, name: str) -> Team | None:
    if name == "ticket.team":
        return stage.ticket.team
    return stage.ticket.service.owner_team if name == "service.owner" else team_by_slug(name)


def open_ask(effect: machine.OpenAsk, stage: Stage) -> Answer:
    address = effect.address or ""
    person = stage.somebody(address or effect.block.to)
    outside = address if stage.package.outside_mail and is_address(address) else ""
    if person is None and not outside:
        return Answer(events=(machine.Failed(effect.key, "no_holder", address or str(effect.block.to)),))
    who = person.name if person else outside
    if person is not None:
        stage.seated[effect.key] = [str(person.pk)]
    asked = stage.tell("ask", effect.key, who=(who,), text=pick(stage.write(effect.block.instructions)))
    asked.sealed = effect.block.seal
    return Answer(opens=True)


def open_sealed(effect: machine.OpenSealed, stage: Stage) -> Answer:
    who = next((each.who for each in stage.happenings if each.key == effect.key and each.kind == "ask"), ())
    stage.tell("opened", effect.key, who=who).key = None  # what is assumed stands where it was asked
    return QUIET


def send_message(effect: machine.SendMessage, stage: Stage) -> Answer:
    people, unknown = known_to(inside(effect, stage.package), stage)
    texts, subjects = stage.write(effect.message), stage.write(effect.subject)
    letters = [
        _letter(person.name, person.language, subjects, texts, stage)
        for person in Person.objects.filter(pk__in=people).order_by("pk")
    ]
    for address in effect.outside if stage.package.outside_mail else ():
        if is_address(address):
            letters.append(_letter(address, "", subjects, texts, stage))
        else:
            unknown.append(address)
    stage.tell("message", effect.key, letters=tuple(letters), who=tuple(letter.to for letter in letters))
    if unknown:
        stage.tell("fault", effect.key, text=fault_text("unknown_addressee", ", ".join(unknown)))
    return QUIET


def _letter(
    to: str, language: str, subjects: Mapping[str, str], texts: Mapping[str, str], stage: Stage
) -> Letter:
    wanted = [code for code in (language, stage.ticket.language) if code]
    subject = " ".join((pick(subjects, wanted) or pick(stage.ticket.title, wanted)).split())
    return Letter(to, language or stage.ticket.language, subject, pick(texts, wanted))


def set_fields(effect: machine.SetFields, stage: Stage) -> Answer:
    ticket, values = stage.ticket, {name: str(value) for name, value in effect.values.items()}
    stage.tell("set", effect.key, values=values)
    for name in ("impact", "urgency"):
        if values.get(name) in Level.values:
            setattr(ticket, name, values[name])
            ticket.priority = priority_of(ticket.impact, ticket.urgency)
    if values.get("priority", "").upper() in Priority.__members__:
        ticket.priority = Priority[values["priority"].upper()]
    team = team_by_slug(values["team"]) if "team" in values else None
    ticket.team = team or ticket.team
    if "assignee" in values:
        ticket.assignee = stage.somebody(values["assignee"])
    for name, model in (("category", Category), ("location", Location)):
        found = model.objects.filter(slug=values[name].rsplit("/")[-1]).first() if name in values else None
        if found is not None:
            setattr(ticket, name, found)
    return Answer(events=(machine.FactsChanged(),))


def resolve(effect: machine.Resolve, stage: Stage) -> Answer:
    return _end(stage, "resolved", Status.RESOLVED, effect.outcome, effect.message)


def cancel(effect: machine.CancelTicket, stage: Stage) -> Answer:
    return _end(stage, "cancelled", Status.CLOSED, effect.outcome, effect.message)


def _end(stage: Stage, kind: str, status: Status, outcome: str, message: Mapping[str, str] | None) -> Answer:
    ticket = stage.ticket
    words = pick(stage.write(message), [ticket.requester.language or ticket.language])
    stage.tell(kind, title={}, text=words, outcome=outcome)
    ticket.status, ticket.outcome = status, Outcome(outcome)
    return QUIET


def raise_fault(effect: machine.RaiseFault, stage: Stage) -> Answer:
    owner = stage.ticket.service.owner
    stage.tell("fault", effect.key, who=(owner.name,), text=fault_text(effect.code, effect.detail))
    return QUIET


def find_items(effect: Any, stage: Stage) -> Answer:
    """What a loop goes through is looked up by reading alone, so the real performer does it."""
    performer = PERFORMERS.get(type(effect))
    return Answer(events=tuple(performer(effect, stage))) if performer else QUIET


def _told(kind: str) -> Callable[[Any, Stage], Answer]:
    def meet(effect: Any, stage: Stage) -> Answer:
        stage.tell(kind, effect.key, outcome=getattr(effect, "outcome", ""))
        return QUIET

    return meet


def _silent(_effect: Any, _stage: Stage) -> Answer:
    return QUIET


MEETINGS: dict[str, Callable[[Any, Stage], Answer | None]] = {
    "OpenApproval": open_approval,
    "OpenTask": open_task,
    "OpenAsk": open_ask,
    "OpenSealed": open_sealed,
    "SendMessage": send_message,
    "SetFields": set_fields,
    "Resolve": resolve,
    "CancelTicket": cancel,
    "CreateTicket": create_ticket,
    "RaiseFault": raise_fault,
    "FindItems": find_items,
    "AssignAsset": assign_asset,
    "ReserveBudget": reserve_budget,
    "SettleBudget": settle_budget,
    "Work": work,
    "Remind": _told("reminder"),
    "Escalate": _told("escalation"),
    "Expire": _told("expired"),
    "Late": _told("late"),
    "Undo": _told("undone"),
    "CloseStep": _silent,
    "RunEnded": _silent,
    "MoveTask": _silent,
}
"""By the name of the effect, so that one which isn't here yet needs nothing."""
