from __future__ import annotations

import pytest

from tests.engines.workflow.laptop import fresh, world
from ventanilla.core.timeline.models import Entry
from ventanilla.records.assets import actions
from ventanilla.records.assets.actions import assign_from_stock
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    return world(stock=1)


def test_an_agent_adds_pieces_by_their_serial_numbers(client, w):
    client.force_login(w.luis)
    client.post("/desk/stock/air-13/", {"serials": "NEW-1\n\n NEW-2 \nNEW-1"})
    assert set(Asset.objects.values_list("serial", flat=True)) == {"AIR-001", "NEW-1", "NEW-2"}
    page = client.get("/desk/stock/").content.decode()
    assert "Air 13" in page


def test_a_known_serial_number_is_refused_whole_and_what_was_typed_is_kept(client, w):
    client.force_login(w.luis)
    answer = client.post("/desk/stock/air-13/", {"serials": "NEW-1\nAIR-001"})
    assert answer.status_code == 422
    assert "NEW-1\nAIR-001" in answer.content.decode()
    assert Asset.objects.count() == 1


def test_another_department_sees_nothing_of_it(client, w):
    client.force_login(w.felipe)
    assert client.get("/desk/stock/air-13/").status_code == 404
    assert client.post("/desk/stock/air-13/", {"serials": "X"}).status_code == 404
    assert "Air 13" not in client.get("/desk/stock/").content.decode()


def test_a_piece_comes_back(client, w):
    asset = assign_from_stock(model=w.model, person=w.ana, actor=None)
    client.force_login(fresh(w.luis))
    client.post(f"/desk/stock/air-13/return/{asset.pk}/")
    asset.refresh_from_db()
    assert asset.holder is None
    assert client.post(f"/desk/stock/air-13/return/{asset.pk}/", follow=True).status_code == 200


def test_a_piece_that_is_lost_goes_out_of_use_and_it_is_said_why(client, w):
    asset = assign_from_stock(model=w.model, person=w.ana, actor=None)
    client.force_login(fresh(w.luis))
    refused = client.post(f"/desk/stock/air-13/retire/{asset.pk}/", {"reason": " "}, follow=True)
    assert "Di por qué" in refused.content.decode()
    asset.refresh_from_db()
    assert asset.holder == w.ana
    client.post(f"/desk/stock/air-13/retire/{asset.pk}/", {"reason": "Left in a taxi"})
    asset.refresh_from_db()
    assert (asset.state, asset.holder) == (AssetState.RETIRED, None)
    assert Entry.objects.get(type="asset.retired").payload["reason"] == "Left in a taxi"
    client.get("/desk/stock/")  # where the confirmation is read
    assert "AIR-001" not in client.get("/desk/stock/air-13/").content.decode()


def test_the_shelf_of_a_licence_shows_its_seats_and_who_has_them(client, w):
    model = actions.add_model(
        slug="crm", name={"es": "CRM"}, department=w.model.department, actor=None, icon="key"
    )
    actions.set_seats(model=model, seats=3, actor=None)
    model.refresh_from_db()
    seat = actions.assign_from_stock(model=model, person=w.ana, actor=None)
    client.force_login(w.luis)
    shown = client.get("/desk/stock/crm/").content.decode()
    assert "2 puestos libres" in shown
    assert "Licencia con 3 puestos" in shown
    assert shown.count("<td>Ana") == 1
    assert seat.serial not in shown
    assert "Licencia con 3 puestos" in client.get("/desk/stock/").content.decode()
    freed = client.post(f"/desk/stock/crm/return/{seat.pk}/", follow=True).content.decode()
    assert "El puesto vuelve a estar libre." in freed
    assert "3 puestos libres" in freed
