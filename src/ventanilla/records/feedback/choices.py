from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Mark(models.IntegerChoices):
    """How it was, for who asked."""

    VERY_BAD = 1, pgettext_lazy("mark", "Very bad")
    BAD = 2, pgettext_lazy("mark", "Bad")
    SO_SO = 3, pgettext_lazy("mark", "So-so")
    GOOD = 4, pgettext_lazy("mark", "Good")
    VERY_GOOD = 5, pgettext_lazy("mark", "Very good")


CONTENT = (Mark.GOOD, Mark.VERY_GOOD)
"""Whoever gives one of these is content."""
