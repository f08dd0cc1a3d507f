from ventanilla.core.people.models.absence import Absence
from ventanilla.core.people.models.attribute import AttributeDefinition
from ventanilla.core.people.models.department import Department, Team, TeamMember
from ventanilla.core.people.models.group import Group, GroupMember
from ventanilla.core.people.models.person import Person
from ventanilla.core.people.models.place import Location, Organization

__all__ = [
    "Absence",
    "AttributeDefinition",
    "Department",
    "Group",
    "GroupMember",
    "Location",
    "Organization",
    "Person",
    "Team",
    "TeamMember",
]
