"""How each step may end, as people say it; every outcome that a block declares is here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ventanilla.records.tickets.choices import Outcome

ENDINGS = {
    "answered": _("Answered"),
    "approved": _("Approved"),
    "assigned": _("Assigned"),
    "confirmed": _("It was that person"),
    "created": _("Asked for"),
    "done": _("Done"),
    "elsewhere": _("Prolonged by another request"),
    "empty": _("There was none"),
    "ended": _("The access has ended"),
    "expired": _("Time ran out"),
    "failed": _("It couldn't be done"),
    "given_back": _("It is back"),
    "granted": _("Access given"),
    "made": _("Document made"),
    "maximum": _("Repeated as often as it may be"),
    "none": _("There was no access"),
    "none_left": _("None left in stock"),
    "not_enough": _("Not enough budget"),
    "not_held": _("The person didn't have it"),
    "ok": _("The other system did it"),
    "refused": _("The answer was no"),
    "rejected": _("Rejected"),
    "reserved": _("Enough budget"),
    "returned": _("Returned for correction"),
    "revoked": _("Access taken away"),
    "set_aside": _("Put aside"),
    "settled": pgettext_lazy("budget", "Price adjusted"),
    "written_off": _("It won't come back"),
}


def outcome_words(outcome: str) -> str:
    """How a step or a request ends, as people say it."""
    if outcome in ENDINGS:
        return str(ENDINGS[outcome])
    return str(Outcome(outcome).label) if outcome in Outcome.values else outcome
