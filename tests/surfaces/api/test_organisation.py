"""What an organisation is made of, through the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.people.models import Team
from ventanilla.records.assets.models import AssetModel

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Caller:
    return Caller(factories.administrator("Olga", language="en"))


WEEK = [[["09:00", "14:00"], ["15:00", "18:00"]]] * 5 + [[], []]


def made(admin: Caller) -> dict[str, Any]:
    """One of each kind, as the API tells of it."""
    lucia = factories.person("Lucia").email
    bodies: dict[str, dict[str, Any]] = {
        "calendars": {"name": {"en": "Office"}, "zone": "Europe/Madrid", "week": WEEK, "country": "ES"},
        "departments": {"name": {"en": "Buying", "es": "Compras"}, "head": lucia, "calendar": "office"},
        "teams": {"name": {"en": "Buyers"}, "department": "buying", "lead": lucia},
        "places": {"name": {"en": "Madrid"}},
        "categories": {"name": {"en": "Things"}, "icon": "cube", "position": 3},
        "equipment": {"name": {"en": "Photo"}, "department": "buying", "price": "12.50", "seats": 2},
        "cost-centres": {
            "code": "CC-1",
            "name": {"en": "Buying"},
            "department": "buying",
            "keeper": "buying",
            "owner": lucia,
        },
    }
    return {path: admin.post(f"/organisation/{path}", body) for path, body in bodies.items()}


def test_each_kind_is_added_listed_changed_and_put_out_of_use(admin: Caller) -> None:
    for path, row in made(admin).items():
        address = f"/organisation/{path}/{row.get('slug') or row['code']}"
        assert admin.get(address) == row
        assert row in admin.get(f"/organisation/{path}")["items"]
        name = row["name"]["en"]
        assert admin.get(f"/organisation/{path}", q=name[:4])["items"][0]["name"]["en"] == name
        changed = admin.patch(address, {"name": {"es": "Otro"}, "edition": row["edition"]})
        assert changed == {**row, "name": {**row["name"], "es": "Otro"}, "edition": changed["edition"]}
        refused = admin.patch(address, {"name": {"es": "X"}, "edition": row["edition"]}, expect=409)
        assert (refused["code"], refused["stands"]) == ("changed", changed)
        if path != "calendars":
            assert admin.patch(address, {"in_use": False})["in_use"] is False
            assert admin.get(f"/organisation/{path}", in_use="true")["items"] == []


def test_what_something_hangs_on_is_not_taken_away(admin: Caller) -> None:
    made(admin)
    refused = admin.delete("/organisation/departments/buying", expect=409)
    assert refused["code"] == "in_use"
    for address in ("cost-centres/CC-1", "places/madrid", "categories/things", "teams/buyers"):
        admin.delete(f"/organisation/{address}", expect=204)
        admin.get(f"/organisation/{address}", expect=404)
    assert AssetModel.objects.get().assets.count() == 2
    admin.delete("/organisation/equipment/photo", expect=409)


def test_what_cannot_be_is_said_by_field(admin: Caller) -> None:
    made(admin)
    new = "/organisation/departments"
    assert list(admin.post(new, {"name": {"en": " "}}, expect=422)["fields"]) == ["name"]
    body = {"name": {"en": "Law"}, "head": "nobody@acme.example"}
    assert list(admin.post(new, body, expect=422)["fields"]) == ["head"]
    assert list(admin.post(new, {"name": {"en": "Law"}, "slug": "buying"}, expect=422)["fields"]) == ["slug"]
    nine = {"week": [[["18:00", "09:00"]]] + [[]] * 6}
    assert list(admin.patch("/organisation/calendars/office", nine, expect=422)["fields"]) == ["week"]
    wrong = {"icon": "nothing-like-that"}
    assert list(admin.patch("/organisation/categories/things", wrong, expect=422)["fields"]) == ["icon"]


def test_days_are_closed_and_opened(admin: Caller) -> None:
    made(admin)
    days = "/organisation/calendars/office/days"
    eve = {"on": "2027-12-24", "name": {"en": "Christmas Eve"}}
    closed = admin.post(days, {"closed": [eve]}, expect=200)
    assert {"on": "2027-12-24", "name": "Christmas Eve", "public": False} in closed["days"]
    assert admin.get(days, year="2027") == closed
    opened = admin.post(days, {"opened": ["2027-12-24"]}, expect=200)
    assert [one["public"] for one in opened["days"]] == [True] * len(opened["days"])
    assert admin.post("/organisation/calendars/office/default", {}, expect=200)["is_default"]
    assert admin.patch("/organisation/calendars/office", {"in_use": False}, expect=409)["code"] == "conflict"


def test_who_leads_a_team_keeps_its_people_and_nobody_else(admin: Caller) -> None:
    made(admin)
    lead, eva = Caller(Team.objects.get().lead), factories.person("Eva")
    members = "/organisation/teams/buyers/members"
    added = lead.post(members, {"addresses": [eva.email]}, expect=200)
    assert [(one["email"], one["works"]) for one in added["items"]] == [(eva.email, False)]
    lead.post(members, {"addresses": [eva.email], "works": True}, expect=403)
    assert lead.delete(f"{members}/{eva.pk}", expect=200)["items"] == []
    agent = Caller(factories.with_role(Role.AGENT, factories.department("it")))
    agent.get(members, expect=403)
    agent.get("/organisation/teams/nobodys/members", expect=403)
    lead.get("/organisation/departments", expect=403)
