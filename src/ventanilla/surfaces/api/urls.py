"""The REST API, version 1."""

from __future__ import annotations

from ninja import NinjaAPI

from ventanilla.surfaces.api import errors, files, identity, services, tickets, work
from ventanilla.surfaces.api.reading import StrictParser

api = NinjaAPI(
    title="Ventanilla",
    version="1",
    description="The same actions, rights and rules as the pages. Sign in with `POST tokens`.",
    urls_namespace="api",
    auth=identity.Bearer(),
    parser=StrictParser(),
    docs_url=None,
)
errors.install(api)
api.add_router("/tokens", identity.router)
api.add_router("/services", services.router)
api.add_router("/tickets", tickets.router)
api.add_router("/files", files.router)
api.add_router("", work.router)
