"""Accesses, documents, identity and equipment, from the request on."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.utils import translation
from pypdf import PdfReader

from tests.factories import department, package, person, service, team
from tests.jobs import run_jobs
from ventanilla.core.directory import actions as directory
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Conflict, Invalid, NotFound
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Message
from ventanilla.engines.workflow.actions import fire_due_timers
from ventanilla.engines.workflow.actions.identity import enter_code
from ventanilla.engines.workflow.models import IdentityCheck, Step, Task
from ventanilla.engines.workflow.queries import turns
from ventanilla.records.assets.actions import (
    add_asset,
    add_model,
    assign_from_stock,
    give_back,
    reserve_from_stock,
    set_seats,
)
from ventanilla.records.assets.choices import AssetState
from ventanilla.records.assets.models import Asset
from ventanilla.records.catalog.flaws import PackageRefused
from ventanilla.records.grants.actions import end, end_due, keep, tell_due
from ventanilla.records.grants.choices import EndReason
from ventanilla.records.grants.models import Grant
from ventanilla.records.grants.queries import accesses_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Attachment
from ventanilla.records.tickets.queries import attachment, public_files
from ventanilla.surfaces.ui.tickets.turns import next_for

pytestmark = pytest.mark.django_db
GRANT = {
    "id": "access",
    "access": "vpn",
    "label": {"es": "VPN", "en": "VPN"},
    "for": "90 days",
    "remind_before": "14 days",
    "review_every": "30 days",
}
AFTER = {"task": {"id": "close", "team": "it-equipment", "title": {"en": "Close the VPN"}}}
END = {"id": "over", "of": "access", "on": {"ended": [AFTER]}}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def offered(*blocks, **more):
    team("it-equipment", person("Luis"))
    return service({"workflow": list(blocks), **more})


def asked(found, who=None):
    ticket = tickets.submit(actor=who or person("Ana"), service=found, answers={"what": "x"}, language="en")
    run_jobs()
    return ticket


def step_of(ticket, block):
    return Step.objects.filter(run__ticket=ticket, block=block).order_by("-round").first()


def test_an_access_ends_and_what_follows_is_done():
    ticket = asked(
        offered({"grant": GRANT}, {"resolve": {"id": "done", "outcome": "fulfilled"}}, {"grant_end": END})
    )
    ticket.refresh_from_db()
    assert ticket.ended
    (grant,) = accesses_of(ticket.requester)
    assert timedelta(days=89) < grant.until - clock.now() <= timedelta(days=90)
    with clock.frozen(grant.until - timedelta(minutes=1)):
        assert end_due() == 0
    with clock.frozen(grant.until + timedelta(minutes=1)):
        assert end_due() == 1
        run_jobs()
    grant.refresh_from_db()
    assert grant.end_reason == EndReason.EXPIRED
    assert step_of(ticket, "over").outputs == {"reason": "expired"}
    assert step_of(ticket, "close").state == "active"
    assert end_due() == 0


def test_asking_again_extends_the_same_access_and_only_one_request_takes_it_back():
    found = offered({"grant": GRANT}, {"grant_end": END})
    first = asked(found)
    before = Grant.objects.get().until
    with clock.frozen(clock.now() + timedelta(days=80)):
        second = asked(found, first.requester)
    grant = Grant.objects.get()
    assert abs(grant.until - before - timedelta(days=80)) < timedelta(
        hours=2
    )  # days by the clock on the wall
    assert (grant.ticket, grant.extended_by) == (first, second)
    assert step_of(second, "over").outcome == "elsewhere"
    with clock.frozen(before + timedelta(days=1)):
        assert end_due() == 0
    with clock.frozen(grant.until + timedelta(days=1)):
        end_due()
        run_jobs()
    assert step_of(first, "close") is not None
    assert step_of(second, "close") is None


def test_where_nothing_waits_for_the_end_the_team_gets_a_task():
    ticket = asked(offered({"grant": GRANT}))
    end(actor=None, grant=Grant.objects.get(), reason=EndReason.REVOKED)
    run_jobs()
    task = Task.objects.get(ticket=ticket)
    assert task.title["en"] == "Take the access back: VPN"
    assert task.team.slug == "it-equipment"
    run_jobs()
    assert Task.objects.filter(ticket=ticket).count() == 1


def test_the_end_and_the_review_are_told_in_time_and_once():
    ticket = asked(offered({"grant": GRANT}))
    grant, start = Grant.objects.get(), clock.now()
    with clock.frozen(start + timedelta(days=31)):
        assert (tell_due(), tell_due()) == (1, 0)
        assert ticket.stream.entries.filter(type="grant.review").count() == 1
        with pytest.raises(NotFound):
            keep(actor=grant.holder, grant=grant)
        keep(actor=ticket.service.owner, grant=grant)
        assert tell_due() == 0
    with clock.frozen(start + timedelta(days=77)):
        tell_due()
        assert ticket.stream.entries.filter(type="grant.ending").count() == 1


def test_who_leaves_keeps_nothing():
    ticket = asked(offered({"grant": GRANT}))
    licence = add_model(slug="figma", name={"en": "Figma"}, department=department(), actor=None)
    set_seats(model=licence, seats=1, actor=None)
    licence.refresh_from_db()
    assert assign_from_stock(model=licence, person=ticket.requester, actor=None)
    directory.change(ticket.requester, actor=None, is_active=False)
    assert Grant.objects.get().end_reason == EndReason.LEFT
    assert Asset.objects.get().state == AssetState.IN_STOCK


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([{"grant": {**GRANT, "until": "2027-01-01"}}], "exactly one"),
        ([{"grant": GRANT}, {"grant_end": {"id": "over", "of": "access"}}], "on: ended"),
        ([{"grant": {**GRANT, "for": None, "remind_before": "1 day"}}], "needs an end"),
    ],
)
def test_what_is_wrong_in_the_grammar_is_said_with_what_to_do(blocks, words):
    with pytest.raises(ValueError, match=words):
        package({"workflow": blocks})


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"grant_end": {**END, "of": "nothing"}}, "not a block before"),
        ({"assign_asset": {"id": "a", "model": "x", "reserved": "b"}}, "puts an asset aside"),
        ({"identity": {"id": "i", "address": {"fact": "answers.what"}}}, "on file"),
    ],
)
def test_references_to_nothing_and_typed_addresses_are_refused(block, words):
    with pytest.raises(PackageRefused) as refused:
        offered(block)
    assert words in str(refused.value.fields)


DOCUMENT = {
    "id": "letter",
    "heading": {"es": "Certificado de empleo", "en": "Certificate of employment"},
    "body": {
        "es": "**{{ requested_for.name }}** trabaja aquí.\n\n- *uno*\n- dos ñ",
        "en": "**{{ requested_for.name }}** works here: {{ answers.what }}.\n\n"
        "| Since | Until |\n|---|---|\n| 2020 | now |",
    },
    "foot": {"es": "Firmado", "en": "Signed by HR"},
}


def words_of(tie):
    with tie.file.content.open() as content:
        return PdfReader(io.BytesIO(content.read())).pages[0].extract_text()


def test_a_document_is_made_in_the_readers_language_and_kept_with_the_request():
    found = offered({"document": DOCUMENT})
    ana = person("Ana", language="es")
    ticket = asked(found, ana)
    (tie,) = public_files(ticket)
    text = words_of(tie)
    assert tie.file.media_type == "application/pdf"
    assert "Certificado de empleo" in text
    assert "Ana trabaja aquí." in text
    assert "dos ñ" in text
    assert ticket.number in text
    assert step_of(ticket, "letter").outputs["file"] == str(tie.file.key)
    assert StoredFile.objects.count() == 1


def test_a_document_for_the_team_alone_is_in_its_language_and_who_asked_sees_nothing_of_it():
    found = offered({"document": {**DOCUMENT, "seen_by": "team"}})
    ana = person("Ana", language="en")
    ticket = asked(found, ana)
    tie = Attachment.objects.get(ticket=ticket)
    assert (tie.public, public_files(ticket)) == (False, [])
    assert "Ana trabaja aquí." in words_of(tie)
    with pytest.raises(NotFound):
        attachment(ana, ticket, tie.file.key)
    lucia = Person.objects.get(email="lucia@acme.example")
    assert attachment(lucia, ticket, tie.file.key) == tie
    made = ticket.stream.entries.get(type="workflow.document_made")
    assert (made.seen_by, made.payload["people"]) == ("team", [])


def test_what_somebody_typed_is_never_markup_of_the_document():
    evil = '#read("/etc/passwd") $x$ "q" \\ *b* <script> [a](b) #include'
    ticket = tickets.submit(
        actor=person("Ana", language="en"),
        service=offered({"document": DOCUMENT}),
        answers={"what": evil},
        language="en",
    )
    run_jobs()
    text = words_of(public_files(ticket)[0])
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text
    assert re.search(r"Since\s+Until", text)


IDENTITY = {"id": "check", "address": {"fact": "requested_for.email"}}


def code_in_mail():
    texts = Message.objects.values_list("text", flat=True)
    return next(found.group() for text in texts if (found := re.search(r"\b\d{4} \d{4}\b", text)))


def test_the_right_code_lets_the_request_go_on_and_the_mail_forgets_it():
    ticket = asked(offered({"identity": IDENTITY}))
    check, code = IdentityCheck.objects.get(), code_in_mail()
    assert check.shown_address == "a•••@a•••.example"
    with pytest.raises(NotFound):
        enter_code(actor=person("Eva"), check=check, code=code)
    with pytest.raises(Invalid):
        enter_code(actor=ticket.requester, check=check, code="0000 0000")
    enter_code(actor=ticket.requester, check=check, code=f" {code} ")
    assert step_of(ticket, "check").outcome == "confirmed"
    assert not Message.objects.filter(text__contains=code).exists()
    with pytest.raises(Conflict):
        enter_code(actor=ticket.requester, check=check, code=code)


def test_while_a_code_is_awaited_it_is_the_turn_of_who_was_sent_it_and_of_no_queue():
    ticket = asked(offered({"identity": IDENTITY}))
    (turn,) = turns([ticket], ticket.requester)[ticket.pk]
    assert (turn.kind, turn.names, turn.people) == ("code", ("Ana",), {ticket.requester_id})
    assert next_for(ticket, [turn], ticket.requester) == "Your turn: enter the code"
    assert next_for(ticket, [turn], person("Eva")) == "Waiting for the code of Ana"
    enter_code(actor=ticket.requester, check=IdentityCheck.objects.get(), code=code_in_mail())
    ticket.refresh_from_db()
    assert turns([ticket], ticket.requester) == {ticket.pk: []}


@pytest.mark.parametrize("how", ["withdrawn", "too late"])
def test_a_code_is_awaited_no_more_when_its_step_is_over(how):
    ticket = asked(offered({"identity": {**IDENTITY, "deadline": {"within": "1 hour", "ends": True}}}))
    code = code_in_mail()
    if how == "withdrawn":
        tickets.cancel(actor=ticket.requester, ticket=ticket)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        fire_due_timers()
    check = IdentityCheck.objects.get()
    assert (check.state, check.digest, check.ended_at is not None) == ("closed", "", True)
    assert not Message.objects.filter(text__contains=code).exists()
    assert turns([ticket], ticket.requester) == {ticket.pk: []}


def test_too_many_wrong_codes_lock_the_person_for_a_day():
    found = offered({"identity": {**IDENTITY, "tries": 2}})
    ticket = asked(found)
    check = IdentityCheck.objects.get()
    with pytest.raises(Invalid):
        enter_code(actor=ticket.requester, check=check, code="1")
    with pytest.raises(Conflict):
        enter_code(actor=ticket.requester, check=check, code="2")
    ticket.refresh_from_db()
    assert ticket.outcome == "declined"
    again = asked(found, ticket.requester)
    again.refresh_from_db()
    assert again.outcome == "declined"
    assert IdentityCheck.objects.count() == 1
    with clock.frozen(clock.now() + timedelta(days=1, minutes=1)):
        asked(found, ticket.requester)
        assert IdentityCheck.objects.filter(state="open").count() == 1


def laptops(count, **more):
    model = add_model(slug="air", name={"en": "Air"}, department=department(), actor=None)
    for number in range(count):
        add_asset(model=model, serial=f"A-{number}", actor=None)
    return model


def test_what_is_put_aside_is_handed_out_or_free_again():
    laptops(1)
    reserve = {"reserve_asset": {"id": "keep", "model": "air"}}
    wait = {"task": {"id": "go", "team": "it-equipment", "title": {"en": "Go"}}}
    hand = {"assign_asset": {"id": "give", "model": "air", "reserved": "keep"}}
    found = offered(reserve, wait, hand)
    first = asked(found)
    assert Asset.objects.get().state == AssetState.RESERVED
    second = asked(found)
    assert step_of(second, "keep").outcome == "none_left"
    tickets.cancel(actor=first.requester, ticket=first)
    assert Asset.objects.get().state == AssetState.IN_STOCK


def test_an_asset_is_awaited_back_with_reminders_and_the_run_goes_on_when_it_is_there():
    model = laptops(2)
    ana = person("Ana")
    old = assign_from_stock(model=model, person=ana, actor=None)
    assign = {"assign_asset": {"id": "new", "model": "air"}}
    back = {"return_asset": {"id": "back", "asset": old.serial, "remind_after": "7 days"}}
    ticket = asked(offered(assign, back), ana)
    assert step_of(ticket, "new").outcome == "assigned"
    assert step_of(ticket, "back").state == "active"

    with clock.frozen(clock.now() + timedelta(days=8)):
        fire_due_timers()
    awaited = ticket.stream.entries.filter(type="workflow.asset_awaited")
    assert [entry.payload["again"] for entry in awaited.order_by("position")] == [False, True]
    give_back(asset=old, actor=None)
    run_jobs()
    assert step_of(ticket, "back").outcome == "given_back"
    ticket.refresh_from_db()
    assert ticket.ended


def test_what_the_person_does_not_have_is_not_awaited():
    laptops(1)
    ticket = asked(offered({"return_asset": {"id": "back", "asset": "A-0"}}))
    assert step_of(ticket, "back").outcome == "not_held"


def test_a_licence_gives_as_many_seats_as_it_has_and_one_to_each():
    licence = add_model(slug="figma", name={"en": "Figma"}, department=department(), actor=None)
    licence = set_seats(model=licence, seats=2, actor=None)
    ana, eva, leo = (person(name) for name in ("Ana", "Eva", "Leo"))
    seat = assign_from_stock(model=licence, person=ana, actor=None)
    assert assign_from_stock(model=licence, person=ana, actor=None) == seat
    assert assign_from_stock(model=licence, person=eva, actor=None)
    assert assign_from_stock(model=licence, person=leo, actor=None) is None
    set_seats(model=licence, seats=1, actor=None)
    give_back(asset=seat, actor=None)
    assert assign_from_stock(model=licence, person=leo, actor=None) is None
    with pytest.raises(Invalid):
        set_seats(model=licence, seats=-1, actor=None)
    with pytest.raises(Conflict):
        set_seats(model=laptops(1), seats=3, actor=None)


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_never_get_more_than_there_is():
    """Handed out and put aside side by side, on real connections."""
    model = laptops(5)
    people = [person(f"P{number}") for number in range(12)]
    streams = [row.stream for row in Asset.objects.select_related("stream")]
    ready, got, barrier = [], [], Barrier(12)

    def take(number):
        try:
            barrier.wait()
            if number % 3:
                got.append(assign_from_stock(model=model, person=people[number], actor=None))
            else:
                got.append(reserve_from_stock(model=model, stream=streams[number // 3], part=str(number)))
        finally:
            connections.close_all()

    ready = [Thread(target=take, args=(number,)) for number in range(12)]
    for thread in ready:
        thread.start()
    for thread in ready:
        thread.join()
    taken = [asset.pk for asset in got if asset is not None]
    assert len(taken) == len(set(taken)) <= 5
    states = list(Asset.objects.values_list("state", flat=True))
    assert states.count("in_stock") == 5 - len(taken)
