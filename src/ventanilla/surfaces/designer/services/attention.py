"""What about a service needs somebody's attention, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ventanilla.core.kit import clock
from ventanilla.engines.workflow.choices import OpenState, TaskKind
from ventanilla.engines.workflow.models import Task
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.models import Service
from ventanilla.records.catalog.queries import package_of
from ventanilla.records.tickets.facts import zone_of
from ventanilla.records.tickets.figures import Figures
from ventanilla.surfaces.ui.format import day


def faults_of(services: Iterable[Service]) -> Counter[int]:
    """How many faults wait for an owner, by service id. One query."""
    rows = Task.objects.filter(
        kind=TaskKind.FAULT, state=OpenState.OPEN, ticket__service__in=[service.pk for service in services]
    )
    return Counter(rows.values_list("ticket__service_id", flat=True))


def concerns(service: Service, figures: Figures, faults: int) -> list[str]:
    """One sentence for each thing that somebody should look at, the worst first."""
    return list(_concerns(service, figures, faults))


def _concerns(service: Service, figures: Figures, faults: int) -> Iterator[str]:
    if faults:
        words = ngettext(
            "%(n)s request has a fault that waits for the owner.",
            "%(n)s requests have a fault that waits for the owner.",
            faults,
        )
        yield words % {"n": faults}
    if not service.owner.is_active:
        yield _("%(name)s, who owns it, is not active any more.") % {"name": service.owner.name}
    if figures.late:
        late = ngettext(
            "%(n)s open request is past its date.", "%(n)s open requests are past their date.", figures.late
        )
        yield late % {"n": figures.late}
    if service.live_version is None or service.state != ServiceState.LIVE:
        return
    package = package_of(service.live_version)
    if package.review_on is None:
        yield _("No date is set for looking at it again.")
    elif package.review_on < clock.today(zone_of(service.department)):
        yield _("It should have been looked at again on %(day)s.") % {"day": day(package.review_on)}
    untold = untranslated(package.to_document())
    for code, name in settings.LANGUAGES:
        if untold[code]:
            missing = ngettext(
                "%(n)s text is not there in %(language)s.",
                "%(n)s texts are not there in %(language)s.",
                untold[code],
            )
            yield missing % {"n": untold[code], "language": str(name)}


def untranslated(document: Any) -> Counter[str]:
    """How many texts of a package are missing, by language."""
    codes = {code for code, _name in settings.LANGUAGES}
    found: Counter[str] = Counter()
    for texts in _texts(document, codes):
        found.update(codes - texts.keys())
    return found


def _texts(part: Any, codes: set[str]) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if part and part.keys() <= codes:
            yield part
        else:
            for value in part.values():
                yield from _texts(value, codes)
    elif isinstance(part, list):
        for item in part:
            yield from _texts(item, codes)
