from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Services are found through the index of `engines/search`. The column itself stays for one release: the one
    before still writes it."""

    dependencies = [("catalog", "0002_service_search")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex(model_name="service", name="service_search"),
                migrations.RemoveField(model_name="service", name="search"),
            ],
        )
    ]
