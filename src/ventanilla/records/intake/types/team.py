"""A team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.questions import TeamChoice
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Team
from ventanilla.records.intake.answer_type import AnswerType
from ventanilla.records.intake.reading import Read, Wrong
from ventanilla.records.intake.scope import Scope
from ventanilla.records.intake.showing import Lookup


class TeamType(AnswerType[TeamChoice]):
    """JSON: the team's id. Its name is kept as it was."""

    type: ClassVar[str] = "team"

    def read(self, question: TeamChoice, raw: Any, scope: Scope) -> Read:
        found = next((team for team in teams_of(question, scope) if team.slug == raw), None)
        if found is None:
            raise Wrong(_("Choose one of the teams."))
        return Read(found.slug, rows={"": {"label": dict(found.name)}})

    def missing(self, question: TeamChoice) -> str:
        return _("Choose one of the teams.")

    def text(self, question: TeamChoice, answer: Any, rows: Mapping[str, Any], lookup: Lookup) -> str:
        return pick((rows.get("") or {}).get("label")) or str(answer)

    def schema(self, question: TeamChoice, scope: Scope) -> dict[str, Any]:
        found = [
            {"const": team.slug, "title": pick(team.name) or team.slug} for team in teams_of(question, scope)
        ]
        return {"type": "string", "oneOf": found} if found else {"type": "string"}


def teams_of(question: TeamChoice, scope: Scope) -> Sequence[Team]:
    """The teams that may be chosen: those in use."""
    wanted = question.departments
    return [
        team for team in scope.context.teams if team.in_use and (not wanted or team.department.slug in wanted)
    ]
