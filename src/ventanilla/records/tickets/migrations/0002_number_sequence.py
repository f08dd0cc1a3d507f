from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """One sequence for all numbers; gaps are allowed, so nobody waits for anybody."""

    dependencies = [("tickets", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE ticket_number START 1001",
            "DROP SEQUENCE ticket_number",
        )
    ]
