"""What somebody has begun to ask for: kept at each change, and dropped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ventanilla.core.blueprint import Question, Section
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.policies import may_ask
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.intake.sequence import questions_of
from ventanilla.records.tickets.models import Draft

KEPT_FOR = timedelta(days=30)
LARGEST = 400_000
NEVER_KEPT = frozenset({"secret"})


class ChangedElsewhere(Conflict):
    """The draft was written on another device or in another window meanwhile."""

    code = "changed"


@action
def keep_draft(
    *,
    actor: Person,
    service: Service,
    answers: Mapping[str, Any],
    requested_for: Person | None = None,
    people: Iterable[int] = (),
    page: str = "",
    revision: int | None = None,
    in_order: bool | None = None,
) -> Draft:
    """Keep what `actor` has typed so far (raw answers by question id; those to secret questions are left out).

    `revision` is that of the draft that the answers go on from (0: there was none): when it was written, sent or
    dropped elsewhere meanwhile, nothing is kept and ChangedElsewhere is raised; None writes over it.
    Raises NotAllowed when the service isn't for this person, Invalid when it is too much.
    """
    if not may_ask(actor, service) or service.live_version is None:
        raise NotAllowed(_("This service isn't available to you."))
    kept = without_secrets(package_of(service.live_version).form, answers)
    if len(json.dumps(kept)) > LARGEST:
        raise Invalid(_("This is too long to be kept. Put a part of it into a file."))
    draft = _draft(actor, service)
    if revision is not None and revision != (draft.revision if draft.pk else 0):
        raise ChangedElsewhere(_("You went on with this somewhere else meanwhile."))
    draft.version = service.live_version
    draft.answers, draft.page, draft.people = kept, page[:60], list(people)
    draft.requested_for = requested_for if requested_for and requested_for.pk != actor.pk else None
    draft.in_order = draft.in_order if in_order is None else in_order
    draft.revision += 1 if draft.pk else 0
    draft.changed_at = clock.now()
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:  # two windows began it at the same moment: the later one writes over it
        draft.pk = Draft.objects.get(person=actor, service=service).pk
        draft.save()
    return draft


@action
def discard_draft(*, actor: Person, service: Service) -> bool:
    """Drop it; whether there was one."""
    return bool(Draft.objects.filter(person=actor, service=service).delete()[0])


@action
def put_in_order(*, actor: Person, service: Service, wanted: bool = True) -> Draft | None:
    """Put a service into the person's order, to be sent with others, or take it out again. What was typed for it
    stays; one that nothing was typed for goes with it. Raises NotAllowed."""
    draft = Draft.objects.select_for_update().filter(person=actor, service=service).first()
    if draft is None:
        return keep_draft(actor=actor, service=service, answers={}, in_order=True) if wanted else None
    if not wanted and not draft.answers:
        draft.delete()
        return None
    draft.in_order = wanted
    draft.save(update_fields=["in_order"])
    return draft


def drop_old_drafts() -> int:
    """Those that nobody has touched for 30 days; how many there were."""
    return Draft.objects.filter(changed_at__lt=clock.now() - KEPT_FOR).delete()[0]


def without_secrets(form: Iterable[Section], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to questions of the form that may be kept, as JSON; inside repeating groups too."""
    kept = {
        question.id: _plain(_open_part(question, answers[question.id]))
        for question in questions_of(form)
        if question.type not in NEVER_KEPT and question.id in answers
    }
    return json.loads(json.dumps(kept, default=str))  # type: ignore[no-any-return]


def _open_part(question: Question, answer: Any) -> Any:
    secret = {inner.id for inner in question.inner() if inner.type in NEVER_KEPT}
    if not secret or not isinstance(answer, list):
        return answer
    return [
        {name: value for name, value in row.items() if name not in secret} if isinstance(row, dict) else row
        for row in answer
    ]


def _plain(value: Any) -> Any:
    """Without the character that PostgreSQL can't keep."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, Mapping):
        return {str(_plain(str(name))): _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _draft(actor: Person, service: Service) -> Draft:
    found = Draft.objects.select_for_update().filter(person=actor, service=service).first()
    now = clock.now()
    return found or Draft(person=actor, service=service, begun_at=now, changed_at=now)
