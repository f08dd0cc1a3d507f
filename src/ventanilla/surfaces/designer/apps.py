from __future__ import annotations

from django.apps import AppConfig


class DesignerConfig(AppConfig):
    name = "ventanilla.surfaces.designer"
    label = "designer"
