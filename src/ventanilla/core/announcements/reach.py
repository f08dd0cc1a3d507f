"""Whom an announcement reaches, as people choose it: departments, places and kinds of organisation. What is chosen
of one kind is «or», the kinds together are «and»; nothing chosen is everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from ventanilla.core.kit.text import pick
from ventanilla.core.people.choices import OrganizationKind
from ventanilla.core.people.models import Department, Location, Person


class Reach(BaseModel):
    """Slugs of departments, paths of places, kinds of organisations."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    departments: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[OrganizationKind, ...] = ()

    @property
    def everybody(self) -> bool:
        return not (self.departments or self.places or self.kinds)

    def rule(self) -> Any:
        """The rule over `person.*` for its audience; True for everybody."""
        parts: list[dict[str, Any]] = []
        if self.departments:
            parts.append({"fact": "person.department", "op": "in", "value": sorted(self.departments)})
        if self.places:
            parts.append({"fact": "person.location", "op": "within", "value": sorted(self.places)})
        if self.kinds:
            kinds = sorted(str(kind) for kind in self.kinds)
            parts.append({"fact": "person.organization_kind", "op": "in", "value": kinds})
        if not parts:
            return True
        return parts[0] if len(parts) == 1 else {"all": parts}

    def people(self) -> QuerySet[Person]:
        """The active people whom it reaches now: the same as its audience, without making one."""
        rows = Person.objects.filter(is_active=True)
        if self.departments:
            rows = rows.filter(department__slug__in=self.departments)
        if self.places:
            within = Q()
            for place in self.places:
                within |= Q(location__path=place) | Q(location__path__startswith=f"{place}/")
            rows = rows.filter(within)
        if self.kinds:
            rows = rows.filter(organization__kind__in=self.kinds)
        return rows

    def words(self) -> str:
        """«Marketing or Finance, in Madrid, our own people»."""
        if self.everybody:
            return _("everybody")
        return ", ".join(filter(None, (self._departments(), self._places(), self._kinds())))

    def _departments(self) -> str:
        rows = Department.objects.filter(slug__in=self.departments) if self.departments else ()
        return _either([pick(row.name) for row in rows])

    def _places(self) -> str:
        rows = Location.objects.filter(path__in=self.places) if self.places else ()
        names = _either([pick(row.name) for row in rows])
        return _("in %(places)s") % {"places": names} if names else ""

    def _kinds(self) -> str:
        words = {
            OrganizationKind.INTERNAL: _("our own people"),
            OrganizationKind.CUSTOMER: _("customers"),
            OrganizationKind.PARTNER: _("partners"),
        }
        return _either([words[kind] for kind in self.kinds])


def _either(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s or %(last)s") % {"some": ", ".join(sorted(names)[:-1]), "last": sorted(names)[-1]}
