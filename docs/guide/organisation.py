"""An organisation to begin with: copy this file, put your own in its place, and let it run once.

    export DJANGO_SETTINGS_MODULE=ventanilla.config.settings
    django-admin shell < organisation.py

`ventanilla createadmin` comes first: it makes the organisation. Every line is recorded in the history, as done by
the operator. Nobody gets a password here: people choose theirs with «I forgot my password».
"""

from datetime import date

from ventanilla.core.access.choices import Role
from ventanilla.core.calendars.actions import add_closing_day, create_calendar, make_default
from ventanilla.core.directory.actions import add, change, grant_role, join_group, join_team
from ventanilla.core.people.models import Department, Group, Location, Organization, Person, Team
from ventanilla.records.assets.actions import add_model
from ventanilla.records.catalog.actions import save_category

acme = Organization.objects.get(kind="internal")

# Working hours, Monday first; holidays by country and region; days on which the office is closed.
day = [["09:00", "14:00"], ["15:00", "18:00"]]
office = create_calendar(
    slug="madrid",
    name={"es": "Oficina de Madrid", "en": "Madrid office"},
    zone="Europe/Madrid",
    week=[day, day, day, day, [["08:00", "15:00"]], [], []],
    country="ES",
    region="MD",
)
make_default(calendar=office)
add_closing_day(calendar=office, on=date(2027, 12, 24), name={"es": "Nochebuena", "en": "Christmas Eve"})

# Places, from the outside in.
madrid = add(Location, actor=None, slug="madrid", name={"es": "Madrid", "en": "Madrid"})
floor = add(Location, actor=None, slug="floor-2", name={"es": "Planta 2", "en": "Floor 2"}, parent=madrid)

# A department, its people, its head.
hr = add(Department, actor=None, slug="hr", name={"es": "Personas", "en": "People"}, calendar=office)
known = {"organization": acme, "department": hr, "location": floor, "language": "es"}
pilar = add(
    Person,
    actor=None,
    email="pilar@acme.example",
    given_name="Pilar",
    family_name="Sanz",
    manager=None,
    **known,
)
rosa = add(
    Person,
    actor=None,
    email="rosa@acme.example",
    given_name="Rosa",
    family_name="Fuentes",
    manager=pilar,
    **known,
)
change(hr, actor=None, head=pilar)

# A team is a queue; roles hold in one department.
team = add(
    Team,
    actor=None,
    slug="hr-people",
    name={"es": "Atención a las personas", "en": "People support"},
    department=hr,
    lead=pilar,
)
join_team(team, pilar, rosa, actor=None)
grant_role(rosa, Role.AGENT, department=hr, actor=None)
grant_role(rosa, Role.DESIGNER, department=hr, actor=None)
grant_role(pilar, Role.DEPARTMENT_ADMINISTRATOR, department=hr, actor=None)

# Groups: of people whom you name, or of all for whom a rule holds.
board = add(Group, actor=None, slug="works-council", name={"es": "Comité de empresa", "en": "Works council"})
join_group(board, rosa, actor=None)
add(
    Group,
    actor=None,
    slug="all-of-hr",
    name={"es": "Todo Personas", "en": "All of HR"},
    rule={"fact": "person.department", "op": "is", "value": "hr"},
)

# Where services stand in the catalogue, and equipment that requests can hand out.
save_category(
    actor=None,
    slug="people",
    name={"es": "Tu vida laboral", "en": "Your working life"},
    description={"es": "Contrato, horario y certificados", "en": "Contract, hours and letters"},
    icon="identification",
    position=1,
)
add_model(
    actor=None,
    slug="headset",
    name={"es": "Auriculares", "en": "Headset"},
    department=hr,
    icon="musical-note",
)
