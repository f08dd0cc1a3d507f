"""The words of a told workflow: how long each thing takes, and what follows from each outcome."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

DURATIONS = (
    ("due", gettext_lazy("Within %(time)s")),
    ("remind_after", gettext_lazy("Reminded after %(time)s")),
    ("escalate_after", gettext_lazy("Goes one level up after %(time)s")),
    ("expire_after", gettext_lazy("Given up after %(time)s")),
    ("length", gettext_lazy("Waits %(time)s")),
)
AMONG_TEAM = {
    "in_turn": gettext_lazy("In turn among those of the team who are there"),
    "least_busy": gettext_lazy("To whoever of the team has the least to do"),
}
OUTCOMES = {
    "approved": gettext_lazy("When it is approved"),
    "rejected": gettext_lazy("When it is rejected"),
    "returned": gettext_lazy("When it is sent back for correction"),
    "expired": gettext_lazy("When time runs out"),
    "done": gettext_lazy("When it is done"),
    "answered": gettext_lazy("When it is answered"),
    "assigned": gettext_lazy("When one was assigned"),
    "none_left": gettext_lazy("When none is left"),
    "set_aside": gettext_lazy("When one was put aside"),
    "ok": gettext_lazy("When the other system did it"),
    "refused": gettext_lazy("When it is refused"),
    "failed": gettext_lazy("When it can't be done"),
    "granted": gettext_lazy("When access is given"),
    "ended": gettext_lazy("When the access has ended"),
    "given_back": gettext_lazy("When it is back"),
    "written_off": gettext_lazy("When it won't come back"),
    "confirmed": gettext_lazy("When the code was right"),
    "reserved": gettext_lazy("When there is enough budget"),
    "not_enough": gettext_lazy("When there is not enough budget"),
    "empty": gettext_lazy("When there is none"),
    "maximum": gettext_lazy("When it was repeated as often as it may be"),
    "created": gettext_lazy("When it was asked for"),
    "made": gettext_lazy("When the document was made"),
    "revoked": gettext_lazy("When the access was taken away"),
    "none": gettext_lazy("When there was no access"),
    "elsewhere": gettext_lazy("When another request prolonged it"),
    "not_held": gettext_lazy("When the person doesn't have it"),
    "settled": gettext_lazy("When the price was adjusted"),
    "fulfilled": gettext_lazy("When it was fulfilled"),
    "declined": gettext_lazy("When it was declined"),
    "withdrawn": gettext_lazy("When it was withdrawn"),
}
USUALLY = {
    "rejected": gettext_lazy("Rejected: the request is closed as declined."),
    "returned": gettext_lazy("Sent back: who asked corrects it, and it is asked again."),
    "expired": gettext_lazy("Time runs out: the owner of the service decides."),
    "maximum": gettext_lazy("Repeated as often as it may be: the owner's team is asked to look at it."),
    "none_left": gettext_lazy("None left: the owner's team is asked to get more."),
}
