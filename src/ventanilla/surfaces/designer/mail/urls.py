from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.designer.mail import views

urlpatterns = [
    path("mailroom/", views.mailroom, name="mailroom"),
    path("mailroom/<int:pk>/", views.incoming, name="incoming"),
    path("mailroom/addresses/<int:pk>/clearing/", views.clearing, name="address_clearing"),
    path("outbox/<int:pk>/sending/", views.sending, name="sending"),
]
