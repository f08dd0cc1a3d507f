"""Changing the brand. `actor=None` is the operator at the command line; everybody else administers the portal."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ventanilla.core.access.policies import is_portal_admin, require
from ventanilla.core.branding import images
from ventanilla.core.branding.entries import BrandRestored, BrandSaved
from ventanilla.core.branding.guard import Finding
from ventanilla.core.branding.look import Look
from ventanilla.core.branding.models import BrandImage, BrandVersion
from ventanilla.core.branding.queries import brand
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.actions import action, record, stream_for
from ventanilla.core.timeline.choices import SubjectKind

SUBJECT = "brand"
LOCK = 0x6272616E64  # "brand": there is one brand, and one person at a time changes it


@action
def save(*, actor: Person | None, look: Look, base: int | None = None) -> BrandVersion | None:
    """Make `look` the brand; None when it is so already. `base` is the version that the change began from.

    Raises NotAllowed, Invalid when a colour can't be read or a picture is missing, Conflict when somebody else has
    saved a version after `base`.
    """
    require(actor is None or is_portal_admin(actor))
    latest = _locked()
    if base is not None and base != (latest.pk if latest else 0):
        raise Conflict(_("Somebody else has changed the brand in the meantime. Look at it, then save again."))
    _check_contrast(look)
    _check_images(look)
    return _write(actor, look, latest, of=None)


@action
def restore(*, actor: Person | None, version: int) -> BrandVersion | None:
    """Go back to an earlier version, which becomes a new one; None when it is like that already.

    Raises NotAllowed, NotFound.
    """
    require(actor is None or is_portal_admin(actor))
    latest = _locked()
    old = BrandVersion.objects.filter(pk=version).first() if version < 2**63 else None
    if old is None and version != 0:
        raise NotFound(_("There is no such version."))
    look = Look.model_validate(old.look) if old else Look()
    return _write(actor, look, latest, of=version)


@action
def add_image(*, actor: Person | None, name: str, content: bytes) -> BrandImage:
    """Keep a picture, so that a look can name it. The same bytes are kept once.

    Raises NotAllowed, Invalid with the reason in words.
    """
    require(actor is None or is_portal_admin(actor))
    shown = "".join(c for c in name if c.isprintable())[-255:] or "image"
    found = images.check(content, shown)
    row, _created = BrandImage.objects.get_or_create(
        digest=hashlib.sha256(content).hexdigest(),
        defaults={
            "media_type": found.media_type,
            "content": content,
            "width": found.width,
            "height": found.height,
            "name": shown,
            "added_by": actor,
            "added_at": clock.now(),
        },
    )
    return row


def _locked() -> BrandVersion | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return BrandVersion.objects.order_by("-pk").first()


def _write(
    actor: Person | None, look: Look, latest: BrandVersion | None, of: int | None
) -> BrandVersion | None:
    before = Look.model_validate(latest.look) if latest else Look()
    changes = differences(before, look)
    if not changes:
        return None
    row = BrandVersion.objects.create(
        look=look.model_dump(mode="json"), made_by=actor, made_at=clock.now(), restores=of
    )
    entry = (
        BrandSaved(made=row.pk, changes=changes)
        if of is None
        else BrandRestored(made=row.pk, of=of, changes=changes)
    )
    record(stream_for(SubjectKind.SETTINGS, SUBJECT), entry, actor=actor)
    brand.forget()
    transaction.on_commit(brand.forget)
    return row


def differences(before: Look, after: Look) -> dict[str, tuple[Any, Any]]:
    """Old and new value of each field that differs."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return {field: (old[field], value) for field, value in new.items() if old[field] != value}


def _check_contrast(look: Look) -> None:
    fields = ("accent", "dark_accent")
    wrong = {
        field: [_said(finding)]
        for field, finding in zip(fields, look.findings(), strict=True)
        if not finding.ok
    }
    if wrong:
        raise Invalid(_("This colour can't be read everywhere."), wrong, code="contrast")


def _said(finding: Finding) -> str:
    light = _("In the light theme %(colour)s can't be read. The nearest shade that can is %(instead)s.")
    dark = _("In the dark theme %(colour)s can't be read. The nearest shade that can is %(instead)s.")
    values = {"colour": finding.accent, "instead": finding.instead}
    return (light if finding.theme == "light" else dark) % values


def _check_images(look: Look) -> None:
    wanted = set(look.images())
    known = set(BrandImage.objects.filter(digest__in=wanted).values_list("digest", flat=True))
    gone = [
        name
        for name in ("logo", "dark_logo", "favicon", "sign_in_image")
        if getattr(look, name) and getattr(look, name) not in known
    ]
    if gone:
        raise Invalid(
            _("There is no such picture."), {name: [_("There is no such picture.")] for name in gone}
        )
