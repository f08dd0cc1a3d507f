from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.designer import views

app_name = "designer"

urlpatterns = [
    path("outbox/", views.outbox_page, name="outbox"),
    path("outbox/<int:pk>/", views.message_page, name="message"),
    path("outbox/<int:pk>/letter/", views.letter, name="letter"),
    path("jobs/", views.jobs_page, name="jobs"),
]
