"""Reads about drafts and orders. Everybody sees their own, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint.form import questions
from ventanilla.core.blueprint.questions.base import write_element
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import NotFound
from ventanilla.core.kit.standing import StandingRows
from ventanilla.core.kit.text import pick
from ventanilla.core.people.models import Person
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.queries import meant_for, package_of
from ventanilla.records.tickets.models import Draft, Order


def draft_of(person: Person, service: Service) -> Draft | None:
    """What this person has begun to ask of this service."""
    rows = Draft.objects.filter(person=person, service=service)
    return rows.select_related("version", "requested_for", "service__live_version").first()


def drafts_of(person: Person, *, in_order: bool | None = None) -> list[Draft]:
    """What this person has begun, of the services that are still for them, the latest first."""
    return _drafts(in_order)(person=person.pk) if person.is_active else []


@lru_cache
def _drafts(in_order: bool | None) -> StandingRows[Draft]:
    def build(person: int) -> QuerySet[Draft]:
        rows = Draft.objects.filter(person=person, service__in=meant_for(person).order_by().values("pk"))
        if in_order is not None:
            rows = rows.filter(in_order=in_order)
        rows = rows.select_related("service__live_version", "version")
        return rows.defer("version__definition", "service__live_version__definition").order_by(
            "-changed_at", "-pk"
        )

    return StandingRows(build, person=-1)


def order_of(person: Person, pk: int) -> Order:
    """An order that this person has sent. Raises NotFound."""
    found = Order.objects.filter(person=person, pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such order, or you can't see it."))
    return found


@dataclass(frozen=True)
class Changed:
    """What became of a question since somebody began to answer: "new", "gone" or "other"."""

    how: str
    label: str


def changes_since(old: ServiceVersion, new: ServiceVersion) -> list[Changed]:
    """What is asked differently in `new`, in the order of the form; nothing when it is the same version."""
    if old.pk == new.pk:
        return []
    return list(_changes(old, new))


def _changes(old: ServiceVersion, new: ServiceVersion) -> Iterator[Changed]:
    before = {question.id: question for question in questions(package_of(old).form)}
    after = {question.id: question for question in questions(package_of(new).form)}
    for name, question in after.items():
        if name not in before:
            yield Changed("new", pick(question.label))
        elif write_element(question) != write_element(before[name]):
            yield Changed("other", pick(question.label))
    for name, question in before.items():
        if name not in after:
            yield Changed("gone", pick(question.label))


def drafted(files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those of `files` that a draft names, so that they are kept as long as it."""
    owners = {stored.uploaded_by_id for stored in files}
    texts = [
        str(answers) for answers in Draft.objects.filter(person__in=owners).values_list("answers", flat=True)
    ]
    return [stored for stored in files if any(str(stored.key) in text for text in texts)]
