from __future__ import annotations

from collections.abc import Mapping, Sequence

from ventanilla.core.kit.errors import Invalid


class ArticleRefused(Invalid):
    """Files that can't be brought in; nothing of them was. `faults` are sentences by place: "vpn.es.md: category"."""

    code = "article_refused"

    def __init__(self, faults: Mapping[str, Sequence[str]]) -> None:
        self.faults = {place: list(texts) for place, texts in faults.items()}
        lines = [f"{place}: {text}" for place, texts in self.faults.items() for text in texts]
        super().__init__("\n".join(lines), self.faults)
