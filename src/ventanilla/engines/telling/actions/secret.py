"""The key that signs what is told: shown once, renewed when somebody wants another one."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from ventanilla.core.access.policies import require
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.kit.sealing import Unreadable, seal, unseal
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action
from ventanilla.engines.telling.actions.lock import locked, note
from ventanilla.engines.telling.entries import SigningSecretMade, SigningSecretShown
from ventanilla.engines.telling.models import Subscription
from ventanilla.engines.telling.policies import may_subscribe
from ventanilla.engines.telling.signing import new_secret

BOTH_FOR = timedelta(hours=24)


@action
def show_secret(*, actor: Person | None, subscription: Subscription) -> str:
    """The secret; from now on nobody sees it. Raises NotAllowed, NotFound, Conflict when somebody has seen it."""
    require(may_subscribe(actor))
    row = locked(subscription)
    if row.secret_shown:
        raise Conflict(_("This secret was shown already. Make a new one if nobody kept it."))
    try:
        text = unseal(row.secret)
    except Unreadable as error:
        raise Conflict(_("This secret can't be opened any more. Make a new one.")) from error
    row.secret_shown = True
    row.save(update_fields=["secret_shown"])
    note(row, SigningSecretShown(title=row.name), actor)
    return text


@action
def renew_secret(*, actor: Person | None, subscription: Subscription) -> Subscription:
    """Another secret. For a day the one before signs besides, so that the other side can change in peace.

    Raises NotAllowed, NotFound.
    """
    require(may_subscribe(actor))
    row = locked(subscription)
    row.former, row.former_until = row.secret, clock.now() + BOTH_FOR
    row.secret, row.secret_shown = seal(new_secret()), False
    row.save(update_fields=["former", "former_until", "secret", "secret_shown"])
    note(row, SigningSecretMade(title=row.name), actor)
    return row
