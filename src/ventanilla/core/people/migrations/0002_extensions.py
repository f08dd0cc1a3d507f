from __future__ import annotations

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Search without accents and in spite of typos; both extensions are trusted, so no superuser is needed."""

    dependencies = [("people", "0001_initial")]

    operations = [UnaccentExtension(), TrigramExtension()]
