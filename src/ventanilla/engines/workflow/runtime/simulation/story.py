"""A simulation told in words, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ventanilla.core.kit.text import pick
from ventanilla.engines.sla.choices import ClockKind
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.endings import outcome_words
from ventanilla.engines.workflow.runtime.simulation.comparing import Difference
from ventanilla.engines.workflow.runtime.simulation.happenings import Happening, Letter, Seated
from ventanilla.engines.workflow.runtime.simulation.playing import Simulation, Target
from ventanilla.engines.workflow.wording import seat_reason
from ventanilla.records.tickets.choices import Level, Priority


@dataclass(frozen=True)
class Part:
    """One thing that would happen. `kind` is that of the happening, or "asked" and "end" for the first and the last."""

    kind: str
    when: str
    title: str
    lines: tuple[str, ...] = ()
    letters: tuple[Letter, ...] = ()
    block: str = ""


def story(played: Simulation) -> list[Part]:
    """From asking to the end, in order."""
    return [_asked(played), *map(_part, played.happenings), *_moved(played), *_end(played)]


def _asked(played: Simulation) -> Part:
    values = {"who": played.requester.name, "whom": played.requested_for.name}
    same = played.requester == played.requested_for
    title = _("%(who)s asks for it") if same else _("%(who)s asks for it, for %(whom)s")
    lines = [
        _("It goes to %(team)s.") % {"team": pick(played.team.name)},
        *([_("%(who)s gets it.") % {"who": played.assignee.name}] if played.assignee else []),
        *played.turn,
        *pick_lines(played.because),
        _("Priority: %(priority)s") % {"priority": Priority(played.priority).label},
        *_dates(played),
        *played.problems,
    ]
    return Part("asked", moment_of(played.at), title % values, tuple(lines))


def _dates(played: Simulation) -> Iterator[str]:
    if played.promised_at:
        yield _("Who asks is promised it by %(when)s.") % {"when": moment_of(played.promised_at)}
    yield from _due(played.targets)


def _moved(played: Simulation) -> Iterator[Part]:
    """The promises that became others on the way."""
    if played.moved:
        yield Part("set", "", _("What is promised moves"), tuple(_due(played.moved)))


def _due(targets: Iterable[Target]) -> Iterator[str]:
    labels = {
        ClockKind.FIRST_RESPONSE.value: _("The first answer is due by %(when)s."),
        ClockKind.RESOLUTION.value: _("It is to be resolved by %(when)s."),
    }
    for target in targets:
        if target.kind in labels:
            yield labels[target.kind] % {"when": moment_of(target.due_at)}


def pick_lines(lines: Mapping[str, list[str]]) -> list[str]:
    """The lines of the active language."""
    return lines.get(pick({code: code for code in lines}), [])


def _part(happening: Happening) -> Part:
    return Part(
        happening.kind,
        moment_of(happening.at),
        _title(happening),
        tuple(_lines(happening)),
        happening.letters,
        happening.block,
    )


def _title(happening: Happening) -> str:
    name = pick(happening.title)
    titles = {
        "approval": _("“%(name)s” is asked for"),
        "task": _("Task: %(name)s"),
        "ask": _("Question: %(name)s"),
        "opened": _("What was answered sealed is opened: %(name)s"),
        "message": _("Message: %(name)s"),
        "asset": _("From stock: %(name)s"),
        "budget": _("Budget: %(name)s"),
        "set": _("The request changes: %(name)s"),
        "work": _("By itself: %(name)s"),
        "reminder": _("Reminder: %(name)s"),
        "escalation": _("Those above may decide too: %(name)s"),
        "expired": _("Time runs out: %(name)s"),
        "late": _("Late: %(name)s"),
        "undone": _("Taken back: %(name)s"),
        "fault": _("Something goes wrong: %(name)s"),
        "refused": _("These answers would not be accepted: %(name)s"),
        "resolved": _("It is done"),
        "cancelled": _("It is closed without having been done"),
    }
    return titles.get(happening.kind, "%(name)s") % {"name": name}


def _lines(happening: Happening) -> Iterator[str]:
    if happening.kind == "fault" and happening.who:
        yield _("%(who)s, who owns the service, is asked to look at it.") % {"who": ", ".join(happening.who)}
    elif happening.seats:
        yield from (line for seat in happening.seats for line in seat_lines(seat))
    elif happening.who and not happening.letters:
        yield _("Who: %(who)s") % {"who": ", ".join(happening.who)}
        yield from happening.reasons
    if happening.text and happening.text != pick(happening.title):
        yield happening.text
    yield from (_set(name, value) for name, value in happening.values.items())
    yield from _seal(happening)
    if happening.due_at:
        yield _("Due by %(when)s") % {"when": moment_of(happening.due_at)}
    if happening.outcome and happening.ended_at:
        yield _("Assumed: %(outcome)s") % {"outcome": outcome_words(happening.outcome)}
    if happening.kept:
        yield _("Not shown to who asks: they read “%(words)s”.") % {"words": pick(machine.WORKING)}


def _set(name: str, value: str) -> str:
    """«Priority: High»: a field of the request, or a figure, as people say it."""
    names = {
        "amount": _("Amount"),
        "assignee": _("Person in charge"),
        "category": _("Category"),
        "impact": _("Impact"),
        "location": _("Place"),
        "priority": _("Priority"),
        "team": _("Team"),
        "urgency": _("Urgency"),
    }
    if name == "priority" and value.upper() in Priority.__members__:
        value = str(Priority[value.upper()].label)
    elif name in ("impact", "urgency") and value in Level.values:
        value = str(Level(value).label)
    return f"{names.get(name, name)}: {value}"


def _seal(happening: Happening) -> Iterator[str]:
    """Until when nobody reads what is answered. Nothing is opened while it can still be answered."""
    opened = max((at for at in (happening.closes_at, happening.opens_at) if at), default=None)
    if not happening.sealed:
        return
    if opened is None:
        yield _("Sealed: it isn't known yet when it is opened.")
    elif happening.sealed == "all_answered":
        yield _("Sealed: nobody reads it before all have answered, or before %(when)s.") % {
            "when": moment_of(opened)
        }
    else:
        yield _("Sealed: nobody reads it before it is opened, on %(when)s.") % {"when": moment_of(opened)}


def seat_lines(seat: Seated) -> Iterator[str]:
    """Who sits there, and why it is they."""
    names = ", ".join(seat.people) or _("nobody")
    yield _("%(seat)s: %(names)s") % {"seat": pick(seat.label), "names": names}
    yield from filter(None, (seat_reason(reason) for reason in seat.reasons))


def _end(played: Simulation) -> Iterable[Part]:
    if played.waits_for:
        names = ", ".join(pick(title) for title in played.waits_for)
        return [Part("end", "", _("Here it waits: %(names)s") % {"names": names})]
    if not played.outcome and not played.happenings:
        return [Part("end", "", _("There is no workflow: the team works on it and resolves it by hand."))]
    return []


def moment_of(at: datetime) -> str:
    """«3 March 2027, 10:30» where the portal is."""
    return date_format(timezone.localtime(at), _("j F Y, H:i"))


def differs(difference: Difference) -> str:
    """«Team: from IT to Equipment»."""
    what = label_of(difference)
    if difference.what in ("question", "fault"):
        return f"{what}: {said(difference.new)}"
    values = {"what": what, "old": said(difference.old), "new": said(difference.new)}
    return _("%(what)s: %(new)s instead of %(old)s") % values


def label_of(difference: Difference) -> str:
    """What would be otherwise."""
    labels = {
        "team": _("Team"),
        "assignee": _("Person in charge"),
        "priority": _("Priority"),
        "promised_at": _("Promised date"),
        "target": _("Target"),
        "approvers": _("Who decides “%(name)s”"),
        "holder": _("Who does “%(name)s”"),
        "path": _("Steps"),
        "outcome": _("How it ends"),
        "question": _("It would have to be answered too"),
        "fault": _("Something would go wrong"),
    }
    kinds = {kind.value: str(kind.label) for kind in ClockKind}
    if difference.what == "target":
        return kinds.get(difference.name, labels["target"])
    return labels[difference.what] % {"name": difference.name}


def said(value: Any) -> str:
    """A side of a difference in words."""
    if isinstance(value, datetime):
        return moment_of(value)
    return outcome_words(value) if value else _("nothing")
