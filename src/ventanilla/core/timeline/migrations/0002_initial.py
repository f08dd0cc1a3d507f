from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="stream",
            name="subject_kind",
            field=models.CharField(
                choices=[
                    ("ticket", "Ticket"),
                    ("service", "Service"),
                    ("person", "Person"),
                    ("settings", "Settings"),
                    ("asset", "Asset"),
                    ("outage", "Outage"),
                    ("component", "Component"),
                    ("article", "Article"),
                ],
                max_length=16,
            ),
        ),
    ]
