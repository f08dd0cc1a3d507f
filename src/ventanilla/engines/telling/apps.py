from __future__ import annotations

from django.apps import AppConfig


class TellingConfig(AppConfig):
    name = "ventanilla.engines.telling"
    label = "telling"
