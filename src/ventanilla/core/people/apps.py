from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "ventanilla.core.people"
    label = "people"
