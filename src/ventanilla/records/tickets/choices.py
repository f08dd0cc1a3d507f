from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REQUEST = "request", _("Request")
    INCIDENT = "incident", _("Incident")
    QUESTION = "question", _("Question")


PREFIXES = {Kind.REQUEST: "REQ", Kind.INCIDENT: "INC", Kind.QUESTION: "QUE"}


class Status(models.TextChoices):
    """Where a ticket stands. The steps of its workflow say more; this says whose turn it is."""

    NEW = "new", _("New")
    OPEN = "open", _("In progress")
    WAITING = "waiting", _("Waiting for you")
    RESOLVED = "resolved", _("Resolved")
    CLOSED = "closed", _("Closed")


ENDED = (Status.RESOLVED, Status.CLOSED)


class Outcome(models.TextChoices):
    FULFILLED = "fulfilled", _("Fulfilled")
    SOLVED = "solved", _("Solved")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    DUPLICATE = "duplicate", _("Duplicate")


class Level(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Priority(models.IntegerChoices):
    URGENT = 1, _("Urgent")
    HIGH = 2, _("High")
    NORMAL = 3, _("Normal")
    LOW = 4, _("Low")


class Reason(models.TextChoices):
    """Why somebody may see a ticket."""

    REQUESTER = "requester", _("asked for it")
    REQUESTED_FOR = "requested_for", _("it is for them")
    PARTICIPANT = "participant", _("was added")
    APPROVER = "approver", _("approves")
    TASK = "task", _("has a task")
    ASSIGNEE = "assignee", _("works on it")
    TEAM = "team", _("the team works on it")
    OWNER = "owner", _("owns the service")
    DEPARTMENT = "department", _("administers the department")


ASKERS = (Reason.REQUESTER, Reason.REQUESTED_FOR, Reason.PARTICIPANT)
STAFF = (Reason.TASK, Reason.ASSIGNEE, Reason.TEAM, Reason.OWNER, Reason.DEPARTMENT)
