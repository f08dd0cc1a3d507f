from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Installed in demos only: so that the worker knows the jobs."""

    name = "ventanilla.demo"
    label = "demo"
