from __future__ import annotations

from django.urls import path

from ventanilla.core.branding import serve

app_name = "branding"

urlpatterns = [
    path("<int:version>/brand.css", serve.stylesheet, name="stylesheet"),
    path("images/<slug:digest>.<slug:extension>", serve.image, name="image"),
    path("manifest.webmanifest", serve.manifest, name="manifest"),
]
