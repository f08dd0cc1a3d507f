"""Impact × urgency → priority, as ITIL's matrix has it. Pure."""

from __future__ import annotations

from ventanilla.records.tickets.choices import Level, Priority

_MATRIX = {
    (Level.HIGH, Level.HIGH): Priority.URGENT,
    (Level.HIGH, Level.MEDIUM): Priority.HIGH,
    (Level.HIGH, Level.LOW): Priority.NORMAL,
    (Level.MEDIUM, Level.HIGH): Priority.HIGH,
    (Level.MEDIUM, Level.MEDIUM): Priority.NORMAL,
    (Level.MEDIUM, Level.LOW): Priority.LOW,
    (Level.LOW, Level.HIGH): Priority.NORMAL,
    (Level.LOW, Level.MEDIUM): Priority.LOW,
    (Level.LOW, Level.LOW): Priority.LOW,
}


def priority_of(impact: str, urgency: str) -> Priority:
    """The priority of a ticket with this impact and urgency (values of Level)."""
    return _MATRIX[Level(impact), Level(urgency)]
