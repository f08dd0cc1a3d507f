"""Equipment, budgets and announcements through the API, for those who keep them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from tests import factories
from tests.records.assets.conftest import Place, make_place
from tests.records.budgets.conftest import NOW, Accounts, accounts_of_acme
from tests.surfaces.api.calling import Caller
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.people.models import Department, Person
from ventanilla.records.assets.actions import add_model, assign_from_stock
from ventanilla.records.assets.models import Asset
from ventanilla.records.budgets.models import Budget

pytestmark = pytest.mark.django_db


def send(caller: Caller, method: str, path: str, body: Any, *, expect: int = 200) -> Any:
    response = caller.raw(method, path, json.dumps(body))
    assert response.status_code == expect, response.content.decode()
    return response.json()


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def accounts() -> Accounts:
    with clock.frozen(NOW):
        made = accounts_of_acme()
        made.take("650", reference="REQ-8")
    return made


def test_pieces_are_put_in_stock_come_back_and_go_out_of_use(place: Place) -> None:
    luis, path = Caller(place.agent, "en"), "/desk/stock/pro-14"
    added = luis.post(f"{path}/pieces", {"serials": ["P-1", " P-2 ", "P-1", ""]})["items"]
    assert [row["serial"] for row in added] == ["P-1", "P-2"]
    assign_from_stock(model=place.laptop, person=place.ana, actor=None)
    (model,) = luis.get("/desk/stock")["items"]
    assert (model["slug"], model["in_stock"], model["handed_out"], model["seats"]) == ("pro-14", 1, 1, None)
    pieces = {row["serial"]: row for row in luis.get(path)["items"]}
    assert (pieces["P-1"]["state"], pieces["P-1"]["holder"]["email"]) == ("assigned", place.ana.email)
    held = f"{path}/pieces/{pieces['P-1']['id']}"
    assert luis.post(f"{held}/return", expect=200)["holder"] is None
    luis.post(f"{held}/return", expect=409)
    for reason in ("", "  "):
        assert list(luis.post(f"{held}/retirement", {"reason": reason}, expect=422)["fields"]) == ["reason"]
    assert luis.post(f"{held}/retirement", {"reason": "Broken"}, expect=200)["state"] == "retired"
    luis.post(f"{held}/retirement", {"reason": "Broken"}, expect=409)
    assert [row["serial"] for row in luis.get(path)["items"]] == ["P-2"]


def test_pieces_come_all_or_none(place: Place) -> None:
    luis, path = Caller(place.agent, "en"), "/desk/stock/pro-14/pieces"
    luis.post(path, {"serials": ["P-1"]})
    for serials in (["P-2", "P-1"], [], ["  "], [f"N-{n}" for n in range(101)], ["x" * 101]):
        assert list(luis.post(path, {"serials": serials}, expect=422)["fields"]) == ["serials"]
    luis.post(path, {"serials": "P-9"}, expect=422)
    assert Asset.objects.count() == 1


def test_a_licence_has_seats(place: Place) -> None:
    luis = Caller(place.agent)
    it = Department.objects.get(slug="it")
    licence = add_model(actor=None, slug="photo", name={"en": "Photo"}, department=it)
    shown = send(luis, "PUT", "/desk/stock/photo/seats", {"seats": 2})
    assert (shown["seats"], shown["in_stock"]) == (2, 2)
    assign_from_stock(model=licence, person=place.ana, actor=None)
    (taken,) = (row for row in luis.get("/desk/stock/photo")["items"] if row["holder"])
    luis.post(f"/desk/stock/photo/pieces/{taken['id']}/retirement", {"reason": "Sold"}, expect=409)
    for seats in (-1, 10_001, "2", None):
        send(luis, "PUT", "/desk/stock/photo/seats", {"seats": seats}, expect=422)
    luis.post("/desk/stock/pro-14/pieces", {"serials": ["P-1"]})
    send(luis, "PUT", "/desk/stock/pro-14/seats", {"seats": 2}, expect=409)


def test_equipment_of_others_is_not_there(place: Place) -> None:
    Caller(place.agent).post("/desk/stock/pro-14/pieces", {"serials": ["P-1"]})
    piece = Asset.objects.get()
    for person in (place.other_agent, place.ana):
        call = Caller(person)
        assert call.get("/desk/stock")["items"] == []
        call.get("/desk/stock/pro-14", expect=404)
        call.post("/desk/stock/pro-14/pieces", {"serials": ["P-2"]}, expect=404)
        call.post(f"/desk/stock/pro-14/pieces/{piece.pk}/retirement", {"reason": "?"}, expect=404)
        send(call, "PUT", "/desk/stock/pro-14/seats", {"seats": 1}, expect=404)


def test_budgets_say_what_is_left_and_are_set_by_who_keeps_the_accounts(accounts: Accounts) -> None:
    with clock.frozen(NOW):
        carmen = Caller(accounts.carmen, "en")
        budgets = carmen.get("/desk/budgets", year="2027")["items"]
        (budget,) = (row for row in budgets if row["centre"]["code"] == "CC-200")
        assert budget["year"] == 2027
        assert [budget[name]["amount"] for name in ("amount", "reserved", "spent", "left")] == [
            "1000.00",
            "650.00",
            "0.00",
            "350.00",
        ]
        (taken,) = carmen.get("/desk/budgets/CC-200/taken")["items"]
        assert (taken["number"], taken["amount"]) == ("REQ-8", {"amount": "650.00", "currency": "EUR"})
        body = {"amount": "600.00", "reason": "Less this year"}
        (year,) = send(carmen, "PUT", "/desk/budgets/CC-200/2027", body)["years"]
        assert (year["amount"]["amount"], year["left"]["amount"]) == ("600.00", "-50.00")
        assert "CC-200" in [row["code"] for row in carmen.get("/desk/budgets", year="2031")["without"]]
        for amount in ("", "-1", "1.234", "1e3", "ten", 5, "9999999999999"):
            send(carmen, "PUT", "/desk/budgets/CC-200/2027", {"amount": amount}, expect=422)
        for year_ in ("1999", "2100", "x"):
            send(carmen, "PUT", f"/desk/budgets/CC-200/{year_}", {"amount": "1"}, expect=422)
        carmen.get("/desk/budgets", year="1999", expect=422)
        carmen.get("/desk/budgets/CC-999", expect=404)
        carmen.get("/desk/budgets/%00", expect=422)
    assert Budget.objects.get(cost_centre=accounts.centre, year=2027).amount == 600


def test_budgets_are_seen_by_who_answers_for_them_and_set_by_others(accounts: Accounts) -> None:
    owner = Caller(accounts.centre.owner)
    assert owner.get("/desk/budgets/CC-200")["code"] == "CC-200"
    send(owner, "PUT", "/desk/budgets/CC-200/2027", {"amount": "5"}, expect=403)
    outsider = Caller(factories.person("Otto", organization=factories.organization("otra")))
    assert outsider.get("/desk/budgets", year="2027")["items"] == []
    outsider.get("/desk/budgets/CC-200", expect=404)
    outsider.get("/desk/budgets/CC-200/taken", expect=404)
    send(outsider, "PUT", "/desk/budgets/CC-200/2027", {"amount": "5"}, expect=404)


@pytest.fixture
def admin() -> Caller:
    return Caller(factories.administrator(), "en")


def test_something_is_announced_changed_and_ended(admin: Caller) -> None:
    ana = Caller(factories.person("Ana"), "en")
    soon = (clock.now() + timedelta(days=1)).isoformat()
    made = admin.post("/desk/announcements", {"title": {"es": "Aviso", "en": "Notice"}, "tone": "caution"})
    assert (made["tone"], made["ends_at"], made["people"] >= 2) == ("caution", None, True)
    path = f"/desk/announcements/{made['id']}"
    assert [row["title"] for row in ana.get("/announcements")["items"]] == ["Notice"]
    changed = send(admin, "PATCH", path, {"title": {"en": "News"}, "ends_at": soon, "pinned": True})
    assert (changed["title"], changed["pinned"], changed["tone"]) == (
        {"es": "Aviso", "en": "News"},
        True,
        "caution",
    )
    assert send(admin, "PATCH", path, {"ends_at": None})["ends_at"] is None
    assert [row["id"] for row in admin.get("/desk/announcements")["items"]] == [made["id"]]
    assert admin.get("/desk/announcements", show="over")["items"] == []
    for _twice in range(2):
        assert admin.post(f"{path}/end", expect=200)["ends_at"]
    assert [row["id"] for row in admin.get("/desk/announcements", show="over")["items"]] == [made["id"]]
    assert ana.get("/announcements")["items"] == []


def test_announcements_that_make_no_sense_are_refused_by_field(admin: Caller) -> None:
    title, past = {"en": "Notice"}, (clock.now() - timedelta(days=1)).isoformat()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "title"),
        ({"title": {}}, "title"),
        ({"title": {"en": "x" * 121}}, "title"),
        ({"title": title, "link": "javascript:alert(1)"}, "link"),
        ({"title": title, "ends_at": past}, "ends_at"),
        ({"title": title, "starts_at": "0001-01-01T00:00:00"}, "starts_at"),
        ({"title": title, "departments": ["nowhere"]}, "departments"),
        ({"title": title, "places": ["nowhere"]}, "places"),
        ({"title": title, "department": "nowhere"}, "department"),
        ({"title": title, "tone": "loud"}, "tone"),
        ({"title": title, "tells": "yes"}, "tells"),
    ]
    for body, field in wrong:
        assert list(admin.post("/desk/announcements", body, expect=422)["fields"]) == [field]
    assert admin.get("/desk/announcements")["items"] == []


def test_a_department_announces_to_its_own_people_alone(admin: Caller) -> None:
    factories.department("hr")
    iris = Caller(
        factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, factories.department("it"), "Iris"), "en"
    )
    made = iris.post("/desk/announcements", {"title": {"en": "Ours"}})
    assert (made["department"], made["departments"]) == ("it", ["it"])
    for wrong, field in (({"departments": []}, "departments"), ({"department": None}, "department")):
        refused = iris.post("/desk/announcements", {"title": {"en": "X"}, **wrong}, expect=422)
        assert list(refused["fields"]) == [field]
    iris.post("/desk/announcements", {"title": {"en": "X"}, "departments": ["hr"]}, expect=403)
    theirs = admin.post("/desk/announcements", {"title": {"en": "Of the portal"}})
    path = f"/desk/announcements/{theirs['id']}"
    iris.get(path, expect=404)
    send(iris, "PATCH", path, {"pinned": True}, expect=404)
    iris.post(f"{path}/end", expect=404)
    assert [row["id"] for row in iris.get("/desk/announcements")["items"]] == [made["id"]]
    ana = Caller(_somebody())
    for call in ("/desk/announcements", path):
        ana.get(call, expect=403)
    ana.post("/desk/announcements", {"title": {"en": "X"}}, expect=403)


def _somebody() -> Person:
    return factories.person("Ana")
