from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "ventanilla.config"
    label = "config"

    def ready(self) -> None:
        autodiscover_modules("entries")  # an entry can only be read by a process that knows its type
        from ventanilla.config import wiring  # noqa: PLC0415  (models must be loaded first)

        wiring.install()
