from __future__ import annotations

from django.urls import URLPattern

app_name = "designer"

urlpatterns: list[URLPattern] = []
