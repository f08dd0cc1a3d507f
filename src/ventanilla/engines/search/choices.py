from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What can be found."""

    SERVICE = "service", _("Service")
    ARTICLE = "article", _("Article")
    TICKET = "ticket", pgettext_lazy("search", "Request")


class Origin(models.TextChoices):
    """Where somebody began to look for help."""

    SEARCH = "search", pgettext_lazy("search", "Search")
    FORM = "form", _("Form")
    GUIDE = "guide", _("Guide")
    GENERIC = "generic", pgettext_lazy("search", "Question")
    PAGE = "page", _("Article")


class Ending(models.TextChoices):
    """How a need ended, as far as the person told. Without one it is simply not known."""

    SOLVED = "solved", _("Solved without a request")
    ASKED = "asked", _("A request was made")


class GapState(models.TextChoices):
    OPEN = "open", pgettext_lazy("gap", "Open")
    DONE = "done", pgettext_lazy("gap", "Done")
    DISMISSED = "dismissed", pgettext_lazy("gap", "Dismissed")


class GapEnd(models.TextChoices):
    """What a gap became."""

    ARTICLE = "article", _("An article")
    SYNONYM = "synonym", _("A synonym")
    SERVICE = "service", _("A service")


class Source(models.TextChoices):
    """Where words that mean the same come from."""

    STARTER = "starter", _("Starter list")
    PEOPLE = "people", _("Added here")
    GAP = "gap", _("From a search without a result")
