"""Every address, by surface."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from ventanilla.config.health import healthz
from ventanilla.core.kit.http import open_to_all
from ventanilla.surfaces.api.urls import api
from ventanilla.surfaces.portal.people.views import set_language
from ventanilla.surfaces.ui.gallery import gallery

urlpatterns = [
    path("healthz", open_to_all(healthz)),
    path("language/", set_language, name="set_language"),
    path("brand/", include("ventanilla.core.branding.urls")),
    path("", include("ventanilla.surfaces.portal.people.urls")),
    path("", include("ventanilla.surfaces.portal.urls")),
    path("desk/", include("ventanilla.surfaces.desk.urls")),
    path("designer/", include("ventanilla.surfaces.designer.urls")),
    path("api/v1/", api.urls),
]

if settings.VENTANILLA_GALLERY:
    urlpatterns.append(path("ui/gallery/", open_to_all(gallery)))
