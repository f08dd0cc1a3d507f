"""Opening resources: said before it happens, through the portal's own address, for their audience."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile

from tests import factories
from ventanilla.core.files.actions import store
from ventanilla.engines.search import traces
from ventanilla.engines.search.actions import rebuild
from ventanilla.engines.search.models import Opening
from ventanilla.records.catalog.actions import open_resource, publish
from ventanilla.records.catalog.models import OpeningDay, Service

CONTACT = {"phone": "+34 910 000-120", "email": "help+desk@acme.example", "place": {"en": "Floor 1"}}


def resource(slug: str = "vpn", **fields: Any) -> Service:
    title = {"es": slug.capitalize(), "en": slug.capitalize()}
    return factories.service(service=slug, title=title, kind="resource", form=[], workflow=[], **fields)


@pytest.fixture
def vpn(ana: Any) -> Service:
    return resource(link="https://vpn.acme.example/start?a=1")


def counted() -> int:
    return sum(OpeningDay.objects.values_list("times", flat=True))


def test_a_link_is_told_and_then_opened(ana: Any, vpn: Service, as_: Any) -> None:
    for url in ("/services/", "/services/vpn/"):
        page = as_(ana).get(url).content.decode()
        assert "vpn.acme.example" in page
        assert 'href="/services/vpn/open/"' in page
        assert "https://vpn.acme.example" not in page
    assert "/services/vpn/ask/" not in page
    answer = as_(ana).get("/services/vpn/open/")
    assert (answer.status_code, answer["Location"]) == (302, "https://vpn.acme.example/start?a=1")
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert as_(ana).head("/services/vpn/open/").status_code == 302
    assert counted() == 1


def test_for_others_it_is_not_there_and_nothing_is_counted(clara: Any, vpn: Service, as_: Any) -> None:
    for url in ("/services/vpn/", "/services/vpn/open/"):
        assert as_(clara).get(url).status_code == 404
    assert "vpn.acme.example" not in as_(clara).get("/services/").content.decode()
    assert counted() == 0


def test_a_contact_is_called_or_written_to(ana: Any, as_: Any) -> None:
    resource("desk", contact=CONTACT)
    page = as_(ana).get("/services/desk/").content.decode()
    assert all(words in page for words in ("+34 910 000-120", "help+desk@acme.example", "Floor 1"))
    opened = {
        by: as_(ana).get(f"/services/desk/open/?by={by}")["Location"] for by in ("", "phone", "email", "?")
    }
    call, write = "tel:+34910000120", "mailto:help+desk@acme.example"
    assert opened == {"": call, "phone": call, "email": write, "?": call}


def test_a_place_is_only_told(ana: Any, as_: Any) -> None:
    resource("lost-property", contact={"place": {"en": "Reception"}})
    assert "Reception" in as_(ana).get("/services/").content.decode()
    assert as_(ana).get("/services/lost-property/open/").status_code == 404
    assert counted() == 0


def test_a_file_is_downloaded_under_its_name(ana: Any, as_: Any) -> None:
    package = factories.package(service="sheet", kind="resource", file="gastos.csv", form=[], workflow=[])
    held = store(actor=None, name="gastos.csv", content=ContentFile(b"a,b\n"))
    factories.service(service="other")
    publish(actor=None, package=package, files={"gastos.csv": held})
    answer = as_(ana).get("/services/sheet/open/")
    assert b"".join(answer.streaming_content) == b"a,b\n"
    assert answer["Content-Disposition"] == 'attachment; filename="gastos.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_asked_for_can_not_be_opened_and_the_other_way_round(
    ana: Any, laptop: Service, vpn: Service, as_: Any
) -> None:
    assert as_(ana).get("/services/laptop/open/").status_code == 404
    assert as_(ana).get("/services/vpn/ask/").status_code == 404
    assert as_(ana).post("/order/services/", {"add": "vpn"}).status_code == 404


def test_opened_from_the_search_it_is_the_answer_to_what_was_looked_for(
    ana: Any, vpn: Service, as_: Any
) -> None:
    rebuild()
    page = as_(ana).get("/search/?q=vpn").content.decode()
    assert "Opens vpn.acme.example" in page
    trace = page.partition('href="/services/vpn/open/?need=')[2].partition('"')[0]
    assert traces.read(trace.replace("%3A", ":")) is not None
    as_(ana).get(f"/services/vpn/open/?need={trace}")
    assert list(Opening.objects.values_list("subject", "position")) == [(f"service:{vpn.pk}", 1)]


def test_the_first_page_shows_two_of_the_most_opened_among_the_most_asked(
    ana: Any, laptop: Service, as_: Any
) -> None:
    cache.clear()
    for slug, times in (("one", 1), ("two", 2), ("three", 3)):
        found = resource(slug, link=f"https://{slug}.acme.example")
        for _time in range(times):
            open_resource(actor=ana, service=found)
    cache.set("tickets.asked_most.90", [laptop.pk, factories.service(service="other").pk], 60)
    page = as_(ana).get("/").content.decode()
    cache.clear()
    shown = [
        slug for slug in ("laptop", "other", "three", "two", "one") if f'href="/services/{slug}/"' in page
    ]
    assert shown == ["laptop", "other", "three", "two"]
