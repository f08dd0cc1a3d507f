from __future__ import annotations

from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "ventanilla.records.status"
    label = "status"
