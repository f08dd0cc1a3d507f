"""Where a simulated run takes place: a scene whose ticket is in nobody's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from ventanilla.core.blueprint import Package, Question
from ventanilla.core.blueprint.blocks import Approval, Ask, Block, Repeat
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.calendars.queries import working_hours
from ventanilla.core.kit import clock
from ventanilla.core.kit.text import Localized
from ventanilla.core.rules import evaluate, facts_in
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.machine.simulate import Answer, Choice, Choices
from ventanilla.engines.workflow.runtime.performers.approvals import saw_other
from ventanilla.engines.workflow.runtime.performers.timers import instant
from ventanilla.engines.workflow.runtime.scene import Scene
from ventanilla.engines.workflow.runtime.simulation.answering import fitting, objections, plausible, read
from ventanilla.engines.workflow.runtime.simulation.happenings import Happening
from ventanilla.engines.workflow.runtime.told_names import names_in
from ventanilla.records.catalog.queries import next_dates_of
from ventanilla.records.intake.sequence import Items
from ventanilla.records.tickets.actions.submit import context_for
from ventanilla.records.tickets.facts import answers_facts, asking_facts, own_facts, surroundings, zone_of
from ventanilla.records.tickets.models import AnswerSet

DATES = {"due": "due_at", "deadline": "closes_at", machine.OPENS: "opens_at"}
"""What timers say of the step that they belong to."""


@dataclass
class Stage(Scene):
    """A world for `machine.simulate`, and a scene for whatever only reads. Writing is refused."""

    played: Package = None  # type: ignore[assignment]
    program: machine.Program = None  # type: ignore[assignment]
    answers: AnswerSet = None  # type: ignore[assignment]
    choices: Choices = field(default_factory=Choices)
    corrected: dict[int, AnswerSet] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    handed_out: dict[str, int] = field(default_factory=dict)
    turns: dict[int, list[int]] = field(default_factory=dict)
    """Who has had a turn so far, by team, as it is played: nobody loses a real one by that."""
    seated: dict[machine.StepKey, list[str]] = field(default_factory=dict)
    """Who is assumed to decide or to do a step: the first of those who may."""
    seen: dict[machine.StepKey, AnswerSet] = field(default_factory=dict)
    """The answers that each approval was about."""
    ends: dict[str, datetime] = field(default_factory=dict)
    """When the accesses end that blocks have given, by block."""
    place: machine.StepKey | None = None

    @property
    def package(self) -> Package:
        return self.played

    @property
    def facts(self) -> dict[str, Any]:
        """All facts but the outputs, at the moment that the clock shows."""
        ticket = self.ticket
        return {
            **asking_facts(ticket.requester, ticket.requested_for, ticket.department),
            **answers_facts(self.played, self.answers),
            **own_facts(ticket),
            **next_dates_of(self.played, clock.today(zone_of(ticket.department))),
        }

    def write(self, text: Mapping[str, str] | None) -> Localized:
        """A text of the package with its placeholders filled in, as the step at hand would."""
        if not text:
            return {}
        facts = {**self.facts, **machine.facts_of(self.program, self.state, self.place)}
        facts |= names_in(text.values(), facts, self.package, self.place.block if self.place else None)
        zone = zone_of(self.ticket.department)
        return {code: substitute(words, facts, language=code, zone=zone) for code, words in text.items()}

    def correct_until(self, at: datetime | None) -> None:
        """Let the answers count that were corrected by then without a step that asked for it."""
        asked_for = {choice.outputs.get("version") for choice in self.choices.every()}
        known = [self.answers, *(each for number, each in self.corrected.items() if number not in asked_for)]
        if at is not None:
            due = [each for each in known if each is self.answers or each.given_at <= at]
            self.answers = max(due, key=lambda each: each.number)

    def step(self, key: machine.StepKey) -> NoReturn:
        raise TypeError("a simulation has no rows")

    def record(self, *_what: Any, **_who: Any) -> NoReturn:
        raise TypeError("a simulation records nothing")

    def refresh(self) -> None:
        """There is nothing to read again."""

    def tell(self, kind: str, key: machine.StepKey | None = None, **more: Any) -> Happening:
        """Note that something would happen now."""
        node = self.program.nodes.get(key.block) if key else None
        title = dict(node.block.shown_title) if node else {}
        happening = Happening(
            clock.now(), kind, key.block if key else "", more.pop("title", title), key=key, **more
        )
        happening.kept = node is not None and node.kept
        self.happenings.append(happening)
        return happening


@dataclass
class Theatre:
    """The stage as the machine's `World`: the clock is moved by leaving and entering `clock.frozen`."""

    stage: Stage
    meetings: Mapping[str, Any]
    _clock: Any = None

    def move_to(self, at: datetime) -> None:
        self.close()
        self._clock = clock.frozen(at)
        self._clock.__enter__()

    def close(self) -> None:
        """Let the clock show the present again."""
        if self._clock is not None:
            self._clock.__exit__(None, None, None)
            self._clock = None

    def facts(self, state: machine.State) -> Mapping[str, Any]:
        return self.stage.facts

    def meet(self, effect: machine.Effect, state: machine.State) -> Answer | None:
        self.stage.state = state
        self.stage.place = getattr(effect, "key", None)
        meeting = self.meetings.get(type(effect).__name__)
        if meeting is not None:
            answer: Answer | None = meeting(effect, self.stage)
            return answer
        if self.stage.place is not None and self.stage.place.block in self.stage.program.nodes:
            self.stage.tell("work", self.stage.place)
        return None

    def fires_at(self, timer: machine.SetTimer) -> datetime:
        at = instant(timer, self.stage)
        if timer.name in DATES:
            for happening in self.stage.happenings:
                if happening.key == timer.key:
                    setattr(happening, DATES[timer.name], at)
        return at

    def outputs_of(self, key: machine.StepKey, choice: Choice) -> Mapping[str, Any]:
        stage, block = self.stage, self.stage.program.nodes[key.block].block
        stage.correct_until(choice.really_at)
        if isinstance(block, Approval):
            stage.seen[key] = stage.answers
        if isinstance(block, Ask) and block.amend and choice.outputs.get("version") in stage.corrected:
            stage.answers = stage.corrected[choice.outputs["version"]]
        form: Items = [*block.asked(), *block.asked_checks()]
        asked = [item for item in block.asked() if isinstance(item, Question)]
        who = self._who(key, block)
        if not asked:
            return {**who, **choice.outputs}
        facts = {**stage.facts, **machine.facts_of(stage.program, stage.state, key)}
        given = {**plausible(asked, clock.today(zone_of(stage.ticket.department))), **choice.outputs}
        open_ = [item for item in asked if item.id not in choice.outputs]
        context = context_for(
            stage.ticket.requester, stage.ticket.requested_for, facts, stage.ticket.department
        )

        def goes_on(tried: Mapping[str, Any]) -> bool:
            return self._ends_repeating(key, facts, tried) and not read(form, tried, context).broken

        given = fitting(open_, given, goes_on)
        checked = read(form, given, context)
        said = objections(form, choice.outputs, checked)
        if said and choice.really_at is None:
            stage.tell("refused", key, text=" ".join(said)).key = None  # it is no step that comes to an end
        return {**who, **checked.answers, **given}

    def _who(self, key: machine.StepKey, block: Block) -> dict[str, Any]:
        seated = self.stage.seated.get(key)
        if not seated:
            return {}
        return {"who": seated if isinstance(block, Approval) else seated[0]}

    def _ends_repeating(
        self, key: machine.StepKey, facts: Mapping[str, Any], given: Mapping[str, Any]
    ) -> bool:
        """Whether these answers to what is asked at `key` let everything go on that is repeated around it."""
        own = f"outputs.{key.block}."
        known = {**facts, **{f"{own}{name}": value for name, value in given.items()}}
        around = [node.block for node in self.stage.program.nodes.values() if key.block in node.inside]
        rules = [block.until for block in around if isinstance(block, Repeat)]
        asked = [rule for rule in rules if any(path.startswith(own) for path in facts_in(rule))]
        return all(evaluate(rule, known, surroundings(self.stage.ticket.department)) for rule in asked)

    def doubted(self) -> tuple[machine.StepKey, ...]:
        for key in self.stage.seen:  # whoever decided once more saw what had been corrected until then
            again = self.stage.choices.about(key)[key.round : key.round + 1]
            for choice in again:
                self.stage.correct_until(choice.really_at)
        now = self.stage.answers
        before = {key: given for key, given in self.stage.seen.items() if given.number < now.number}
        nodes = self.stage.program.nodes
        return tuple(key for key, given in before.items() if saw_other(nodes[key.block].block, given, now))

    def chosen_at(self, choice: Choice) -> datetime:
        if choice.after is None:
            return clock.now()
        hours = working_hours(self.stage.ticket.department.calendar)
        return hours.due(clock.now(), choice.after.amount, choice.after.unit)
