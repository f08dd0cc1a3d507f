"""What is told of the steps of a request."""

from __future__ import annotations

from ventanilla.core.timeline.choices import SeenBy
from ventanilla.core.timeline.entries import EntryType


class OfStep(EntryType):
    """Something about a step. What the service keeps from who asks is for the team, and for those whose step it is."""

    kept: bool = False

    def visibility(self) -> SeenBy:
        return SeenBy.TEAM if self.kept else self.usual_visibility()

    def usual_visibility(self) -> SeenBy:
        """Who may read it where nothing is kept from anybody."""
        return self.seen_by

    def reaches_its_people(self) -> bool:
        return self.kept or super().reaches_its_people()
