"""A service as one versioned package: entry, form, workflow, routing, deadlines, audience, texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from ventanilla.core.blueprint.asking import SameAs
from ventanilla.core.blueprint.blocks import Blocks
from ventanilla.core.blueprint.blocks.values import Assign
from ventanilla.core.blueprint.deadlines import AnyLeadTime, Deadlines
from ventanilla.core.blueprint.form import Section
from ventanilla.core.blueprint.opening import Window
from ventanilla.core.blueprint.part import Id, Part, by_shape
from ventanilla.core.blueprint.problems import PackageErrors, fault, problems_of
from ventanilla.core.blueprint.resource import RESOURCE, Contact, Destination, Download
from ventanilla.core.blueprint.schedules import Schedule
from ventanilla.core.blueprint.texts import Email, Keywords, Link, Localized
from ventanilla.core.rules import Rule, Value

INTERNAL: dict[str, str] = {"fact": "person.organization_kind", "op": "is", "value": "internal"}
LEVELS = ("low", "medium", "high")


class Owner(Part):
    """Who answers for the service."""

    person: Email
    team: Id


class Route(Part):
    """Where tickets go of which `when` holds (all, when not said). The first that fits counts."""

    when: Rule | None = None
    team: Id | None = None
    person: Email | None = None
    assign: Assign | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.team is None and self.person is None:
            raise fault("one_of_fields", names=("team", "person"))
        if self.assign and (self.team is None or self.person is not None):
            raise fault("assign_among_team")
        return self


def _known_level(value: Any) -> Any:
    if isinstance(value, str) and value not in LEVELS:
        raise fault("bad_level")
    return value


def _for_whom(raw: Any) -> Any:
    return Literal["self", "anyone"] if isinstance(raw, str) else Rule


Level = Annotated[Value, AfterValidator(_known_level)]
Whom = Annotated[Any, by_shape(_for_whom)]


class Package(Part):
    """One service, as it is published."""

    schema_: Literal[1] = Field(alias="schema")
    service: Id
    kind: Literal["request", "incident", "question", "resource"] = "request"
    department: Id
    category: Id
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")] | None = None
    owner: Owner
    title: Localized
    summary: Localized | None = None
    description: Localized | None = None
    next_steps: Localized | None = None
    keywords: Keywords | None = None
    articles: tuple[Id, ...] = ()
    links: tuple[Link, ...] = ()
    link: Destination | None = None
    file: Download | None = None
    contact: Contact | None = None
    lead_time: AnyLeadTime | None = None
    ready_by: Value | None = None
    review_on: date | None = None
    audience: Rule = Field(default_factory=lambda: dict(INTERNAL))
    requested_for: Whom = "self"
    several_people: Annotated[int, Field(ge=0, le=100)] = 0
    pages: Literal["one", "each_section"] = "one"
    check_answers: bool | None = None
    same_as: SameAs | None = None
    named_by: tuple[Id, ...] | None = None
    amend_until: Literal["never", "begun", "end"] = "never"
    confidential: bool = False
    outside_mail: bool = False
    impact: Level = "medium"
    urgency: Level = "medium"
    form: tuple[Section, ...] = ()
    routing: tuple[Route, ...] = ()
    workflow: Blocks = ()
    deadlines: Deadlines = Field(default_factory=Deadlines)
    open: tuple[Window, ...] = ()
    schedules: tuple[Schedule, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The package that a document describes; its references are for `checks.check` to judge.

        Raises PackageErrors with every problem of shape, each with its path in the document.
        """
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            raise PackageErrors(problems_of(error)) from None

    @property
    def is_resource(self) -> bool:
        """Whether it is opened rather than asked for."""
        return self.kind == RESOURCE

    def to_document(self) -> dict[str, Any]:
        """The readable document: keys in a fixed order, defaults left out, JSON values only."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
