"""Publishing, retiring and arranging: versions never change, everything has its entry, departments keep
to their own.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories import (
    administrator,
    category,
    department,
    organization,
    package,
    person,
    service,
    team,
    with_role,
)
from ventanilla.core.access.choices import Role
from ventanilla.core.directory.actions import change
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.timeline.choices import SubjectKind
from ventanilla.core.timeline.models import Entry, Stream
from ventanilla.core.timeline.queries import verify
from ventanilla.records.catalog.actions import publish, retire, save_category
from ventanilla.records.catalog.choices import ServiceState
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.catalog.models import Service, ServiceVersion
from ventanilla.records.catalog.policies import may_ask, may_ask_for, may_design
from ventanilla.records.catalog.queries import (
    categories_for,
    designed_by,
    package_of,
    service_for,
    services_for,
)

pytestmark = pytest.mark.django_db

CUSTOMERS = {"fact": "person.organization_kind", "op": "is", "value": "customer"}


def test_publishing_makes_a_live_version_and_shows_it_in_the_catalogue() -> None:
    vpn = service(
        {"service": "vpn", "title": {"es": "VPN"}, "keywords": {"es": ["red"]}, "icon": "wifi"},
        confidential=True,
    )
    fresh = Service.objects.get(slug="vpn")
    assert (fresh.state, fresh.live_version, fresh.department.slug) == ("live", vpn.live_version, "it")
    assert (fresh.title, fresh.keywords, fresh.icon) == ({"es": "VPN"}, {"es": ["red"]}, "wifi")
    assert (fresh.owner.email, fresh.owner_team.slug) == ("lucia@acme.example", "it-equipment")
    assert (fresh.confidential, fresh.summary) == (True, {})
    assert fresh.stream == Stream.objects.get(subject_kind=SubjectKind.SERVICE, subject_id=str(fresh.pk))


def test_a_version_stays_as_it_was_when_the_next_is_published() -> None:
    first = service({"service": "vpn"}, title={"es": "Una"}).live_version
    second = service({"service": "vpn"}, title={"es": "Otra"}).live_version
    assert first
    assert second
    assert (first.number, second.number) == (1, 2)
    assert package_of(ServiceVersion.objects.get(pk=first.pk)).title == {"es": "Una"}
    assert package_of(second).title == Service.objects.get().title == {"es": "Otra"}


def test_the_same_package_again_gives_the_live_version_without_an_entry() -> None:
    built = package()
    service(built.to_document())
    again = publish(actor=None, package=built)
    assert again == Service.objects.get().live_version
    assert Entry.objects.filter(type="service.published").count() == 1


def test_entries_tell_who_published_what() -> None:
    first = service({"service": "vpn"}).live_version
    luis = with_role(Role.DESIGNER, department("it"), "Luis")
    publish(actor=luis, package=package({"service": "vpn"}), note="Con título nuevo")
    assert first
    retire(actor=luis, service=first.service, note="Ya no hace falta")
    published, changed, retired = Entry.objects.filter(stream=first.service.stream).order_by("position")
    with translation.override("en"):
        assert published.what.say("The portal") == "The portal published “vpn” (version 1)."
        assert changed.what.say(luis.name) == "Luis published version 2 of “vpn”, in place of 1."
        assert retired.what.say(luis.name) == "Luis retired “vpn”."
    assert (changed.actor, changed.what.detail(), retired.what.detail()) == (
        luis,
        "Con título nuevo",
        "Ya no hace falta",
    )
    assert changed.what.path("") == "/services/vpn/"
    assert list(verify()) == []


def test_a_retired_service_is_gone_from_the_catalogue_and_may_come_back() -> None:
    ana = person("Ana")
    built = package()
    vpn = service(built.to_document())
    retire(actor=None, service=vpn)
    assert not services_for(ana).exists()
    with pytest.raises(NotFound):
        service_for(ana, vpn.slug)
    with pytest.raises(Conflict):
        retire(actor=None, service=vpn)
    assert publish(actor=None, package=built).number == 2
    assert service_for(ana, vpn.slug).state == ServiceState.LIVE


def test_what_is_wrong_is_told_by_its_path_and_nothing_is_kept() -> None:
    department("it")
    with translation.override("en"), pytest.raises(PackageRefused) as refused:
        publish(actor=None, package=package(routing=[{"team": "nobody"}]))
    assert set(refused.value.fields) == {
        "category",
        "owner.person",
        "owner.team",
        "routing[0].team",
        "workflow[0].task.team",
    }
    assert not Service.objects.exists()
    assert not Entry.objects.filter(type="service.published").exists()


def test_departments_keep_to_their_own_services() -> None:
    vpn = service({"service": "vpn"})
    team("people", department=department("hr"))
    designer = with_role(Role.DESIGNER, department("it"), "Luis")
    rosa = with_role(Role.DEPARTMENT_ADMINISTRATOR, department("hr"), "Rosa")
    agent = with_role(Role.AGENT, department("it"), "Pepe")
    taken = package({"service": "vpn", "department": "hr"})
    for somebody, wanted in (
        (rosa, package({"service": "vpn"})),
        (rosa, taken),
        (designer, taken),
        (agent, package()),
    ):
        with pytest.raises(NotAllowed):
            publish(actor=somebody, package=wanted)
    with pytest.raises(NotAllowed):
        retire(actor=rosa, service=vpn)
    assert publish(actor=administrator(), package=taken).service.department.slug == "hr"
    assert (may_design(rosa, Service.objects.get()), may_design(designer, Service.objects.get())) == (
        True,
        False,
    )
    assert (list(designed_by(rosa)), list(designed_by(designer))) == ([vpn], [])


def test_a_service_is_for_its_audience() -> None:
    inside, outside = service(), service(audience=CUSTOMERS)
    ana, clara = person("Ana"), person("Clara", organization=organization("cliente"))
    assert (list(services_for(ana)), list(services_for(clara))) == ([inside], [outside])
    assert (may_ask(ana, inside), may_ask(clara, inside)) == (True, False)
    with pytest.raises(NotFound):
        service_for(clara, inside.slug)
    change(ana, actor=None, is_active=False)
    assert (may_ask(ana, inside), list(services_for(ana))) == (False, [])


def test_who_may_ask_for_whom() -> None:
    managers = {"fact": "requested_for.manager", "op": "is", "value": {"fact": "requester.id"}}
    own, anyone = service(), service(requested_for="anyone")
    reports = service(requested_for=managers)
    marta = person("Marta")
    ana = person("Ana", manager=marta)
    gone = person("Eva", is_active=False)
    clara = person("Clara", organization=organization("cliente"))
    agent = with_role(Role.AGENT, department("it"), "Luis")
    allowed = {
        (asker.given_name, kind, other.given_name)
        for asker in (marta, ana, agent)
        for kind, wanted in (("own", own), ("anyone", anyone), ("reports", reports))
        for other in (marta, ana, gone, clara)
        if may_ask_for(asker, wanted, other)
    }
    agents = {
        ("Luis", kind, name) for kind in ("own", "anyone", "reports") for name in ("Marta", "Ana", "Clara")
    }
    assert allowed - agents == {
        ("Marta", "own", "Marta"),
        ("Marta", "anyone", "Marta"),
        ("Marta", "anyone", "Ana"),
        ("Marta", "reports", "Marta"),
        ("Marta", "reports", "Ana"),
        ("Ana", "own", "Ana"),
        ("Ana", "anyone", "Ana"),
        ("Ana", "anyone", "Marta"),
        ("Ana", "reports", "Ana"),
    }
    assert agents <= allowed


def test_categories_count_what_one_may_ask_for_and_leave_the_empty_out() -> None:
    home = category("home", position=2)
    category("kitchen", parent=home)
    category("empty")
    category("hardware", position=1)
    for where in ("hardware", "kitchen", "kitchen", "home"):
        service(category=where)
    service(category="empty", audience=CUSTOMERS)
    ana = person("Ana")
    with CaptureQueriesContext(connection) as queries:
        shelves = categories_for(ana)
    assert len(queries) == 2
    assert [(shelf.category.slug, shelf.services) for shelf in shelves] == [("hardware", 1), ("home", 3)]
    assert [(child.category.slug, child.services) for child in shelves[1].children] == [("kitchen", 2)]


def test_categories_are_arranged_by_portal_administrators() -> None:
    with pytest.raises(NotAllowed):
        save_category(
            actor=with_role(Role.DEPARTMENT_ADMINISTRATOR, department()), slug="x", name={"es": "X"}
        )
    admin = administrator()
    save_category(actor=admin, slug="x", name={"es": "X"})
    save_category(actor=admin, slug="x", name={"es": "X"})
    moved = save_category(actor=admin, slug="x", name={"es": "Equis"}, parent=category("top"))
    assert moved.parent == category("top")
    entries = Entry.objects.filter(type="catalog.category_saved", payload__category="x").order_by("position")
    assert [entry.payload["labels"] for entry in entries] == [{"es": "X"}, {"es": "Equis"}]


def test_a_category_cannot_stand_below_itself_or_go_without_a_name() -> None:
    top = category("top")
    below = category("below", parent=top)
    with pytest.raises(Invalid) as refused:
        save_category(actor=None, slug="top", name={"es": "Top"}, parent=below)
    assert list(refused.value.fields) == ["parent"]
    with pytest.raises(Invalid) as refused:
        save_category(actor=None, slug="new", name={})
    assert list(refused.value.fields) == ["name"]


def test_a_package_is_parsed_once() -> None:
    version = service().live_version
    assert version
    assert package_of(version) is package_of(ServiceVersion.objects.get(pk=version.pk))
