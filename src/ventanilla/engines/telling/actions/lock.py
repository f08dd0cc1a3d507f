from __future__ import annotations

from django.utils.translation import gettext as _

from ventanilla.core.kit.errors import NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import record, stream_for
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.entries import EntryType
from ventanilla.engines.telling.models import Subscription
from ventanilla.engines.telling.queries import stream_key


def locked(subscription: Subscription | int, *, to_remove: bool = False) -> Subscription:
    """Its row as it is now, locked; what happens meanwhile can still be kept for it, unless it is `to_remove`.
    Raises NotFound when it is gone."""
    pk = subscription if isinstance(subscription, int) else subscription.pk
    found = Subscription.objects.select_for_update(no_key=not to_remove).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such subscription."))
    return found


def note(subscription: Subscription, what: EntryType, actor: Person | None) -> None:
    """Record it in the history of the subscription."""
    record(stream_for(SubjectKind.SETTINGS, stream_key(subscription)), what, actor=actor)
