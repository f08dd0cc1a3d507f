"""Keeping the index in step with services and articles. It can be rebuilt at any time: `ventanilla index`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ventanilla.core.access.actions import audience_for
from ventanilla.core.blueprint.package import INTERNAL, Package
from ventanilla.engines.search.choices import Kind
from ventanilla.engines.search.indexing import Content, Subject, drop, write
from ventanilla.engines.search.models import Document, Word
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.knowledge.choices import State
from ventanilla.records.knowledge.models import Article


def index(kind: Kind, pk: int) -> None:
    """Bring what the index holds of one service or article in line with what it is now. Safe to repeat."""
    subject = _service(pk) if kind == Kind.SERVICE else _article(pk)
    if subject is None:
        drop(kind, pk)
    else:
        write(subject)


def rebuild() -> int:
    """Make the whole index anew from what is live, one by one, while people search; how many there are."""
    live = list(_live())
    kept = {(kind.value, pk) for kind, pk in live}
    for kind, pk in _indexed():
        if (kind, pk) not in kept:
            drop(Kind(kind), pk)
    for kind, pk in live:
        index(kind, pk)
    Word.objects.filter(documents=0).delete()
    return len(live)


def _live() -> Iterator[tuple[Kind, int]]:
    for pk in Service.objects.filter(state=ServiceState.LIVE).order_by("pk").values_list("pk", flat=True):
        yield Kind.SERVICE, pk
    for pk in Article.objects.filter(state=State.LIVE).order_by("pk").values_list("pk", flat=True):
        yield Kind.ARTICLE, pk


def _indexed() -> list[tuple[str, int]]:
    rows = Document.objects.values_list("kind", "service_id", "article_id").distinct()
    return [(kind, service or article) for kind, service, article in rows]


def _service(pk: int) -> Subject | None:
    rows = Service.objects.select_related("live_version", "audience", "department")
    service = rows.filter(pk=pk, state=ServiceState.LIVE).first()
    if service is None or service.live_version is None or service.audience is None:
        return None
    package = package_of(service.live_version)
    contents = tuple(
        Content(
            language=code,
            title=title,
            summary=(package.summary or {}).get(code, ""),
            keywords=tuple((package.keywords or {}).get(code, ())),
            body="\n".join(part.get(code, "") for part in _further(package) if part),
        )
        for code, title in package.title.items()
    )
    return Subject(Kind.SERVICE, pk, service.audience, service.department, contents)


def _further(package: Package) -> tuple[Mapping[str, str] | None, ...]:
    """The longer texts of a service, and where a contact is found and when."""
    contact = package.contact
    reached = (contact.place, contact.hours) if contact else ()
    return (package.description, package.next_steps, *reached)


def _article(pk: int) -> Subject | None:
    rows = Article.objects.select_related("audience", "department").prefetch_related("translations")
    article = rows.filter(pk=pk, state=State.LIVE).first()
    if article is None:
        return None
    contents = tuple(
        Content(text.language, text.title, text.summary, tuple(text.keywords), text.body)
        for text in article.translations.all()
        if text.published_id is not None
    )
    return Subject(Kind.ARTICLE, pk, article.audience or audience_for(INTERNAL), article.department, contents)
