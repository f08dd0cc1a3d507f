"""The profile of a person as an administrator fills it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from ventanilla.core.kit.registers import by_title
from ventanilla.core.kit.text import pick
from ventanilla.core.people.choices import Language
from ventanilla.core.people.models import Department, Location, Organization, Person
from ventanilla.core.people.queries import by_email, locations

TEXTS = ("given_name", "family_name", "email", "job_title", "cost_centre", "language")
NAMES = (*TEXTS, "department", "location", "manager", "organization")
LONGEST = 500


@dataclass
class Form:
    """What was typed, by name, and what is wrong with it."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)

    def profile(self, *, new: bool) -> dict[str, Any]:
        """For save_profile; what can't be found is noted under `errors`."""
        given: dict[str, Any] = {name: self.values[name] for name in TEXTS}
        given["department"] = Department.objects.filter(slug=self.values["department"]).first()
        given["location"] = Location.objects.filter(slug=self.values["location"]).first()
        given["manager"] = by_email(self.values["manager"]) if self.values["manager"] else None
        if self.values["manager"] and given["manager"] is None:
            self.errors["manager"] = _("Nobody active here has this address.")
        if new:
            given["organization"] = Organization.objects.filter(slug=self.values["organization"]).first()
            if given["organization"] is None:
                self.errors["organization"] = _("Choose where this person belongs.")
        return given

    def shown(self) -> dict[str, Any]:
        """For the template."""
        return {
            "values": self.values,
            "errors": self.errors,
            "summary": [(f"id_{name}", words) for name, words in self.errors.items()],
            "departments": [
                (row.slug, pick(row.name))
                for row in by_title(Department.objects.all())
                if row.in_use or row.slug == self.values["department"]
            ],
            "places": [
                (row.slug, _place(row))
                for row in locations()
                if row.in_use or row.slug == self.values["location"]
            ],
            "organizations": list(Organization.objects.order_by("name").values_list("slug", "name")),
            "spoken_languages": Language.choices,
        }


def _place(row: Location) -> str:
    """Indented as it stands in the tree."""
    return "\u2003" * row.path.count("/") + pick(row.name)


def of(person: Person) -> Form:
    """As it is."""
    return Form(
        {
            **{name: getattr(person, name) for name in TEXTS},
            "department": person.department.slug if person.department else "",
            "location": person.location.slug if person.location else "",
            "manager": person.manager.email if person.manager else "",
            "organization": person.organization.slug,
        }
    )


def blank(organization: Organization | None) -> Form:
    """Somebody new."""
    return Form({**dict.fromkeys(NAMES, ""), "organization": organization.slug if organization else ""})


def sent(data: QueryDict) -> Form:
    """As it was sent."""
    return Form({name: data.get(name, "").replace("\x00", "").strip()[:LONGEST] for name in NAMES})
