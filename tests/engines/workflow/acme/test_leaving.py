"""Somebody leaves: the handover and the equipment before, the accesses on the last day, the pay after it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.engines.workflow.acme.office import MONDAY, do, mails_to, papers, reload, steps, sweep, task_of
from tests.jobs import run_jobs
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.kit.text import pick
from ventanilla.demo.organisation import person
from ventanilla.engines.workflow import actions, queries
from ventanilla.engines.workflow.models import Task
from ventanilla.records.assets.actions import assign_from_stock, give_back, retire
from ventanilla.records.assets.models import Asset, AssetModel
from ventanilla.records.assets.queries import things_of
from ventanilla.records.catalog.models import Service
from ventanilla.records.grants.actions import Terms, give
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.actions import amend
from ventanilla.records.tickets.models import Ticket
from ventanilla.records.tickets.queries import visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("acme")]

LAST_DAY = "2027-03-12"  # a Friday, when the office closes at three
LATER = "2027-04-09"


def at(day: int, hour: int, month: int = 3) -> datetime:
    """An instant of 2027; Madrid is an hour ahead of it in March, two in April."""
    return datetime(2027, month, day, hour, tzinfo=UTC)


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def equip(name: str) -> list[Asset]:
    """A laptop and a monitor for them."""
    models = AssetModel.objects.filter(slug__in=["light-13", "monitor-27"]).order_by("slug")
    return [found for m in models if (found := assign_from_stock(model=m, person=person(name), actor=None))]


def answers(who: str = "ana", **other: object) -> dict[str, object]:
    given = {
        "last_on": LAST_DAY,
        "reason": "resigns",
        "started_on": "2019-09-02",
        "handover_to": str(person("hugo").pk),
    }
    return {**given, **other}


def ask_for(who: str = "claire", **other: object) -> Ticket:
    ticket = tickets.submit(
        actor=person("rosa"),
        service=Service.objects.get(slug="leaving"),
        answers=answers(**other),
        requested_for=person(who),
        language="es",
    )
    run_jobs()
    return ticket


def on(moment: datetime) -> None:
    """What the portal does by itself at that moment."""
    with clock.frozen(moment):
        sweep()
        run_jobs()


def test_each_thing_has_its_day_before_on_and_after_the_last_one():
    with clock.frozen(MONDAY):
        laptop, monitor = equip("claire")
        other = tickets.submit(
            actor=person("claire"), service=Service.objects.get(slug="work-letter"), answers={"to": "x"}
        )
        label = {"es": "VPN", "en": "VPN"}
        grant, _new = give(ticket=other, holder=person("claire"), access="vpn", label=label, terms=Terms())
        ticket = ask_for()
        assert task_of("hugo", "handover").due_at.astimezone(UTC).date() == date(2027, 3, 5)
        assert reload(ticket).promised_at.date() == date(2027, 3, 31), (
            "ten working days later, Easter between them"
        )
        assert steps(ticket)["give-back"] == "active"
        asked = " ".join(mail.text for mail in mails_to("claire@acme.example"))
        for thing in (laptop, monitor):
            assert thing.serial in asked
        give_back(asset=laptop, actor=person("lucia"))
        retire(asset=monitor, actor=person("lucia"), reason="Roto")
        run_jobs()
        assert steps(ticket)["things"] == "done"
        do("hugo", "handover")
    on(at(12, 6))
    assert "certificate" not in steps(ticket)
    on(at(12, 7))
    assert steps(ticket)["certificate"] == "done"
    assert accesses_of(person("claire")) == [grant]
    on(at(12, 17))
    assert accesses_of(person("claire")) == []
    with clock.frozen(at(12, 17)):
        do("luis", "account")
    on(at(16, 22))
    assert "pay" not in steps(ticket)
    on(at(17, 0))
    with clock.frozen(at(18, 9)):
        do("cristina", "pay", paid_on="2027-03-18")
    ticket = reload(ticket)
    assert ticket.outcome == "fulfilled"
    assert "Accesos cerrados: 1" in ticket.stream.entries.get(type="ticket.resolved").payload["text"]


def test_the_certificate_is_a_pdf_in_the_language_of_who_leaves():
    with clock.frozen(MONDAY):
        ask_for()
        ask_for("daniel")
    on(at(12, 8))
    english, spanish = papers()
    assert "Certificate of employment" in english
    assert "Claire Dubois has worked in this company as Brand manager from" in english
    assert "September 2, 2019 to March 12, 2027" in english
    assert "Certificado de trabajo" in spanish
    assert "desde el 2 de septiembre de 2019 hasta el 12 de marzo de 2027" in spanish
    (mail,) = [mail for mail in mails_to("claire@acme.example") if "Thank you" in mail.subject]
    assert "your account closes at 18:00" in mail.text


def test_another_last_day_moves_every_date_and_every_wait():
    with clock.frozen(MONDAY):
        equip("claire")
        ticket = ask_for()
        amend(actor=person("rosa"), ticket=ticket, answers=answers(last_on=LATER))
        assert task_of("hugo", "handover").due_at.date() == date(2027, 4, 2)
        assert reload(ticket).promised_at.date() == date(2027, 4, 23)
    on(at(25, 9))
    state = steps(ticket)
    assert [state[name] for name in ("last-morning", "last-evening", "some-days", "parting")] == [
        "active"
    ] * 4
    assert not Task.objects.filter(
        ticket=ticket, step__block__in=["still-missing", "account", "pay"]
    ).exists()
    on(at(9, 7, month=4))
    assert steps(ticket)["certificate"] == "done"


def test_brought_forward_after_it_began_what_is_past_happens_at_once():
    with clock.frozen(MONDAY):
        ticket = ask_for()
    with clock.frozen(at(10, 18)):
        amend(actor=person("rosa"), ticket=ticket, answers=answers(last_on="2027-03-10"))
        sweep()
        run_jobs()
        assert steps(ticket)["certificate"] == "done"
        assert task_of("luis", "account").due_at.date() == date(2027, 3, 10)


def test_equipment_that_is_not_back_on_the_last_day_is_asked_for_piece_by_piece():
    with clock.frozen(MONDAY):
        laptop, monitor = equip("claire")
        ticket = ask_for()
        give_back(asset=laptop, actor=person("lucia"))
        run_jobs()
    others = things_of(person("claire")).count()
    on(at(12, 18))
    missing = queries.open_tasks(person("teresa")).filter(step__block="still-missing", ticket=ticket)
    assert missing.count() == others
    words = " ".join(pick(task.instructions, ["es"]) for task in missing)
    assert f"Claire Dubois no ha devuelto Monitor de 27″ ({monitor.serial})" in words
    assert laptop.serial not in words
    with clock.frozen(at(15, 9)):
        give_back(asset=Asset.objects.get(pk=monitor.pk), actor=person("lucia"))
        run_jobs()
    assert missing.all().count() == others - 1


def test_the_parting_questions_can_be_left_and_only_people_read_the_answers():
    with clock.frozen(MONDAY):
        ticket, other = ask_for(), ask_for("daniel")
        (asked,) = queries.asked_of(person("claire")).filter(ticket=ticket)
        actions.complete(
            actor=person("claire"), task=asked, answers={"mark": 4, "better": "Menos reuniones."}
        )
    on(at(12, 18))
    assert (steps(ticket)["parting"], steps(other)["parting"]) == ("done", "done")
    assert not queries.asked_of(person("daniel")).filter(ticket=other).exists()
    for name in ("hugo", "luis", "marta", "pilar", "admin", "irene"):
        if name == "pilar":
            assert visible(person(name), ticket.number) == ticket
            continue
        with pytest.raises(NotFound):
            visible(person(name), ticket.number)
    shown = {line["id"] for line in queries.open_tasks(person("hugo")).filter(ticket=ticket).get().shown}
    assert shown == {"last_on"}


@pytest.mark.usefixtures("monday")
def test_only_people_ask_and_whoever_leaves_takes_over_nothing_from_the_past():
    with pytest.raises(NotAllowed):
        tickets.submit(
            actor=person("marta"),
            service=Service.objects.get(slug="leaving"),
            answers=answers(),
            requested_for=person("claire"),
        )
    with pytest.raises(Invalid) as refused:
        ask_for(last_on="2027-02-26", started_on="2027-03-02")
    assert refused.value.fields.keys() == {"last_on", "started_on"}


def test_whose_account_is_closed_early_still_gives_back_and_keeps_no_access():
    with clock.frozen(MONDAY):
        (laptop, _monitor) = equip("claire")
        ticket = ask_for()
        claire = person("claire")
        claire.is_active = False
        claire.save(update_fields=["is_active"])
    on(at(12, 18))
    assert steps(ticket)["accesses"] == "done"
    with clock.frozen(at(12, 18) + timedelta(days=1)):
        give_back(asset=laptop, actor=person("lucia"))
        run_jobs()
    assert steps(ticket)["certificate"] == "failed", "nobody can read it: the owner decides"
