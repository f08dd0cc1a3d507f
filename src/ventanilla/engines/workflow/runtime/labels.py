"""What the seats of an approval are called, in every language of the portal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ventanilla.core.blueprint.seats import GroupSeat, HolderSeat, LeadSeat, PersonSeat, RoleSeat
from ventanilla.core.kit.text import Localized, languages, pick
from ventanilla.core.people.models import Group
from ventanilla.core.people.queries import by_email, team_by_slug


def seat_label(spec: Any) -> Localized:
    """«The requester's manager», «Lead of Procurement», «Anybody of the budget board», by language."""
    labels = {}
    for code in languages():
        with override(code):
            labels[code] = _label(spec)
    return labels


def _label(spec: Any) -> str:
    if isinstance(spec, RoleSeat):
        return {
            "requester.manager": _("The requester's manager"),
            "requested_for.manager": _("The manager of the person it is for"),
            "service.owner": _("The owner of the service"),
            "department.head": _("The head of the department"),
        }[spec.role]
    if isinstance(spec, PersonSeat):
        person = by_email(spec.person)
        return person.name if person else spec.person
    if isinstance(spec, HolderSeat):
        return pick(spec.label) or _("A person whom the request names")
    if isinstance(spec, LeadSeat):
        team = team_by_slug(spec.lead_of)
        return _("Lead of %(team)s") % {"team": pick(team.name) if team else spec.lead_of}
    assert isinstance(spec, GroupSeat)  # the grammar knows no other
    group = Group.objects.filter(slug=spec.group).first()
    values = {"count": spec.need, "group": pick(group.name) if group else spec.group}
    return _("%(count)s of %(group)s") % values
