from __future__ import annotations

from django.apps import AppConfig


class BrandingConfig(AppConfig):
    name = "ventanilla.core.branding"
    label = "branding"
