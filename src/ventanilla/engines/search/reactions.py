"""What the index follows."""

from __future__ import annotations

from ventanilla.core.kit.jobs import enqueue
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.search.choices import Kind

CHANGES = (
    "service.published",
    "service.retired",
    "article.published",
    "article.archived",
    "article.settled",
)


def index_later(entry: Entry) -> None:
    """Put what changed into the queue, to be indexed when the change is kept."""
    kind = Kind.SERVICE if entry.stream.subject_kind == SubjectKind.SERVICE else Kind.ARTICLE
    pk = int(entry.stream.subject_id)
    enqueue("search.index", kind=kind.value, pk=pk, lock=f"search.index {kind.value} {pk}")
