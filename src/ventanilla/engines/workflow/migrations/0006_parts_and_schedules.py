from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("tickets", "0006_parent"),
        ("workflow", "0005_what_happens_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ID,
                ("key", models.CharField(max_length=60)),
                (
                    "next_at",
                    models.DateTimeField(blank=True, help_text="Empty: it has come to its end", null=True),
                ),
                ("last_at", models.DateTimeField(blank=True, null=True)),
                (
                    "last_count",
                    models.PositiveIntegerField(default=0, help_text="How many requests the last time made"),
                ),
                (
                    "problem",
                    models.TextField(blank=True, help_text="Why the last time could not make some of them"),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="catalog.service",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(("next_at__isnull", False)), fields=["next_at"], name="schedule_pending"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("service", "key"), name="schedule_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScheduledStart",
            fields=[
                ID,
                ("at", models.DateTimeField()),
                (
                    "target",
                    models.CharField(
                        blank=True, help_text="The person or the row that it is for", max_length=100
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starts",
                        to="workflow.schedule",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("schedule", "at", "target"), name="scheduled_start_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Spawned",
            fields=[
                ID,
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spawned",
                        to="workflow.step",
                    ),
                ),
                (
                    "ticket",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spawned_by",
                        to="tickets.ticket",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="task",
            name="address",
            field=models.EmailField(
                blank=True,
                default="",
                db_default="",
                help_text="Who is asked without having an account here",
                max_length=254,
            ),
        ),
        migrations.RemoveConstraint(model_name="task", name="task_has_holder"),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("team__isnull", False),
                    ("assignee__isnull", False),
                    Q(("address", ""), _negated=True),
                    _connector="OR",
                ),
                name="task_has_holder",
            ),
        ),
    ]
