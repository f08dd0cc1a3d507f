from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    REQUEST = "request", pgettext_lazy("ticket", "Request")
    INCIDENT = "incident", pgettext_lazy("ticket", "Incident")
    QUESTION = "question", pgettext_lazy("ticket", "Question")


PREFIXES = {Kind.REQUEST: "REQ", Kind.INCIDENT: "INC", Kind.QUESTION: "QUE"}


class Status(models.TextChoices):
    """Where a ticket stands. The steps of its workflow say more; this says whose turn it is."""

    NEW = "new", pgettext_lazy("ticket", "Received")
    OPEN = "open", pgettext_lazy("ticket", "In progress")
    WAITING = "waiting", pgettext_lazy("ticket", "Waiting for an answer")
    RESOLVED = "resolved", pgettext_lazy("ticket", "Resolved")
    CLOSED = "closed", pgettext_lazy("ticket", "Closed")


ENDED = (Status.RESOLVED, Status.CLOSED)


class Outcome(models.TextChoices):
    FULFILLED = "fulfilled", pgettext_lazy("ticket", "Done")
    SOLVED = "solved", pgettext_lazy("ticket", "Solved")
    DECLINED = "declined", pgettext_lazy("ticket", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("ticket", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("ticket", "Expired")
    DUPLICATE = "duplicate", pgettext_lazy("ticket", "Duplicate")


class Part(models.TextChoices):
    """What a ticket is of something that was asked for several people at once."""

    WHOLE = "", _("All of it")
    TOGETHER = "together", _("For several people")
    ONE = "one", _("For one of several people")


DONE = (Outcome.FULFILLED, Outcome.SOLVED)


class Level(models.TextChoices):
    LOW = "low", pgettext_lazy("level", "Low")
    MEDIUM = "medium", pgettext_lazy("level", "Medium")
    HIGH = "high", pgettext_lazy("level", "High")


class Priority(models.IntegerChoices):
    URGENT = 1, pgettext_lazy("priority", "Urgent")
    HIGH = 2, pgettext_lazy("priority", "High")
    NORMAL = 3, pgettext_lazy("priority", "Normal")
    LOW = 4, pgettext_lazy("priority", "Low")


class Reason(models.TextChoices):
    """Why somebody may see a ticket."""

    REQUESTER = "requester", _("asked for it")
    TOGETHER = "together", _("asked for it together with those of others")
    REQUESTED_FOR = "requested_for", _("it is for them")
    PARTICIPANT = "participant", _("was added")
    APPROVER = "approver", _("approves")
    TASK = "task", _("has a task")
    TASK_ONLY = "task_only", _("has a task, and sees nothing else of it")
    ASSIGNEE = "assignee", _("works on it")
    TEAM = "team", _("the team works on it")
    OWNER = "owner", _("owns the service")
    DEPARTMENT = "department", _("administers the department")
    MANAGER = "manager", _("manages who asked, or whom it is for")
    CONTACT = "contact", _("speaks for the organisation")
    SHARED = "shared", _("belongs to those with whom it was shared")


ASKERS = (Reason.REQUESTER, Reason.REQUESTED_FOR, Reason.PARTICIPANT)
STAFF = (Reason.TASK, Reason.ASSIGNEE, Reason.TEAM, Reason.OWNER, Reason.DEPARTMENT)
READERS = (Reason.MANAGER, Reason.CONTACT, Reason.SHARED)
"""They see how it goes and what was said, and do nothing in it unless they take part."""


class Circle(models.TextChoices):
    """With whom somebody may share a request, besides single people."""

    DEPARTMENT = "department", _("Everybody in my department")
    ORGANIZATION = "organization", _("Everybody in my organisation")
