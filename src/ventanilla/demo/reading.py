"""What Acme has written down: its articles, of which one has been rewritten and not translated again."""

from __future__ import annotations

from datetime import timedelta

from ventanilla.core.kit import clock
from ventanilla.demo.data_files import article_texts
from ventanilla.records.knowledge.actions import import_articles

REWRITTEN_AFTER = timedelta(days=110)


def make() -> None:
    """Publish the articles as they were at first, and what was rewritten since, with its new text in the original
    only."""
    first, now = article_texts(first=True), article_texts()
    import_articles(actor=None, files=first)
    rewritten = {name: text for name, text in now.items() if text != first[name]}
    with clock.frozen(clock.now() + REWRITTEN_AFTER):
        import_articles(actor=None, files=rewritten)
