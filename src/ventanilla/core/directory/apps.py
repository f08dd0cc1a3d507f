from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """No models of its own: it changes what stands below the timeline (people, teams, roles), and records it."""

    name = "ventanilla.core.directory"
    label = "directory"
