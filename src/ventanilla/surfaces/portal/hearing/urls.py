from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.portal.approvals import links
from ventanilla.surfaces.portal.hearing import choices, stopping

urlpatterns = [
    path("profile/notifications/", choices.choices, name="hearing"),
    path("notifications/stop/<str:token>/", stopping.stop, name="stop"),
    path("notifications/stop/<str:token>/undo/", stopping.undo, name="stop_undo"),
    path("link/<str:token>/", links.link, name="link"),
]
