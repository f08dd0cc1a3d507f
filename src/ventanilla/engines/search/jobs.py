from __future__ import annotations

from ventanilla.core.kit.jobs import job
from ventanilla.engines.search import actions
from ventanilla.engines.search.choices import Kind


@job("search.index")
def index(kind: str, pk: int) -> None:
    """Bring one service or article in the index up to date."""
    actions.index(Kind(kind), pk)


@job("search.forget", cron="41 3 * * *")
def forget(timestamp: int = 0) -> None:
    """Forget who searched, when it is long enough ago."""
    actions.forget()
