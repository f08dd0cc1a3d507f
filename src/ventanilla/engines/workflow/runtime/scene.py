"""What the performers of effects work with: one run, its ticket, and the facts as they are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ventanilla.core.blueprint import Package
from ventanilla.core.blueprint.blocks import ForEach, Repeat
from ventanilla.core.blueprint.messages import substitute
from ventanilla.core.kit.text import Localized
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record
from ventanilla.core.timeline.entries import EntryType
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.entries.base import OfStep
from ventanilla.engines.workflow.models import Run, Step
from ventanilla.engines.workflow.runtime import store
from ventanilla.engines.workflow.runtime.naming import anybody_named, somebody_named
from ventanilla.engines.workflow.runtime.told_names import names_in
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.actions import locked
from ventanilla.records.tickets.choices import Part
from ventanilla.records.tickets.facts import zone_of
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import ticket_facts


def decided_for_all(ticket: Ticket) -> dict[str, Any]:
    """What was decided for several people at once, as their own workflows read it: outputs.<block>.*"""
    if ticket.part != Part.ONE or ticket.parent_id is None:
        return {}
    run = Run.objects.filter(ticket=ticket.parent_id).first()
    return machine.output_facts(store.load(run)) if run else {}


@dataclass
class Scene:
    """Lives as long as one feeding of events, with the ticket's row locked."""

    ticket: Ticket
    run: Run
    state: machine.State
    here: machine.StepKey | None = None
    """The step whose effect is being carried out."""
    rows: dict[machine.StepKey, Step] = field(default_factory=dict, repr=False)
    """The rows of steps that were read or written so far."""
    _facts: dict[str, Any] | None = field(default=None, repr=False)

    @property
    def program(self) -> machine.Program:
        return store.program_of(self.run.version_id, self.ticket.part)

    @property
    def package(self) -> Package:
        return package_of(self.run.version)

    @property
    def facts(self) -> dict[str, Any]:
        """All facts but the outputs; read once, and again after `refresh`."""
        if self._facts is None:
            self._facts = {**decided_for_all(self.ticket), **ticket_facts(self.ticket)}
        return self._facts

    @property
    def outputs(self) -> dict[str, Any]:
        """What was left behind so far, as the step at hand knows it: `outputs.*`, and `item.*`."""
        return machine.facts_of(self.program, self.state, self.here)

    def titled(self, title: Mapping[str, str]) -> Localized:
        """A title with what it is about, where the step is done for one of several: «Prepare the desk · Ana»."""
        item = self._item_words() or (
            machine.item_label(self.program, self.state, self.here) if self.here else {}
        )
        words = [label for label in (item, *self._turn_words()) if label]
        return {
            code: " · ".join([text, *(label.get(code) or next(iter(label.values())) for label in words)])
            for code, text in title.items()
        }

    def _turn_words(self) -> list[Localized]:
        """What the service calls the times that the step is done again for, the outermost first."""
        node = self.program.nodes.get(self.here.block) if self.here else None
        around = [repeat.block for repeat, _depth in self.program.repeats(node)] if node else []
        labels = [block.label for block in reversed(around) if isinstance(block, Repeat)]
        return [self.write(label) for label in labels if label]

    def _item_words(self) -> Localized:
        """What the service calls the item that the step is about, people and places by their names."""
        node = self.program.nodes.get(self.here.block) if self.here else None
        loop = next((loop.block for loop, _depth in self.program.loops(node)), None) if node else None
        words = self.write(loop.label) if isinstance(loop, ForEach) and loop.label else {}
        return words if any(words.values()) else {}

    def refresh(self) -> None:
        """The ticket or its answers were changed."""
        self.ticket = locked(self.ticket)
        self._facts = None

    def know(self, rows: Iterable[Step]) -> None:
        """These rows were read or written just now."""
        self.rows.update((store.key_of(row), row) for row in rows)

    def step(self, key: machine.StepKey) -> Step:
        """The row of a step."""
        if key not in self.rows:
            self.rows[key] = store.row_of(self.run, key)
        return self.rows[key]

    @property
    def kept(self) -> bool:
        """Whether who asks sees nothing of the step at hand."""
        return self.here is not None and self.program.keeps(self.here.block)

    def record(self, what: EntryType, *, actor: Person | None = None) -> Entry:
        """Write it into the history; what a step has to tell that is kept from who asks is kept as well."""
        if isinstance(what, OfStep) and self.kept:
            what = what.model_copy(update={"kept": True})
        return record(self.ticket.stream, what, actor=actor)

    def write(self, text: Mapping[str, str] | None) -> Localized:
        """A text of the package in every language that it has, its placeholders filled in."""
        if not text:
            return {}
        facts = {**self.facts, **self.outputs}
        facts |= names_in(text.values(), facts, self.package, self.here.block if self.here else None)
        zone = zone_of(self.ticket.department)
        return {code: substitute(words, facts, language=code, zone=zone) for code, words in text.items()}

    def somebody(self, name: object) -> Person | None:
        """Whom a package means: requester, requested_for, service.owner, an e-mail address, or a person's id (the
        answer of a question of type person). None when there is nobody, or nobody active."""
        fixed = {
            "requester": self.ticket.requester,
            "requested_for": self.ticket.requested_for,
            "service.owner": self.ticket.service.owner,
        }
        text = str(name or "")
        person = fixed.get(text) or somebody_named(text)
        return person if person and person.is_active else None

    def who_left(self, name: str) -> Person | None:
        """Whom a package means also when they have left: they may still have things."""
        fixed = {"requester": self.ticket.requester, "requested_for": self.ticket.requested_for}
        return fixed.get(name) or anybody_named(name)
