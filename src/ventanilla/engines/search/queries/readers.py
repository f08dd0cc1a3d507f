"""What a reader may find, as a condition that stands inside every query: before ranking, never after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ventanilla.core.access.models import AudienceMember
from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.access.queries import departments_where
from ventanilla.core.people.models import Person
from ventanilla.records.knowledge.models.article import WRITERS


@dataclass(frozen=True)
class Reader:
    """The audiences somebody is in, and the departments whose articles they write (`all_articles`: all of them)."""

    audiences: tuple[int, ...]
    departments: tuple[int, ...]
    all_articles: bool
    language: str

    def parameters(self) -> dict[str, Any]:
        """For `READABLE`."""
        return {
            "audiences": list(self.audiences),
            "departments": list(self.departments),
            "all_articles": self.all_articles,
            "own": self.language,
        }


# Of a document `d`. Mirrors `services_for` and `Article.objects.visible_to`, which look again at what is shown.
READABLE = """(d.audience_id = ANY(%(audiences)s::bigint[]) OR d.kind = 'article'
    AND (%(all_articles)s::bool OR d.department_id = ANY(%(departments)s::bigint[])))"""


def reader_for(person: Person, language: str) -> Reader:
    """`person` as a reader. Somebody who may not sign in any more finds nothing."""
    if not person.is_active:
        return Reader((), (), all_articles=False, language=language)
    return Reader(
        audiences=tuple(AudienceMember.objects.filter(person=person).values_list("audience_id", flat=True)),
        departments=tuple(sorted(departments_where(person, *WRITERS))),
        all_articles=is_portal_admin(person),
        language=language,
    )
