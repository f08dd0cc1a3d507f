from __future__ import annotations

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "ventanilla.records.feedback"
    label = "feedback"
