from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of text it is: one explanation, many short answers, or steps to go through."""

    ARTICLE = "article", _("Article")
    FAQ = "faq", _("Questions and answers")
    GUIDE = "guide", _("Step by step")


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Published")
    ARCHIVED = "archived", _("Archived")


class Reason(models.TextChoices):
    """Why an article did not help, in the reader's words."""

    UNCLEAR = "unclear", _("I don't understand it")
    FAILED = "failed", _("I tried it and it doesn't work")
    OUTDATED = "outdated", _("It isn't up to date")
    INCOMPLETE = "incomplete", _("Something is missing")
    OTHER_NEED = "other_need", _("It isn't what I was looking for")


class TextState(StrEnum):
    """How the text in one language stands: behind the original, never published, with changes that readers don't have,
    or as readers have it."""

    STALE = "stale"
    DRAFT = "draft"
    WAITS = "waits"
    LIVE = "live"
