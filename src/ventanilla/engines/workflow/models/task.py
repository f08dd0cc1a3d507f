from __future__ import annotations

from django.db import models
from django.db.models import Q

from ventanilla.core.people.models import Person, Team
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models.run import Step
from ventanilla.records.tickets.models import Ticket


class Task(models.Model):
    """Something a person or a team must do before the workflow goes on.

    One thing with four kinds: a team's work, a question to somebody, a correction of the answers, and a fault
    that the service's owner must look at.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="tasks")
    step = models.ForeignKey(Step, models.CASCADE, null=True, blank=True, related_name="tasks")
    kind = models.CharField(max_length=16, choices=TaskKind.choices, default=TaskKind.WORK)
    title = models.JSONField(default=dict)
    instructions = models.JSONField(default=dict, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="tasks")
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    address = models.EmailField(
        blank=True, default="", db_default="", help_text="Who is asked without having an account here"
    )
    kept = models.BooleanField(default=False, db_default=False, help_text="Who asks sees nothing of it")
    form = models.JSONField(default=list, help_text="The questions to answer, as in a package")
    answers = models.JSONField(default=dict)
    shown = models.JSONField(
        default=list, help_text="What it is about, in every language: [{id, label, text}]"
    )
    detail = models.JSONField(default=dict, help_text="What a correction or a fault is about")
    state = models.CharField(max_length=16, choices=OpenState.choices, default=OpenState.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    remind_at = models.DateTimeField(
        null=True, blank=True, help_text="When who has it is reminded next, where no step does that"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False) | Q(assignee__isnull=False) | ~Q(address=""),
                name="task_has_holder",
            ),
            models.UniqueConstraint(
                fields=["step", "kind"], condition=Q(step__isnull=False), name="task_of_step_once"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "due_at", "id"], condition=Q(state="open"), name="task_team_open"),
            models.Index(
                fields=["assignee", "due_at", "id"], condition=Q(state="open"), name="task_assignee_open"
            ),
            models.Index(
                fields=["remind_at"],
                condition=Q(state="open", remind_at__isnull=False),
                name="task_remind_at",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"


class SealedAnswer(models.Model):
    """What somebody answered to a question whose answers stay sealed. Nothing else holds it until it is opened: not
    the task, its step or the history. Then this row goes."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="sealed_answer")
    text = models.TextField(help_text="The answers and what is known of them, sealed")
    arrived_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sealed answer to {self.task_id}"
