"""What an organisation is made of: for administrators of the portal, and who leads a team for its people."""

from __future__ import annotations

from collections.abc import Iterator

from tests import factories
from tests.isolation.acme import Acme
from tests.isolation.rows import (
    ADMINISTRATOR,
    NO_SUCH_METHOD,
    NO_SUCH_METHOD_FOR_ANYBODY,
    Row,
    api,
    gives,
    slug,
)
from ventanilla.core.people.models import Department, Location, Team, TeamMember

SAVED = gives(302, {"admin"}, others=403)
HOME = "designer/organisation/"
LEADS = {"admin", "lucia"}


def in_register(_world: Acme) -> dict[str, object]:
    return {"register": "departments", "pk": Department.objects.get(slug="hr").pk}


def a_place(_world: Acme) -> dict[str, object]:
    found = Location.objects.filter(slug="attic").first()
    place = found or Location.objects.create(slug="attic", path="attic", name={"en": "Attic"})
    return {"register": "places", "pk": place.pk}


def a_team(world: Acme) -> dict[str, object]:
    team, _made = Team.objects.get_or_create(
        slug="lent", defaults={"name": {"en": "Lent"}, "department": Department.objects.get(slug="hr")}
    )
    Team.objects.filter(pk=team.pk).update(lead=world.people["lucia"])
    return {"pk": team.pk}


def a_calendar(_world: Acme) -> dict[str, object]:
    return {"pk": factories.calendar("hours").pk}


def through_the_api(world: Acme) -> dict[str, object]:
    """A team that Lucía leads, and Ana in it."""
    a_team(world)
    team = Team.objects.get(slug="lent")
    TeamMember.objects.get_or_create(team=team, person=world.people["ana"])
    return {"slug": team.slug, "person_id": world.people["ana"].pk}


def hours(world: Acme) -> dict[str, object]:
    a_calendar(world)
    return {"slug": "hours"}


def of_the_api() -> Iterator[Row]:
    """The lists are the administrator's; what isn't there is told to nobody else."""
    here, nothing = "api/v1/organisation", NO_SUCH_METHOD_FOR_ANYBODY
    for kind in ("departments", "teams", "places", "calendars", "categories", "equipment", "cost-centres"):
        kept = f"{here}/{kind}"
        yield Row(kept, api(200, {"admin"}, others=403), api(422, {"admin"}, others=422), data="{}")
        place = "<slug>" if kind == "cost-centres" else "<slug:slug>"
        yield Row(f"{kept}/{place}", api(404, {"admin"}, others=403), nothing, slug("nothing"))
    members, days = f"{here}/teams/<slug:slug>/members", f"{here}/calendars/<slug:slug>"
    ana = '{"addresses": ["ana@acme.example"]}'
    may = api(200, LEADS, others=403)
    yield Row(members, may, may, through_the_api, ana)
    yield Row(f"{members}/<person_id>", nothing, nothing, through_the_api)
    own = api(200, {"admin"}, others=403)
    yield Row(f"{days}/days", own, own, hours, "{}")
    yield Row(f"{days}/default", nothing, own, hours, "{}")


ROWS = [
    Row(HOME, ADMINISTRATOR),
    Row(f"{HOME}<slug:register>/", ADMINISTRATOR, fill=in_register, query="?q=a&state=unused"),
    Row(
        f"{HOME}<slug:register>/new/",
        ADMINISTRATOR,
        gives(422, {"admin"}, others=403),
        in_register,
        {"name_en": ""},
    ),
    Row(
        f"{HOME}<slug:register>/<int:pk>/",
        ADMINISTRATOR,
        SAVED,
        in_register,
        {"name_en": "Human resources", "was_name_en": "Hr"},
    ),
    Row(f"{HOME}<slug:register>/<int:pk>/use/", NO_SUCH_METHOD, SAVED, in_register, {"in_use": "1"}),
    Row(f"{HOME}<slug:register>/<int:pk>/removal/", NO_SUCH_METHOD, SAVED, a_place),
    Row(
        f"{HOME}teams/<int:pk>/members/",
        gives(200, LEADS, others=403),
        gives(302, LEADS, others=403),
        a_team,
        {"members": "ana@acme.example"},
    ),
    Row(f"{HOME}calendars/<int:pk>/days/", NO_SUCH_METHOD, SAVED, a_calendar, {"days": "2027-12-24 Eve"}),
    Row(f"{HOME}calendars/<int:pk>/default/", NO_SUCH_METHOD, SAVED, a_calendar),
    *of_the_api(),
]
