"""Publishing and retiring services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ventanilla.core.access.actions import audience_for
from ventanilla.core.access.policies import require
from ventanilla.core.blueprint.package import Package
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict
from ventanilla.core.people.models import Department, Person, Team
from ventanilla.core.people.queries import by_email
from ventanilla.core.timeline.actions import action, name_stream, new_stream, record
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.entries import ServicePublished, ServiceRetired
from ventanilla.records.catalog.flaws import Flaw, PackageRefused, flaws_of
from ventanilla.records.catalog.models import Category, Service, ServiceVersion, VersionFile
from ventanilla.records.catalog.policies import may_design_in
from ventanilla.records.catalog.resources import files_of, files_wanted, kept_of
from ventanilla.records.catalog.versions import digest_of


@action
def publish(
    *,
    actor: Person | None,
    package: Package,
    note: str = "",
    files: Mapping[str, StoredFile] | None = None,
) -> ServiceVersion:
    """Make `package` the live version of its service, which is added when it is new; `note` (up to 500
    characters) says what changed. The same package again gives the version that is live already.

    `files` are those that a resource names, by name; one that isn't given stays as the last version had it.
    `actor=None` is the operator. Raises NotAllowed, PackageRefused.
    """
    service = Service.objects.select_for_update(of=("self",)).filter(slug=package.service).first()
    _require_designer(actor, package, service)
    handed = _handed(package, service, files or {})
    flaws = [*flaws_of(package), *_not_there(package, handed)]
    if flaws:
        raise PackageRefused(flaws)
    document = package.to_document()
    digest = digest_of(document, {name: stored.digest for name, stored in handed.items()})
    live = _live(service)
    if live and live.digest == digest:
        return live
    service = _shown(service, package, handed)
    version = _next_version(service, actor, document, note[:500], digest)
    VersionFile.objects.bulk_create(
        VersionFile(version=version, name=name, file=stored) for name, stored in handed.items()
    )
    service.live_version = version
    service.state = ServiceState.LIVE
    service.save()
    _record(version, live, actor)
    return version


@action
def retire(*, actor: Person | None, service: Service, note: str = "") -> Service:
    """Nobody can ask for `service` any more; what was asked goes on. Raises NotAllowed, or Conflict when
    it isn't live.
    """
    current = (
        Service.objects.select_for_update(of=("self",))
        .select_related("department", "stream")
        .get(pk=service.pk)
    )
    require(may_design_in(actor, current.department))
    if current.state != ServiceState.LIVE:
        raise Conflict(_("This service isn't live, so there is nothing to retire."))
    current.state = ServiceState.RETIRED
    current.save(update_fields=["state"])
    record(current.stream, ServiceRetired(service=current.slug, note=note), actor=actor)
    return current


def _require_designer(actor: Person | None, package: Package, service: Service | None) -> None:
    """Both the department that the service belongs to and the one it is to belong to."""
    named = Department.objects.filter(slug=package.department).first()
    for department in (named, service.department if service else None):
        if department is not None:
            require(may_design_in(actor, department))


def _live(service: Service | None) -> ServiceVersion | None:
    return service.live_version if service and service.state == ServiceState.LIVE else None


def _handed(
    package: Package, service: Service | None, files: Mapping[str, StoredFile]
) -> dict[str, StoredFile]:
    """The files that the package names, as far as they are there: the new one before that of the last version."""
    wanted = files_wanted(package)
    known = {**files_of(service.live_version_id), **files} if wanted and service else files
    return {name: known[name] for name in sorted(wanted) if name in known}


def _not_there(package: Package, handed: Mapping[str, StoredFile]) -> list[Flaw]:
    text = gettext(
        "The file “%(name)s” isn't here: put it into the folder “files” beside the package, and bring both in."
    )
    return [
        Flaw(path, text % {"name": name})
        for name, path in files_wanted(package).items()
        if name not in handed
    ]


def _shown(service: Service | None, package: Package, files: Mapping[str, StoredFile]) -> Service:
    """The service with what lists show of it taken from the package; its references were checked before."""
    row = service or Service(slug=package.service, stream=new_stream(SubjectKind.SERVICE))
    owner = by_email(package.owner.person)
    assert owner is not None, "flaws_of finds an owner who isn't there"
    row.department = Department.objects.get(slug=package.department)
    row.category = Category.objects.get(slug=package.category)
    row.owner = owner
    row.owner_team = Team.objects.get(slug=package.owner.team)
    row.title = dict(package.title)
    row.summary = dict(package.summary or {})
    row.keywords = {language: list(words) for language, words in (package.keywords or {}).items()}
    row.icon = package.icon or Service._meta.get_field("icon").default
    row.confidential = package.confidential
    row.opens = kept_of(package, files)
    row.audience = audience_for(package.audience)
    if row.pk is None:
        row.save(force_insert=True)
        name_stream(row.stream, row.pk)
    return row


def _next_version(
    service: Service, actor: Person | None, document: dict[str, Any], note: str, digest: str
) -> ServiceVersion:
    last = service.versions.aggregate(last=Max("number"))["last"] or 0
    return ServiceVersion.objects.create(
        service=service,
        number=last + 1,
        definition=document,
        digest=digest,
        note=note,
        published_by=actor,
        published_at=clock.now(),
    )


def _record(version: ServiceVersion, live: ServiceVersion | None, actor: Person | None) -> None:
    entry = ServicePublished(
        service=version.service.slug,
        number=version.number,
        replaces=live.number if live else 0,
        digest=version.digest,
        note=version.note,
    )
    record(version.service.stream, entry, actor=actor)
