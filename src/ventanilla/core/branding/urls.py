from __future__ import annotations

from django.urls import path, re_path

from ventanilla.core.branding import serve

app_name = "branding"

urlpatterns = [
    path("<int:version>/brand.css", serve.stylesheet, name="stylesheet"),
    re_path(r"^(?P<digest>[0-9a-f]{64})\.(?P<extension>png|jpg|webp|svg)$", serve.image, name="image"),
    path("manifest.webmanifest", serve.manifest, name="manifest"),
]
