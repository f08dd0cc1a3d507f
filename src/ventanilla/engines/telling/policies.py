from __future__ import annotations

from ventanilla.core.access.policies import is_portal_admin
from ventanilla.core.people.models import Person
from ventanilla.engines.telling.models import Subscription
from ventanilla.records.tickets.models import Ticket


def may_subscribe(person: Person | None) -> bool:
    """What leaves the house is for administrators of the portal to say (None: the operator)."""
    return person is None or is_portal_admin(person)


def is_about(subscription: Subscription, ticket: Ticket) -> bool:
    """Whether its service may be told of to this subscription: one that is confidential only where it is named."""
    if subscription.all_services:
        return not ticket.confidential
    return ticket.service_id in {service.pk for service in subscription.services.all()}


def is_of_its_teams(subscription: Subscription, ticket: Ticket) -> bool:
    """Whether its team is one of those that were chosen."""
    return subscription.all_teams or ticket.team_id in {team.pk for team in subscription.teams.all()}
