from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "ventanilla.records.intake"
    label = "intake"
