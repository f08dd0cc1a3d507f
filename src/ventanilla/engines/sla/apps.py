from __future__ import annotations

from django.apps import AppConfig


class SlaConfig(AppConfig):
    name = "ventanilla.engines.sla"
    label = "sla"
