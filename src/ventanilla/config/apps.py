from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ventanilla.config"
    label = "config"

    def ready(self) -> None:
        from ventanilla.config import wiring  # noqa: PLC0415  (models must be loaded first)

        wiring.install()
