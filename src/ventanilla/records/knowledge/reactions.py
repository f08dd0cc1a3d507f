"""What follows for articles from what happens elsewhere."""

from __future__ import annotations

from ventanilla.core.timeline.models import Entry
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.knowledge.actions.surroundings import follow_package


def on_service_published(entry: Entry) -> None:
    """The articles that a package names lead to its service, as long as it names them."""
    service = Service.objects.select_related("live_version").get(stream=entry.stream_id)
    if service.live_version is not None:
        follow_package(service=service, slugs=package_of(service.live_version).articles)
