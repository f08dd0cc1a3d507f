"""Resources: services that open something. One thing, said before it happens, for the audience alone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.factories import organization, person, service
from tests.factories import package as packaged
from ventanilla.core.blueprint import Package, PackageErrors, check
from ventanilla.core.files.actions import store
from ventanilla.core.files.jobs import sweep
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.engines.workflow.machine.lint import lint
from ventanilla.engines.workflow.runtime.simulation import replay, simulate
from ventanilla.records.catalog.actions import open_resource, publish
from ventanilla.records.catalog.choices import Way
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.catalog.models import OpeningDay, Service
from ventanilla.records.catalog.packages import (
    TextRefused,
    export_files,
    export_package,
    import_package,
)
from ventanilla.records.catalog.policies import may_ask, may_see
from ventanilla.records.catalog.queries import opened_most, service_for, service_to_ask, times_opened
from ventanilla.records.catalog.resources import Opens, file_of, opens_of
from ventanilla.records.tickets.actions import submit

VPN = {"service": "vpn-portal", "kind": "resource", "link": "https://vpn.acme.example/start"}
FILES = {"es": "gastos.csv", "en": "expenses.csv"}
NOTHING: dict[str, Any] = {"form": [], "workflow": []}


def resource(**fields: Any) -> Package:
    return packaged({"service": "thing", "kind": "resource", **NOTHING}, **fields)


def codes(package: Package) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in check(package)]


@pytest.mark.parametrize(
    "address",
    [
        "http://vpn.acme.example",
        "javascript:alert(1)",
        "https://acme.example@evil.example/",
        "https:///nothing",
        "https://vpn.acme.example/a b",
        "https://vpn.acme.example\\@evil.example",
        "//evil.example",
        "/services/",
        "https://vpn.acme.example:port",
    ],
)
def test_a_link_leads_to_a_host_over_tls_and_nowhere_else(address: str) -> None:
    with pytest.raises(PackageErrors) as refused:
        resource(link=address)
    assert [(one.path, one.code) for one in refused.value.problems] == [("link", "unsafe_link")]


@pytest.mark.parametrize("name", ["../secret.csv", "a/b.csv", ".env", "nothing", "a\\b.csv", "x.csv\n"])
def test_a_file_is_named_without_its_folder(name: str) -> None:
    with pytest.raises(PackageErrors) as refused:
        resource(file={"es": name})
    assert [(one.path, one.code) for one in refused.value.problems] == [("file.es", "bad_file_name")]


def test_a_contact_can_be_reached() -> None:
    for contact, code in (
        ({"hours": {"es": "9–5"}}, "contact_of_nobody"),
        ({"phone": "call us"}, "bad_phone"),
    ):
        with pytest.raises(PackageErrors) as refused:
            resource(contact=contact)
        assert [one.code for one in refused.value.problems] == [code]


def test_a_resource_opens_one_thing_and_asks_nothing() -> None:
    assert codes(resource()) == [("kind", "resource_opens_nothing")]
    assert codes(resource(link=VPN["link"], file="a.pdf")) == [("file", "resource_opens_twice")]
    asking = packaged({**VPN})  # with the form and the workflow of the factory
    assert codes(asking) == [("form", "resource_asks_nothing"), ("workflow", "resource_asks_nothing")]
    assert codes(packaged({}, link=VPN["link"])) == [("link", "only_in_resource")]


def test_the_linter_names_what_says_nothing_in_a_resource() -> None:
    idle = resource(
        link=VPN["link"], lead_time={"business_days": 2}, urgency="high", next_steps={"es": "Nada."}
    )
    found = [(each.spelled, each.code) for each in lint(idle)]
    assert sorted(found) == [(name, "field_unused") for name in ("lead_time", "next_steps", "urgency")]
    assert lint(resource(link=VPN["link"])) == []


@pytest.mark.django_db
def test_a_resource_is_seen_and_never_asked_for() -> None:
    vpn = service(VPN, **NOTHING)
    ana, clara = person("Ana"), person("Clara", organization=organization("client"))
    assert (may_see(ana, vpn), may_ask(ana, vpn), may_see(clara, vpn)) == (True, False, False)
    assert service_for(ana, "vpn-portal") == vpn
    with pytest.raises(NotFound, match="se abre, no se pide"):
        service_to_ask(ana, "vpn-portal")
    with pytest.raises(NotAllowed):
        submit(actor=ana, service=vpn, answers={})


@pytest.mark.django_db
def test_nothing_of_a_resource_can_be_played() -> None:
    ana, package = person("Ana"), packaged(VPN, **NOTHING)
    service({**VPN}, **NOTHING)
    for play in (
        lambda: simulate(package=package, person=ana, answers={}),
        lambda: replay(package),
    ):
        with pytest.raises(Invalid, match="no hay nada que probar"):
            play()


@pytest.mark.django_db
def test_openings_are_counted_for_those_it_is_for() -> None:
    vpn = service(VPN, **NOTHING)
    ana, clara = person("Ana"), person("Clara", organization=organization("client"))
    for _time in range(3):
        open_resource(actor=ana, service=vpn)
    with pytest.raises(NotFound):
        open_resource(actor=clara, service=vpn)
    assert list(OpeningDay.objects.values_list("service", "times")) == [(vpn.pk, 3)]
    assert (times_opened([vpn]), opened_most(days=7)) == ({vpn.pk: 3}, [vpn.pk])
    with pytest.raises(NotFound):
        open_resource(actor=ana, service=service({"service": "laptop"}))


@pytest.mark.django_db
def test_a_link_and_a_file_are_those_of_the_readers_language() -> None:
    links = {"es": "https://es.acme.example", "en": "https://en.acme.example"}
    guide = service({"service": "guide", "kind": "resource", "link": links}, **NOTHING)
    with translation.override("es"):
        assert opens_of(guide.opens) == Opens(Way.LINK, address="https://es.acme.example")
    with translation.override("en"):
        assert opens_of(guide.opens).host == "en.acme.example"  # type: ignore[union-attr]
    assert opens_of(service({"service": "laptop"}).opens) is None


def _stored(name: str, text: str) -> StoredFile:
    return store(actor=None, name=name, content=io.BytesIO(text.encode()))


@pytest.mark.django_db
def test_a_version_keeps_its_files_and_another_file_makes_another_version() -> None:
    package = resource(file=FILES)
    with pytest.raises(PackageRefused) as refused:
        publish(
            actor=None, package=service_package(package), files={"gastos.csv": _stored("gastos.csv", "a")}
        )
    assert list(refused.value.fields) == ["file.en"]
    both = {name: _stored(name, name) for name in FILES.values()}
    first = publish(actor=None, package=package, files=both)
    again = {name: _stored(name, name) for name in FILES.values()}
    assert publish(actor=None, package=package, files=again) == first
    assert publish(actor=None, package=package) == first
    other = publish(actor=None, package=package, files={"gastos.csv": _stored("gastos.csv", "otro")})
    assert other.number == first.number + 1
    thing = Service.objects.get(slug="thing")
    with translation.override("es"):
        assert content_of(thing) == b"otro"
        assert opens_of(thing.opens) == Opens(Way.FILE, name="gastos.csv", size=4, media_type="text/csv")
    with translation.override("en"):
        assert content_of(thing) == b"expenses.csv"
    assert {row.name: row.file.pk for row in first.files.all()} == {n: both[n].pk for n in both}


def content_of(thing: Service) -> bytes:
    with file_of(thing).content.open("rb") as content:
        return bytes(content.read())


def service_package(package: Package) -> Package:
    """Its department, category and owner are there."""
    service({"service": "laptop"})
    return package


@pytest.mark.django_db
def test_files_of_resources_are_kept_and_those_of_nobody_swept() -> None:
    service({"service": "laptop"})
    kept, idle = _stored("a.csv", "a"), _stored("b.csv", "b")
    publish(actor=None, package=resource(file="a.csv"), files={"a.csv": kept})
    StoredFile.objects.update(created_at="2020-01-01T00:00Z")
    sweep()
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.pk]
    assert idle.pk != kept.pk


TEXT = """
schema: 1
service: expense-template
kind: resource
department: it
category: hardware
owner: {person: lucia@acme.example, team: it-equipment}
title: {es: Plantilla, en: Template}
file: gastos.csv
"""


@pytest.mark.django_db
def test_a_package_is_brought_in_and_handed_out_with_its_files(tmp_path: Path) -> None:
    service({"service": "laptop"})
    with pytest.raises(TextRefused, match=r"file.*carpeta «files»"):
        import_package(TEXT, actor=None, folder=tmp_path)
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "gastos.csv").write_bytes(b"\x00\x01")
    with pytest.raises(TextRefused, match=r"file.*«gastos.csv» no sirve aquí"):
        import_package(TEXT, actor=None, folder=tmp_path)
    (tmp_path / "files" / "gastos.csv").write_text("a,b\n")
    version = import_package(TEXT, actor=None, folder=tmp_path)
    assert import_package(export_package(version.service), actor=None) == version
    assert [(name, row.size) for name, row in export_files(version.service).items()] == [("gastos.csv", 4)]
