"""Two months at Acme: who asked for what, and what became of it, told story by story."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from ventanilla.demo.history import access, customers, expenses, laptops, laptops_to_come, letters, repairs
from ventanilla.demo.history.play import play
from ventanilla.demo.history.world import World

LENGTH = timedelta(days=80)
"""Enough for forty working days, whatever holidays there are."""


def live(now: datetime, chance: Random) -> None:
    """Everything that happened before `now`, as it happened."""
    world = World(now, chance)
    everything = (laptops, laptops_to_come, access, letters, repairs, expenses, customers)
    play([story(world) for theme in everything for story in theme.STORIES], now)
