"""Resources through the API: told, found and handed out, never asked for."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from tests import factories
from tests.engines.workflow.laptop import World
from tests.surfaces.api.calling import Caller
from ventanilla.core.files.actions import store
from ventanilla.engines.search.actions import rebuild
from ventanilla.records.catalog.actions import publish
from ventanilla.records.catalog.models import OpeningDay

pytestmark = pytest.mark.django_db
NOTHING = {"way": "", "text": "", "address": "", "name": "", "size": 0}
NOBODY = {"phone": "", "email": "", "place": "", "hours": ""}


def _sheet() -> None:
    files = {"es": "gastos.csv", "en": "expenses.csv"}
    package = factories.package(
        service="sheet", title={"en": "Sheet"}, kind="resource", file=files, form=[], workflow=[]
    )
    held = {name: store(actor=None, name=name, content=ContentFile(name.encode())) for name in files.values()}
    publish(actor=None, package=package, files=held)


def test_a_file_is_told_found_and_handed_out_in_the_callers_language(w: World) -> None:
    _sheet()
    rebuild()
    ana = Caller(w.ana, "en")
    told = {
        "way": "file",
        "text": "Downloads a spreadsheet (12 B)",
        "address": "/api/v1/services/sheet/file",
        "name": "expenses.csv",
        "size": 12,
        **NOBODY,
    }
    assert [one["opens"] for one in ana.get("/services")["items"] if one["slug"] == "sheet"] == [told]
    assert ana.get("/services/sheet")["opens"] == told
    assert [(hit["slug"], hit["opens"]) for hit in ana.get("/search?q=sheet")["items"]] == [("sheet", told)]
    assert ana.get("/services/sheet")["promised_at"] is None
    assert list(OpeningDay.objects.values_list("times", flat=True)) == []


def test_a_resource_is_never_asked_for(w: World) -> None:
    factories.service(service="vpn", kind="resource", link="https://vpn.acme.example", form=[], workflow=[])
    ana = Caller(w.ana, "en")
    ana.post("/tickets", {"service": "vpn", "answers": {}}, expect=404)
    ana.get("/services/vpn/file", expect=404)
    assert ana.get("/services/vpn")["opens"] == {
        **NOTHING,
        **NOBODY,
        "way": "link",
        "text": "Opens vpn.acme.example",
        "address": "https://vpn.acme.example",
    }
