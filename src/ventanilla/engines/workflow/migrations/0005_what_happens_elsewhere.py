import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflow", "0004_approvals_in_depth"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Awaited",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(db_index=True, max_length=60)),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaited",
                        to="workflow.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdentityCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shown_address",
                    models.CharField(help_text="A hint of where it went: l•••@home.example", max_length=254),
                ),
                ("salt", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("tries_left", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Awaited"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                            ("closed", "Not needed any more"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "message",
                    models.BigIntegerField(
                        blank=True, help_text="The mail, emptied when it is over", null=True
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identity_check",
                        to="workflow.step",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-ended_at"], name="check_of_person")],
            },
        ),
    ]
