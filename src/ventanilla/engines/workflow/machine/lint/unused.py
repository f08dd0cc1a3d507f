"""What stands in a resource and says nothing: nobody asks for it, so nothing is promised, filled in or kept secret."""

from __future__ import annotations

from collections.abc import Iterator

from ventanilla.engines.workflow.machine.lint.findings import Degree, Finding, Place
from ventanilla.engines.workflow.machine.lint.subject import Subject

ABOUT_REQUESTS = (
    "next_steps",
    "lead_time",
    "ready_by",
    "requested_for",
    "several_people",
    "pages",
    "check_answers",
    "same_as",
    "amend_until",
    "confidential",
    "outside_mail",
    "impact",
    "urgency",
    "deadlines",
)


def unused(subject: Subject) -> Iterator[Finding]:
    """The fields of a resource that are about requests."""
    if not subject.package.is_resource:
        return
    written = subject.package.to_document()
    for name in ABOUT_REQUESTS:
        if name in written:
            yield Finding("field_unused", Degree.WARNING, (name,), Place("service"), {"field": name})
