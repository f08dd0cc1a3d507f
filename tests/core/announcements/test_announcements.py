"""Who is told what, when, and who may tell it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.jobs import run_jobs
from ventanilla.core.access.choices import Role
from ventanilla.core.access.models import AudienceMember
from ventanilla.core.announcements import actions, queries
from ventanilla.core.announcements.models import Announcement, Dismissal
from ventanilla.core.announcements.policies import may_announce
from ventanilla.core.announcements.reach import Reach
from ventanilla.core.directory import actions as directory
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Location, Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Notification

pytestmark = pytest.mark.django_db


def announce(**values):
    plain = {"title": {"es": "Aviso"}, "text": {}, "reach": Reach(), "starts_at": clock.now()}
    return actions.save(**{"actor": None, **plain, **values})


def seen(person):
    return queries.announcements_for(Person.objects.get(pk=person.pk))


@pytest.fixture
def places():
    madrid = directory.add(Location, actor=None, slug="madrid", name={"es": "Madrid"})
    return madrid, directory.add(Location, actor=None, slug="hq", name={"es": "Sede"}, parent=madrid)


def test_while_nothing_is_on_nobody_asks_the_database(django_assert_num_queries):
    ana = factories.person()
    announce(starts_at=clock.now() + timedelta(days=1))
    queries.stretches()
    with django_assert_num_queries(0):
        assert queries.announcements_for(ana) == []
    row = announce()
    queries.stretches()
    with django_assert_num_queries(1):
        assert queries.announcements_for(ana) == [row]


def test_it_begins_and_ends_by_itself():
    ana, now = factories.person(), clock.now()
    row = announce(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    for minutes, there in ((0, False), (59, False), (60, True), (119, True), (120, False)):
        with clock.frozen(now + timedelta(minutes=minutes)):
            assert seen(ana) == ([row] if there else []), minutes


def test_it_is_seen_by_those_whom_it_is_for_and_by_nobody_else(places):
    madrid, hq = places
    it, marketing = factories.department("it"), factories.department("marketing")
    cliente = factories.organization("cliente")
    ana = factories.person("Ana", department=marketing, location=hq)
    luis = factories.person("Luis", department=it, location=madrid)
    eva = factories.person("Eva", department=marketing)
    clara = factories.person("Clara", organization=cliente)
    everybody = {ana, luis, eva, clara}
    for reach, wanted in (
        (Reach(), everybody),
        (Reach(departments=("marketing",)), {ana, eva}),
        (Reach(departments=("marketing", "it")), {ana, eva, luis}),
        (Reach(places=("madrid",)), {ana, luis}),
        (Reach(places=("madrid/hq",)), {ana}),
        (Reach(departments=("marketing",), places=("madrid",)), {ana}),
        (Reach(kinds=("customer",)), {clara}),
        (Reach(departments=("nowhere",)), set()),
    ):
        row = announce(reach=reach)
        assert {person for person in everybody if row in seen(person)} == wanted, reach
        assert {person for person in everybody if row in queries.current(person)} == wanted, reach
        assert set(reach.people()) == wanted, reach
        for outside in everybody - wanted:
            with pytest.raises(NotFound):
                queries.seen_by(outside, row.pk)
            with pytest.raises(NotFound):
                actions.dismiss(actor=outside, announcement=row)


def test_who_moves_in_or_out_sees_it_or_no_more():
    marketing, it = factories.department("marketing"), factories.department("it")
    ana = factories.person("Ana", department=it)
    row = announce(reach=Reach(departments=("marketing",)))
    assert seen(ana) == []
    directory.change(ana, actor=None, department=marketing)
    assert seen(ana) == [row]
    directory.change(ana, actor=None, department=it)
    assert seen(ana) == []


def test_put_away_it_is_gone_for_one_alone_and_one_that_must_stay_stays():
    ana, eva = factories.person("Ana"), factories.person("Eva")
    row, stays = announce(), announce(dismissible=False)
    actions.dismiss(actor=ana, announcement=row)
    actions.dismiss(actor=ana, announcement=row)
    actions.dismiss(actor=ana, announcement=stays)
    assert (seen(ana), seen(eva)) == ([stays], [stays, row])
    assert Dismissal.objects.count() == 1
    assert row in queries.current(ana)


def test_pinned_ones_come_first_then_the_latest():
    ana, now = factories.person(), clock.now()
    old = announce(starts_at=now - timedelta(days=2))
    pinned = announce(starts_at=now - timedelta(days=3), pinned=True)
    new = announce(starts_at=now - timedelta(days=1))
    assert seen(ana) == [pinned, new, old]


def test_administrators_of_a_department_speak_to_its_own_people_only():
    it, hr = factories.department("it"), factories.department("hr")
    iris = factories.with_role(Role.DEPARTMENT_ADMINISTRATOR, it, "Iris")
    admin = factories.administrator()
    own = announce(actor=iris, department=it, reach=Reach(departments=("it",)))
    for department, reach in (
        (None, Reach(departments=("it",))),
        (it, Reach()),
        (it, Reach(kinds=("internal",))),
        (it, Reach(departments=("it", "hr"))),
        (hr, Reach(departments=("it",))),
    ):
        with pytest.raises(NotAllowed):
            announce(actor=iris, department=department, reach=reach)
    theirs = announce(actor=admin, department=hr, reach=Reach(departments=("hr",)))
    assert list(queries.kept_by(iris)) == [own]
    assert set(queries.kept_by(admin)) == {own, theirs}
    with pytest.raises(NotFound):
        queries.to_change(iris, theirs.pk)
    with pytest.raises(NotAllowed):
        actions.take_down(actor=iris, announcement=theirs)
    with pytest.raises(NotAllowed):
        announce(actor=iris, announcement=theirs, department=it, reach=Reach(departments=("it",)))


def test_nobody_else_announces():
    it = factories.department("it")
    for person in (
        factories.person(),
        factories.with_role(Role.AGENT, it, "Luis"),
        factories.with_role(Role.DESIGNER, it, "Rosa"),
    ):
        assert not may_announce(person)
        with pytest.raises(NotAllowed):
            announce(actor=person, department=it, reach=Reach(departments=("it",)))
        with pytest.raises(NotAllowed):
            queries.kept_by(person)


def test_what_is_done_is_recorded_with_old_and_new():
    admin = factories.administrator("Alba")
    row = announce(actor=admin)
    announce(actor=admin, announcement=row, starts_at=row.starts_at, pinned=True)
    announce(actor=admin, announcement=row, starts_at=row.starts_at, pinned=True)
    actions.take_down(actor=admin, announcement=row)
    actions.take_down(actor=admin, announcement=row)
    entries = Entry.objects.filter(stream__subject_id=f"announcement:{row.pk}").order_by("position")
    assert [entry.type for entry in entries] == [
        "announcement.made",
        "announcement.changed",
        "announcement.ended",
    ]
    assert entries[1].payload["changes"] == {"pinned": [False, True]}
    assert [entry.what.say("Alba") for entry in entries] == [
        "Alba ha publicado el aviso «Aviso».",
        "Alba ha cambiado el aviso «Aviso».",
        "Alba ha retirado el aviso «Aviso».",
    ]
    assert seen(factories.person()) == []


def test_who_is_to_be_told_is_told_once_some_at_a_time_when_it_begins(monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    marketing = factories.department("marketing")
    people = [factories.person("Ana", department=marketing) for _each in range(5)]
    factories.person("Luis")
    gone = factories.person("Eva", department=marketing)
    directory.change(gone, actor=None, is_active=False)
    now = clock.now()
    row = announce(
        title={"es": "Nos mudamos", "en": "We are moving"},
        reach=Reach(departments=("marketing",)),
        starts_at=now + timedelta(hours=1),
        tells=True,
    )
    assert actions.tell_some(row.pk) is False
    with clock.frozen(now + timedelta(hours=1)):
        while actions.tell_some(row.pk):
            pass
        announce(announcement=row, starts_at=row.starts_at, reach=Reach(), tells=True)
        assert actions.tell_some(row.pk) is False
        run_jobs()
    told = Entry.objects.filter(type="announcement.told").order_by("pk")
    assert [len(entry.payload["people"]) for entry in told] == [2, 2, 1]
    news = Notification.objects.all()
    assert {notification.person_id for notification in news} == {person.pk for person in people}
    assert news.count() == 5
    assert {(notification.title, notification.path) for notification in news} == {
        ("Nos mudamos", "/announcements/")
    }


def test_what_was_taken_down_before_it_began_tells_nobody():
    factories.person()
    row = announce(starts_at=clock.now() + timedelta(hours=1), tells=True)
    actions.take_down(actor=None, announcement=row)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert actions.tell_some(row.pk) is False
    assert not Entry.objects.filter(type="announcement.told").exists()
    row.refresh_from_db()
    assert row.starts_at == row.ends_at


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": {}}, "title"),
        ({"title": {"es": "  "}}, "title"),
        ({"title": {"es": "x" * 121}}, "title"),
        ({"text": {"es": "a\x00b"}}, "text"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "//evil.example"}, "link"),
        ({"link": "/\\evil.example"}, "link"),
        ({"ends_at": clock.now() - timedelta(days=1)}, "ends_at"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(values, field):
    with pytest.raises(Invalid) as refused:
        announce(**values)
    assert list(refused.value.fields) == [field]
    assert not Announcement.objects.exists()


def test_equal_reaches_share_an_audience_and_say_themselves(places):
    factories.department("it", name={"es": "Informática"})
    factories.department("hr", name={"es": "Personas"})
    reach = Reach(departments=("it", "hr"), places=("madrid",), kinds=("internal",))
    assert announce(reach=reach).audience == announce(reach=reach).audience
    assert reach.words() == "Informática o Personas, en Madrid, nuestra gente"
    assert Reach().words() == "todo el mundo"
    assert not AudienceMember.objects.exists()
