from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageState(models.TextChoices):
    PENDING = "pending", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept here: no mail server is set up")
    FAILED = "failed", _("Could not be sent")
    RETURNED = "returned", _("Came back: nobody got it")
    SPARED = "spared", _("Not needed any more: it was read in the portal first")


class Why(models.TextChoices):
    """Why somebody is told, as the mail says it."""

    REQUESTER = "requester", _("You get this mail because you asked for this.")
    REQUESTED_FOR = "requested_for", _("You get this mail because this was asked for you.")
    PARTICIPANT = "participant", _("You get this mail because you follow this request.")
    ASSIGNEE = "assignee", _("You get this mail because you work on this request.")
    TEAM = "team", _("You get this mail because this request is with your team and nobody has taken it yet.")
    PEOPLE = "people", _("You get this mail because you have a part in this request.")
    CONCERNED = "concerned", _("You get this mail because this concerns you.")


class Topic(models.TextChoices):
    """What a person chooses about: the kinds of news, in words that people know."""

    APPROVALS = "approvals", _("Approvals")
    WAITS = "waits", _("Something waits for me")
    MESSAGES = "messages", _("Somebody writes to me")
    MOVES = "moves", _("My requests move")
    PART = "part", _("Requests I take part in")
    TEAM = "team", _("My team's work")
    OUTAGES = "outages", _("Outages")


class Post(models.TextChoices):
    """When news comes by e-mail."""

    NOW = "now", pgettext_lazy("e-mail", "At once")
    DAILY = "daily", pgettext_lazy("e-mail", "In the daily summary")
    NEVER = "never", pgettext_lazy("e-mail", "Never")


class Purpose(models.TextChoices):
    """What one press on the page behind a one-time link does."""

    DECIDE = "decide", _("Decide an approval")
    REOPEN = "reopen", _("Say that it isn't solved yet")


class Fate(models.TextChoices):
    """What became of a mail that came in."""

    COMMENT = "comment", _("Became a message")
    TICKET = "ticket", _("Became a request")
    BOUNCE = "bounce", _("A mail of ours came back")
    IGNORED = "ignored", _("Ignored: no person wrote it")
    UNKNOWN = "unknown", _("Not taken: nobody knows the sender")
    REFUSED = "refused", _("Not taken")
    PROBLEM = "problem", _("Could not be read")


class Because(models.TextChoices):
    """Why that became of it."""

    OWN = "own", _("It is a mail of the portal itself.")
    AUTO_SUBMITTED = "auto_submitted", _("It says that a machine sent it (Auto-Submitted).")
    PRECEDENCE = "precedence", _("It says that it is mass mail (Precedence).")
    LIST = "list", _("It came through a mailing list (List-Id).")
    NO_RETURN = "no_return", _("It can't be answered: its return path is empty.")
    OUT_OF_OFFICE = "out_of_office", _("It is an absence note.")
    TOO_MANY = "too_many", _("Too many mails came from this address within an hour.")
    DELAYED = "delayed", _("A mail of ours is late; the mail server is still trying.")
    REPORT = "report", _("It is a report about no mail that we know.")
    STRANGER = "stranger", _("Nobody of the portal has this address.")
    LEFT = "left", _("The person with this address has left.")
    NOT_THEIRS = "not_theirs", _("The reply address was given to somebody else.")
    BAD_TOKEN = "bad_token", _("The reply address isn't one of ours.")
    OLD_TOKEN = "old_token", _("The reply address is too old.")
    NO_PROOF = "no_proof", _("It names a request, but doesn't answer a mail that this person was sent.")
    NO_ACCESS = "no_access", _("The person can't see this request any more.")
    CLOSED = "closed", _("The request is closed.")
    EMPTY = "empty", _("There is nothing in it but quoted text.")
    NO_SERVICE = "no_service", _("It answers nothing, and no service takes questions by mail.")
    NOT_ASKED = "not_asked", _("The service for questions by mail didn't accept it.")
    TOO_BIG = "too_big", _("It is too big.")
    BROKEN = "broken", _("It can't be read as a mail.")
