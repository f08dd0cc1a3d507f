"""A package played through for somebody, with the portal's people and rules, and nothing touched (B03)."""

from __future__ import annotations

from ventanilla.engines.workflow.runtime.simulation.choosing import choices_from
from ventanilla.engines.workflow.runtime.simulation.comparing import Comparison, compare, replay
from ventanilla.engines.workflow.runtime.simulation.happenings import Happening, Seated
from ventanilla.engines.workflow.runtime.simulation.playing import Simulation, simulate, simulate_given

__all__ = [
    "Comparison",
    "Happening",
    "Seated",
    "Simulation",
    "choices_from",
    "compare",
    "replay",
    "simulate",
    "simulate_given",
]
