from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_choices_links_and_mail_in")]

    operations = [
        migrations.AddField(
            model_name="incomingmail",
            name="emptied_at",
            field=models.DateTimeField(
                blank=True, help_text="Since when nothing is known any more of who wrote what", null=True
            ),
        ),
    ]
