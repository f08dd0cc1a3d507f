"""What of a ticket's way a reader sees: who asks, and whoever isn't of the team, sees nothing of what the service keeps
from them, but for what is theirs to do or decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ventanilla.core.people.models import Person
from ventanilla.engines.workflow import machine
from ventanilla.engines.workflow.queries.dossier import Dossier, dossier_of
from ventanilla.engines.workflow.runtime import store
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.policies import is_staff


@dataclass(frozen=True)
class Sight:
    """What one reader sees. `keeps` is the program whose kept steps they don't see (None: they see everything), but for
    those that are `theirs`."""

    keeps: machine.Program | None = None
    theirs: frozenset[machine.StepKey] = frozenset()

    def hides(self, block: str, key: machine.StepKey | None = None) -> bool:
        """Whether they see nothing of a block, or of one step of it."""
        return self.keeps is not None and self.keeps.keeps(block) and key not in self.theirs

    def over(self, nodes: Iterable[machine.MapNode]) -> list[machine.MapNode]:
        """The line map as they read it."""
        return list(nodes) if self.keeps is None else machine.veiled(nodes, self._hides_station)

    def _hides_station(self, station: machine.Station) -> bool:
        return self.hides(station.block, station.step.key if station.step else None)


WHOLE = Sight()


def sight_of(ticket: Ticket, reader: Person) -> Sight:
    """What `reader` sees of the way of one ticket. No query where nothing is kept."""
    known = dossier_of(ticket)
    if known.run is None:
        return WHOLE
    program = store.program_of(known.run.version_id, ticket.part)
    if not program.keeps_something or is_staff(reader, ticket):
        return WHOLE
    return Sight(program, frozenset(_theirs(known, reader)))


def _theirs(known: Dossier, reader: Person) -> Iterable[machine.StepKey]:
    """The steps that they have or had, and those that they decide or decided."""
    keys = {step.pk: store.key_of(step) for step in known.steps}
    had = [task.step_id for task in known.tasks if reader.pk in (task.assignee_id, task.done_by_id)]
    sat = [row.seat.approval.step_id for row in known.candidates if row.person_id == reader.pk]
    return (keys[pk] for pk in (*had, *sat) if pk in keys)


def sight_ahead(program: machine.Program) -> Sight:
    """What somebody sees who may ask for it: before there is anything of theirs."""
    return Sight(program) if program.keeps_something else WHOLE
