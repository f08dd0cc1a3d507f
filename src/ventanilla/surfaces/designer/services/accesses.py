"""What a step that gives somebody access says of it: to what, how long, and who looks at it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from ventanilla.core.blueprint.blocks import Grant
from ventanilla.surfaces.ui.tickets.words import length_of


def access_lines(block: Grant, label: str, called: Callable[[str], str]) -> Iterable[str]:
    """One line each. `label`: what people read, with what is filled in; `called` says a fact as people call it."""
    yield _("Access: %(access)s") % {"access": label}
    if block.length is not None:
        yield _("For %(time)s") % {"time": length_of(block.length)}
    elif isinstance(block.until, dict) and "fact" in block.until:
        yield _("Until: %(day)s") % {"day": _("“%(name)s”") % {"name": called(str(block.until["fact"]))}}
    elif block.until is not None:
        yield _("Until: %(day)s") % {"day": _("a day that is worked out")}
    else:
        yield _("Without end")
    if block.remind_before:
        yield _("Reminded %(time)s before it ends") % {"time": length_of(block.remind_before)}
    if block.review_every:
        told = _("The owner of the service looks at it again every %(time)s")
        yield told % {"time": length_of(block.review_every)}
