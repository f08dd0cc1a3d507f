from __future__ import annotations

from django.urls import path

from ventanilla.surfaces.portal.people import views
from ventanilla.surfaces.portal.people.interrupted import resume
from ventanilla.surfaces.ui.forms.people import search_people

app_name = "people"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/forgotten/", views.forgotten, name="forgotten"),
    path("password/forgotten/sent/", views.forgotten_sent, name="forgotten_sent"),
    path("password/new/<uidb64>/<token>/", views.new_password, name="new_password"),
    path("password/change/", views.change_password, name="change_password"),
    path("sign-in/resume/", resume, name="resume"),
    path("people/search/", search_people, name="search"),
]
