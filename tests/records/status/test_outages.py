"""Outages and planned work: who may, what follows, and who is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.jobs import run_jobs
from tests.records.status.world import World, fresh
from ventanilla.core.access.choices import Role
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, NotFound
from ventanilla.core.people.models import Person
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.notifications.models import Notification
from ventanilla.records.catalog.models import ListRow
from ventanilla.records.status import actions
from ventanilla.records.status.actions.components import ComponentValues
from ventanilla.records.status.choices import Health, Stage, Wants
from ventanilla.records.status.jobs import sweep
from ventanilla.records.status.models import Component, Outage
from ventanilla.records.status.queries import (
    board,
    desk_outages,
    known_for_service,
    notices_for,
    outage_at_desk,
    outage_for,
)

MADRID = ZoneInfo("Europe/Madrid")
SAID = {"es": "Es el proveedor.", "en": "It is the provider."}


def types_of(outage: Outage) -> list[str]:
    return list(
        Entry.objects.filter(stream=outage.stream).order_by("position").values_list("type", flat=True)
    )


def news_of(person: Person) -> list[str]:
    return list(Notification.objects.filter(person=person).order_by("pk").values_list("title", flat=True))


def test_an_outage_is_opened_told_of_and_ended(w: World) -> None:
    outage = w.outage(text={"es": "Lo miramos."})
    actions.update(actor=w.luis, outage=outage, state=Stage.IDENTIFIED, text=SAID)
    ended = actions.end(actor=w.luis, outage=outage, text={"en": "It works."})
    assert (ended.state, ended.over_at is not None) == (Stage.OVER, True)
    assert types_of(outage) == ["status.outage_opened", "status.outage_updated", "status.outage_over"]
    said = [(row.state, row.text) for row in outage.updates.order_by("pk")]
    assert said == [
        ("investigating", {"es": "Lo miramos."}),
        ("identified", SAID),
        ("over", {"en": "It works."}),
    ]


def test_what_is_over_is_over(w: World) -> None:
    outage = w.outage()
    actions.end(actor=w.luis, outage=outage)
    with pytest.raises(Conflict):
        actions.end(actor=w.luis, outage=outage)
    with pytest.raises(Conflict):
        actions.update(actor=w.luis, outage=outage, state=Stage.WATCHING, text=SAID)
    assert types_of(outage).count("status.outage_over") == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": {"es": " "}}, "title"),
        ({"title": {"es": "x" * 121}}, "title"),
        ({"state": "over"}, "state"),
        ({"state": "scheduled"}, "state"),
        ({"started_at": clock.now() + timedelta(days=400)}, "started_at"),
        ({"started_at": clock.now() - timedelta(days=400)}, "started_at"),
        ({"next_update_at": clock.now() - timedelta(days=400)}, "next_update_at"),
        ({"next_update_at": clock.now() + timedelta(days=4000)}, "next_update_at"),
        ({"text": {"es": "x" * 5001}}, "text"),
    ],
)
def test_what_cannot_be_is_refused_by_field(w: World, values: dict[str, object], field: str) -> None:
    given = {"title": {"es": "El correo no va"}, "components": {w.email: Health.DOWN}, **values}
    with pytest.raises(Invalid) as refused:
        actions.open_outage(actor=w.luis, **given)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]
    assert not Outage.objects.exists()


def test_it_touches_something_and_says_how_badly(w: World) -> None:
    title = {"es": "El correo no va"}
    for components in ({}, {w.email: "up"}, {w.email: "nonsense"}):
        with pytest.raises(Invalid) as refused:
            actions.open_outage(actor=w.luis, title=title, components=components)
        assert list(refused.value.fields) == ["components"]


def test_only_who_keeps_it_opens_and_ends(w: World) -> None:
    with pytest.raises(NotAllowed):
        actions.open_outage(actor=w.ana, title={"es": "x"}, components={w.email: Health.DOWN})
    with pytest.raises(NotAllowed):
        actions.open_outage(
            actor=w.luis, title={"es": "x"}, components={w.email: Health.DOWN, w.lifts: Health.DOWN}
        )
    outage = w.outage()
    for person in (w.ana, w.felipe, w.clara):
        with pytest.raises(NotAllowed):
            actions.end(actor=fresh(person), outage=outage)
        with pytest.raises(NotAllowed):
            actions.update(actor=fresh(person), outage=outage, state=Stage.WATCHING, text=SAID)
    admin = factories.administrator()
    assert actions.end(actor=admin, outage=outage).state == Stage.OVER


def test_what_it_touches_is_put_right_with_an_update(w: World) -> None:
    outage = w.outage()
    actions.update(
        actor=w.luis,
        outage=outage,
        state=Stage.WATCHING,
        text=SAID,
        components={w.email: Health.DEGRADED, w.app: Health.DOWN},
    )
    assert dict(outage.touches.values_list("component__slug", "health")) == {
        "email": "degraded",
        "app": "down",
    }
    changed = Entry.objects.get(stream=outage.stream, type="status.outage_changed")
    assert changed.payload["changes"] == {"email": ["down", "degraded"], "app": ["up", "down"]}
    with pytest.raises(NotAllowed):
        actions.update(
            actor=w.luis, outage=outage, state=Stage.WATCHING, text=SAID, components={w.lifts: Health.DOWN}
        )


def test_each_sees_what_concerns_them(w: World) -> None:
    mail, app = w.outage(), w.outage(w.app)
    seen = {
        person.given_name: set(Outage.objects.visible_to(fresh(person)).values_list("pk", flat=True))
        for person in (w.ana, w.clara, w.luis, w.felipe)
    }
    both = {mail.pk, app.pk}
    assert seen == {"Ana": both, "Clara": {app.pk}, "Luis": both, "Felipe": both}
    assert not Outage.objects.visible_to(None).exists()
    Component.objects.filter(pk=w.app.pk).update(public=True)
    assert list(Outage.objects.visible_to(None)) == [app]
    with pytest.raises(NotFound):
        outage_for(w.clara, mail.pk)
    with pytest.raises(NotFound):
        outage_at_desk(w.felipe, mail.pk)
    assert [row.pk for row in desk_outages(w.felipe).items] == []


def test_of_an_outage_one_sees_only_what_is_ones_own(w: World) -> None:
    both = w.outage(w.email, w.app)
    seen = outage_for(w.clara, both.pk)
    assert [row.component.slug for row in seen.shown] == ["app"]  # type: ignore[attr-defined]


def test_followers_are_told_of_updates_as_they_chose_and_once_of_the_end(w: World) -> None:
    outage = w.outage()
    actions.follow(actor=w.ana, outage=outage, affected=True, wants=Wants.EVERYTHING)
    actions.follow(actor=w.marta, outage=outage, wants=Wants.END)
    quiet = factories.person("Hugo", language="en")
    actions.follow(actor=quiet, outage=outage, affected=True, wants=Wants.NOTHING)
    actions.update(actor=w.luis, outage=outage, state=Stage.IDENTIFIED, text=SAID)
    actions.end(actor=w.luis, outage=outage, text={"en": "It works."})
    run_jobs()
    assert news_of(w.ana) == ["News of “Mail is out”.", "It is over: Mail is out."]
    assert news_of(w.marta) == ["It is over: Mail is out."]
    assert news_of(quiet) == []
    assert actions.tell_over(outage) == []
    run_jobs()
    assert len(news_of(w.ana)) == 2


def test_who_follows_a_component_is_told_that_it_is_out(w: World) -> None:
    actions.follow_component(actor=w.ana, component=w.email, wanted=True)
    actions.follow_component(actor=w.marta, component=w.email, wanted=True)
    actions.follow_component(actor=w.marta, component=w.email, wanted=False)
    w.outage(text={"en": "We are looking."})
    run_jobs()
    assert news_of(w.ana) == ["It is out: Mail is out."]
    assert news_of(w.marta) == []
    with pytest.raises(NotFound):
        actions.follow_component(actor=w.clara, component=w.email, wanted=True)


def test_following_twice_is_following_once(w: World) -> None:
    outage = w.outage()
    for _again in range(2):
        actions.follow(actor=w.ana, outage=outage, affected=True, wants=Wants.END)
    assert outage.follows.count() == 1
    actions.follow(actor=w.ana, outage=outage, wants=Wants.NOTHING)
    row = outage.follows.get()
    assert (row.affected, row.wants) == (True, Wants.NOTHING)
    with pytest.raises(NotFound):
        actions.follow(actor=w.clara, outage=outage, affected=True)
    with pytest.raises(Invalid):
        actions.follow(actor=w.ana, outage=outage, wants="nonsense")


def planned(w: World, hours: float = 5) -> Outage:
    start = clock.now() + timedelta(hours=hours)
    return actions.plan_work(
        actor=w.luis,
        title={"en": "New version", "es": "Versión nueva"},
        components=[w.email],
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        text={"en": "Save your work."},
    )


def test_planned_work_begins_and_ends_by_itself_once(w: World) -> None:
    work = planned(w)
    actions.follow(actor=w.ana, outage=work, wants=Wants.END)
    sweep()
    assert Outage.objects.get(pk=work.pk).state == Stage.SCHEDULED
    with clock.frozen(work.started_at + timedelta(minutes=1)):
        sweep()
        sweep()
        assert Outage.objects.get(pk=work.pk).state == Stage.UNDER_WAY
        assert board(w.ana, MADRID).parts[0].health == Health.PLANNED
    assert work.ends_at is not None
    with clock.frozen(work.ends_at + timedelta(minutes=1)):
        sweep()
        sweep()
        run_jobs()
    assert types_of(work) == [
        "status.work_planned",
        "status.outage_updated",
        "status.outage_over",
        "status.over_told",
    ]
    assert news_of(w.ana) == ["It is over: New version."]


def test_planned_work_is_called_off_and_its_followers_hear_it(w: World) -> None:
    work = planned(w)
    actions.follow(actor=w.ana, outage=work, wants=Wants.END)
    actions.cancel(actor=w.luis, outage=work, text={"en": "Next week."})
    run_jobs()
    assert news_of(w.ana) == ["The planned work was called off: New version."]
    with pytest.raises(Conflict):
        actions.cancel(actor=w.luis, outage=work)
    with pytest.raises(Conflict):
        actions.cancel(actor=w.luis, outage=w.outage())
    assert board(w.ana, MADRID).planned == []


def test_work_is_planned_for_the_time_to_come(w: World) -> None:
    now = clock.now()
    windows = [
        (now, now),
        (now - timedelta(hours=3), now - timedelta(hours=1)),
        (now, now + timedelta(days=60)),
    ]
    for starts_at, ends_at in windows:
        with pytest.raises(Invalid) as refused:
            actions.plan_work(
                actor=w.luis, title={"es": "x"}, components=[w.email], starts_at=starts_at, ends_at=ends_at
            )
        assert list(refused.value.fields) == ["ends_at"]


def test_who_promised_news_is_reminded_once(w: World) -> None:
    outage = w.outage(next_update_at=clock.now() + timedelta(minutes=30))
    sweep()
    assert "status.update_due" not in types_of(outage)
    with clock.frozen(clock.now() + timedelta(minutes=31)):
        sweep()
        sweep()
        run_jobs()
    assert types_of(outage).count("status.update_due") == 1
    assert news_of(w.luis) == ["People expect news of “Mail is out” now."]


def test_the_line_above_every_page_tells_of_now_and_of_what_is_near(
    w: World, django_assert_num_queries: Any
) -> None:
    outage, near, far = w.outage(), planned(w, hours=5), planned(w, hours=50)
    with django_assert_num_queries(1):
        lines = notices_for(w.ana)
    assert [(line.pk, line.planned) for line in lines] == [(outage.pk, False), (near.pk, True)]
    assert far.pk not in {line.pk for line in lines}
    assert notices_for(w.clara) == []
    actions.end(actor=w.luis, outage=outage)
    assert [line.pk for line in notices_for(w.ana)] == [near.pk]


def test_who_keeps_something_for_others_has_no_line_about_it(w: World) -> None:
    """An agent of the department sees the outage at the desk; the line is for those who use it."""
    it = factories.department("it")
    elsewhere = factories.organization("cliente")
    agent = factories.with_role(Role.AGENT, it, "Olga", organization=elsewhere)
    outage = w.outage()
    assert notices_for(agent) == []
    assert outage_at_desk(agent, outage.pk).pk == outage.pk


def test_the_board_takes_the_same_queries_at_any_size(w: World, django_assert_max_num_queries: Any) -> None:
    for size in (1, 6):
        for _more in range(size):
            outage = w.outage(text=SAID)
            actions.update(actor=w.luis, outage=outage, state=Stage.WATCHING, text=SAID)
        with django_assert_max_num_queries(7):
            found = board(fresh(w.ana), MADRID)
        assert len(found.current) in (1, 7)
    assert [part.component.slug for part in found.parts] == ["email", "app", "lifts"]
    assert (found.health, found.parts[0].health, found.parts[1].health) == ("down", "down", "up")


def test_what_is_known_is_offered_to_who_asks(w: World) -> None:
    outage = w.outage()
    assert [row.pk for row in known_for_service(w.ana, w.service, is_incident=True)] == [outage.pk]
    assert known_for_service(w.ana, w.service, is_incident=False) == []
    values = ComponentValues(name=w.email.name, department=w.email.department, services=[w.service])
    actions.save_component(actor=None, slug="email", values=values)
    assert [row.pk for row in known_for_service(w.ana, w.service, is_incident=False)] == [outage.pk]


def test_components_are_offered_in_forms_and_leave_them(w: World) -> None:
    def offered() -> list[str]:
        rows = ListRow.objects.filter(list__slug="components", active=True)
        return list(rows.order_by("position").values_list("key", flat=True))

    assert offered() == ["email", "app", "lifts"]
    designer = factories.with_role(Role.DESIGNER, factories.department("it"), "Dora")
    actions.arrange(actor=designer, component=w.app, up=True)
    assert offered() == ["app", "email", "lifts"]
    values = ComponentValues(name=w.email.name, department=w.email.department, archived=True)
    actions.save_component(actor=designer, slug="email", values=values)
    assert offered() == ["app", "lifts"]
    assert "email" not in [part.component.slug for part in board(w.ana, MADRID).parts]


def test_components_are_kept_by_their_own_department(w: World) -> None:
    designer = factories.with_role(Role.DESIGNER, factories.department("it"), "Dora")
    values = ComponentValues(name={"es": "Ascensor"}, department=w.lifts.department)
    for slug, given in (("lifts", values), ("new-one", values)):
        with pytest.raises(NotAllowed):
            actions.save_component(actor=designer, slug=slug, values=given)
    moved = ComponentValues(name={"es": "Ascensor"}, department=w.email.department)
    with pytest.raises(NotAllowed):
        actions.save_component(actor=designer, slug="lifts", values=moved)
    with pytest.raises(NotAllowed):
        actions.arrange(actor=designer, component=w.lifts, up=True)
    with pytest.raises(Invalid) as refused:
        actions.save_component(actor=designer, slug="email", values=moved, new=True)
    assert list(refused.value.fields) == ["slug"]


def test_saving_a_component_as_it_is_records_nothing(w: World) -> None:
    before = Entry.objects.filter(type="status.component_saved").count()
    values = ComponentValues(name=w.email.name, department=w.email.department)
    actions.save_component(actor=None, slug="email", values=values)
    assert Entry.objects.filter(type="status.component_saved").count() == before


@pytest.mark.parametrize("days", [-400, 800])
def test_work_is_planned_for_a_year_that_can_be_meant(w: World, days: int) -> None:
    at = clock.now() + timedelta(days=days)
    with pytest.raises(Invalid) as refused:
        actions.plan_work(
            actor=w.luis,
            title={"es": "Trabajos"},
            components=[w.email],
            starts_at=at,
            ends_at=at + timedelta(hours=1),
        )
    assert list(refused.value.fields) == ["starts_at"]
