"""Asking again, joining what others have asked, several people at once, several services in one order."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories
from tests.jobs import run_jobs
from tests.surfaces.portal.conftest import ANSWERS
from ventanilla.core.kit.errors import Conflict, Invalid, NotAllowed, Refusal
from ventanilla.core.people.models import Person
from ventanilla.engines.notifications.models import Notification
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import OpenState, Verdict
from ventanilla.engines.workflow.models import Approval, Task
from ventanilla.records.catalog.models import Service
from ventanilla.records.tickets import actions
from ventanilla.records.tickets.choices import Outcome, Part
from ventanilla.records.tickets.models import Draft, Follower, Order, Ticket
from ventanilla.records.tickets.orders import items_of
from ventanilla.records.tickets.queries import mine

WHAT = {"id": "what", "type": "short_text", "label": {"en": "What?", "es": "¿Qué?"}, "required": True}
PLACE = {"id": "place", "type": "short_text", "label": {"en": "Where to?", "es": "¿Dónde?"}, "required": True}
FILE = {"id": "photo", "type": "file", "label": {"en": "Photo", "es": "Foto"}}
APPROVAL = {"approval": {"id": "manager", "seats": [{"from": "requester.manager"}]}}
WORK = {"task": {"id": "work", "team": "it-equipment", "title": {"en": "Get it", "es": "Conseguirlo"}}}


def form(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"section": {"id": "main", "title": {"en": "Yours", "es": "Tuyo"}}, "questions": list(questions)}]


def text(response: Any) -> str:
    return response.content.decode()


# Again


def test_asking_again_begins_with_the_answers_and_says_what_was_left(ana: Any, luis: Any, as_: Any) -> None:
    first = factories.service(service="mouse", form=form(WHAT, PLACE))
    ticket = actions.submit(actor=ana, service=first, answers={"what": "A mouse", "place": "Home"})
    client = as_(ana)
    assert f"/services/mouse/ask/?again={ticket.number}" in text(client.get(f"/requests/{ticket.number}/"))
    factories.service(service="mouse", form=form(WHAT, {**PLACE, "type": "yes_no", "required": False}))
    page = text(client.get(f"/services/mouse/ask/?again={ticket.number}"))
    assert 'value="A mouse"' in page
    assert "Where to? (it isn&#x27;t asked any more)" in page


def test_nobody_begins_with_the_answers_of_others(ana: Any, luis: Any, as_: Any) -> None:
    service = factories.service(service="mouse", form=form(WHAT))
    ticket = actions.submit(actor=ana, service=service, answers={"what": "A mouse"})
    for other in (factories.person("Diego"), luis):
        assert as_(other).get(f"/services/mouse/ask/?again={ticket.number}").status_code == 404
    assert as_(ana).get("/services/mouse/ask/?again=REQ-0%00").status_code == 404


def test_what_was_begun_is_not_lost_by_asking_again(ana: Any, luis: Any, as_: Any) -> None:
    service = factories.service(service="mouse", form=form(WHAT))
    ticket = actions.submit(actor=ana, service=service, answers={"what": "A mouse"})
    actions.keep_draft(actor=ana, service=service, answers={"what": "Another"})
    client = as_(ana)
    assert "You have begun another one" in text(client.get(f"/services/mouse/ask/?again={ticket.number}"))
    away = client.post("/services/mouse/ask/draft/removal/", {"again": ticket.number})
    assert away["Location"] == f"/services/mouse/ask/?again={ticket.number}"
    assert not Draft.objects.exists()


# Reported already


@pytest.fixture
def broken(luis: Any) -> Service:
    return factories.service(
        service="broken",
        kind="incident",
        form=form(WHAT, PLACE),
        same_as={"answers": ["place"], "within": "2 days", "among": "everybody"},
    )


SAME = {"what": "No light", "place": "floor  3", "key": "k", "_draft": "0", "_shown": "what place"}


def test_who_has_the_same_need_joins_and_sees_nothing_else(
    ana: Any, luis: Any, broken: Any, as_: Any
) -> None:
    diego = factories.person("Diego", language="en")
    ticket = actions.submit(actor=ana, service=broken, answers={"what": "My secret", "place": "Floor 3"})
    client = as_(diego)
    offered = text(client.post("/services/broken/ask/", SAME))
    assert "Somebody has reported this already" in offered
    assert Ticket.objects.count() == 1
    assert "My secret" not in offered
    assert "Ana" not in offered
    joined = client.post("/services/broken/ask/", {**SAME, "_go": f"join:{ticket.number}"})
    assert joined["Location"] == f"/requests/{ticket.number}/followed/"
    page = text(client.get(joined["Location"]))
    assert "My secret" not in page
    assert "Ana" not in page
    assert client.get(f"/requests/{ticket.number}/").status_code == 404
    assert "What you follow" in text(client.get("/"))
    actions.resolve(actor=Person.objects.get(pk=luis.pk), ticket=ticket)
    run_jobs()
    run_jobs()
    titles = Notification.objects.filter(person=diego).values_list("title", flat=True)
    assert list(titles) == [f"What you follow is solved: {broken.title['en']}"]
    client.post(f"/requests/{ticket.number}/followed/end/")
    assert client.get(f"/requests/{ticket.number}/followed/").status_code == 404


def test_sending_all_the_same_makes_a_ticket(ana: Any, broken: Any, as_: Any) -> None:
    actions.submit(actor=ana, service=broken, answers={"what": "x", "place": "Floor 3"})
    as_(factories.person("Diego")).post("/services/broken/ask/", {**SAME, "_anyway": "1"})
    assert Ticket.objects.count() == 2


def test_only_what_is_open_near_and_of_the_same_house_is_the_same(ana: Any, luis: Any, broken: Any) -> None:
    diego = factories.person("Diego")
    other = factories.person("Otto", organization=factories.organization("globex"))
    ticket = actions.submit(actor=ana, service=broken, answers={"what": "x", "place": "Floor 3"})
    for answers, who in (
        ({"what": "x", "place": "Floor 4"}, diego),
        ({"what": "x", "place": "Floor 3"}, other),
    ):
        with pytest.raises(Refusal):
            actions.follow(actor=who, service=broken, answers=answers, number=ticket.number)
    assert not Follower.objects.exists()
    actions.follow(actor=ana, service=broken, answers={"what": "x", "place": "Floor 3"}, number=ticket.number)
    assert not Follower.objects.exists(), "one's own needs no following"


# Several people


@pytest.fixture
def team_of(ana: Any) -> list[Person]:
    return [factories.person(name, language="en") for name in ("Diego", "Eva", "Fran")]


@pytest.fixture
def desks(luis: Any) -> Service:
    return factories.service(
        service="desks", form=form(WHAT), requested_for="anyone", several_people=3, workflow=[APPROVAL, WORK]
    )


def ask_for(ana: Person, desks: Service, people: list[Person]) -> Ticket:
    return actions.submit_for_several(
        actor=ana, service=desks, answers={"what": "A desk"}, people=people, key="k"
    )


def test_one_approval_for_all_and_each_goes_on_alone(ana: Any, marta: Any, desks: Any, team_of: Any) -> None:
    whole = ask_for(ana, desks, team_of)
    assert ask_for(ana, desks, team_of) == whole, "sent twice it is one"
    parts = list(whole.children.order_by("pk"))
    assert [part.requested_for for part in parts] == team_of
    approval = Approval.objects.get()
    assert approval.ticket == whole
    assert not Task.objects.exists()
    actions.leave_out(actor=marta, ticket=parts[1], decides=True)
    decide(actor=marta, approval=approval, verdict=Verdict.APPROVE)
    run_jobs()
    assert set(Task.objects.values_list("ticket", flat=True)) == {parts[0].pk, parts[2].pk}
    assert not Ticket.objects.get(pk=whole.pk).ended
    for task in Task.objects.select_related("ticket"):
        actions.resolve(actor=None, ticket=task.ticket, outcome=Outcome.FULFILLED)
    run_jobs()
    whole.refresh_from_db()
    assert whole.outcome == Outcome.FULFILLED
    assert Ticket.objects.get(pk=parts[1].pk).outcome == Outcome.DECLINED


def test_who_asked_for_several_has_one_line_of_it_and_each_of_them_their_own(
    ana: Any, desks: Any, team_of: Any
) -> None:
    whole = ask_for(ana, desks, team_of)
    assert [access.ticket for access in mine(ana).items] == [whole]
    for part in whole.children.all():
        assert [access.ticket for access in mine(part.requested_for).items] == [part]


def test_who_decided_before_somebody_was_left_out_is_asked_about_the_others(
    ana: Any, marta: Any, desks: Any, team_of: Any
) -> None:
    whole = ask_for(ana, desks, team_of)
    seen = Approval.objects.get().digest
    actions.leave_out(actor=marta, ticket=whole.children.order_by("pk")[0], decides=True)
    with pytest.raises(Conflict):
        decide(actor=marta, approval=Approval.objects.get(), verdict=Verdict.APPROVE, digest=seen)


def test_rejected_for_all_everything_ends(ana: Any, marta: Any, desks: Any, team_of: Any) -> None:
    whole = ask_for(ana, desks, team_of)
    decide(actor=marta, approval=Approval.objects.get(), verdict=Verdict.REJECT, comment="No room")
    run_jobs()
    assert {part.outcome for part in whole.children.all()} == {Outcome.DECLINED}


def test_without_an_approval_each_begins_at_once(ana: Any, luis: Any, team_of: Any) -> None:
    plain = factories.service(
        service="plain", form=form(WHAT), requested_for="anyone", several_people=3, workflow=[WORK]
    )
    whole = ask_for(ana, plain, team_of[:2])
    assert Task.objects.filter(state=OpenState.OPEN).count() == 2
    assert not Task.objects.filter(ticket=whole).exists()


def test_how_many_and_for_whom_is_looked_at(ana: Any, desks: Any, luis: Any, team_of: Any) -> None:
    with pytest.raises(Invalid):
        ask_for(ana, desks, [*team_of, ana])
    stranger = factories.person("Otto", organization=factories.organization("globex"))
    with pytest.raises(NotAllowed):
        ask_for(ana, desks, [stranger])
    assert not Ticket.objects.exists()


def test_people_are_added_and_taken_away_on_the_page(ana: Any, desks: Any, team_of: Any, as_: Any) -> None:
    diego, eva, _fran = team_of
    client, base = as_(ana), {"for": "several", "what": "A desk", "_draft": "0", "_shown": "what", "key": "k"}
    page = text(client.post("/services/desks/ask/", {**base, "another": diego.email, "_add_person": "1"}))
    assert f'name="several" value="{diego.email}"' in page
    both = {**base, "several": [diego.email, eva.email]}
    page = text(client.post("/services/desks/ask/", {**both, "_drop_person": diego.email}))
    assert f'name="several" value="{diego.email}"' not in page
    none = client.post("/services/desks/ask/", base)
    assert none.status_code == 422
    assert "Add at least one person" in text(none)
    client.post("/services/desks/ask/", both)
    whole = Ticket.objects.get(part=Part.TOGETHER)
    assert whole.children.count() == 2
    assert "For these people" in text(client.get(f"/requests/{whole.number}/"))
    own = as_(diego).get(f"/requests/{whole.children.get(requested_for=diego).number}/")
    assert "One of several requests" in text(own)
    assert as_(diego).get(f"/requests/{whole.number}/").status_code == 404


# Orders


@pytest.fixture
def two(luis: Any) -> tuple[Service, Service]:
    mouse = factories.service(service="mouse", form=form(WHAT, PLACE))
    chair = factories.service(service="chair", form=form({**WHAT, "id": "colour"}, PLACE))
    return mouse, chair


def test_an_order_asks_once_and_sends_together(ana: Any, two: Any, as_: Any) -> None:
    client = as_(ana)
    for slug in ("mouse", "chair"):
        client.post("/order/services/", {"add": slug})
    page = text(client.get("/order/"))
    assert "Needs answers" in page
    assert "For the whole order" in page
    assert page.count("No answer yet") == 1
    form_of_first = client.get("/services/mouse/ask/").content.decode()
    assert form_of_first.index("For the whole order") < form_of_first.index('data-question="place"')
    assert form_of_first.index('data-question="place"') < form_of_first.index('data-question="what"')
    assert client.post("/order/sending/", {"key": "o"}).status_code == 422
    assert not Ticket.objects.exists()
    filled = {"what": "A mouse", "place": "Home", "_draft": "1", "key": "k", "_shown": "what place"}
    assert client.post("/services/mouse/ask/", filled)["Location"] == "/order/"
    second = text(client.get("/services/chair/ask/"))
    assert "You have said this already" in second
    assert "Home" in second
    client.post("/services/chair/ask/", {"colour": "Red", "_draft": "1", "key": "k2", "_shown": "colour"})
    page = text(client.get("/order/"))
    assert "<dd>Home<br>" in page
    assert "<dd>Home</dd>" not in page
    done = client.post("/order/sending/", {"key": "o"})
    assert client.post("/order/sending/", {"key": "o"})["Location"] == done["Location"]
    order = Order.objects.get()
    answers = [ticket.answer_sets.get().answers for ticket in order.tickets.order_by("pk")]
    assert answers == [{"what": "A mouse", "place": "Home"}, {"colour": "Red", "place": "Home"}]
    assert not Draft.objects.exists()
    page = text(client.get(done["Location"]))
    assert all(ticket.number in page for ticket in order.tickets.all())
    assert as_(factories.person("Diego")).get(done["Location"]).status_code == 404


def test_questions_that_share_a_name_are_asked_once_whatever_their_ids(ana: Any, luis: Any) -> None:
    where = {**PLACE, "shared": "delivery_place"}
    factories.service(service="mouse", form=form(where))
    factories.service(service="chair", form=form({**where, "id": "to"}))
    factories.service(service="car", form=form({**PLACE, "id": "to", "max_length": 3}))
    for slug in ("mouse", "chair", "car"):
        actions.put_in_order(actor=ana, service=Service.objects.get(slug=slug))
    actions.keep_draft(actor=ana, service=Service.objects.get(slug="mouse"), answers={"place": "Home"})
    mouse, chair, car = items_of(ana)
    assert (mouse.ready, chair.ready, car.ready) == (True, True, False)
    assert chair.answers == {"to": "Home"}
    assert not car.taken


def test_the_same_id_is_not_the_same_question_when_its_words_or_options_differ(ana: Any, luis: Any) -> None:
    def choosing(*values: str) -> dict[str, Any]:
        options = [{"value": value, "label": {"en": value.title()}} for value in values]
        return {"id": "size", "type": "choice", "label": {"en": "Size"}, "options": options}

    why = {"id": "reason", "type": "long_text", "label": {"es": "¿Por qué este?", "en": "Why this one?"}}
    alike = {**why, "label": {"es": "¿ por qué ESTE ?", "en": "why this one"}, "required": True}
    other = {**why, "label": {"es": "¿Para qué la licencia?", "en": "What is the licence for?"}}
    factories.service(service="laptop", form=form(why, choosing("s", "m")))
    factories.service(service="screen", form=form(alike, choosing("s", "m")))
    factories.service(service="licence", form=form(other, choosing("s", "l")))
    for slug in ("laptop", "screen", "licence"):
        actions.put_in_order(actor=ana, service=Service.objects.get(slug=slug))
    answers = {"reason": "It is light.", "size": "s"}
    actions.keep_draft(actor=ana, service=Service.objects.get(slug="laptop"), answers=answers)
    _laptop, screen, licence = items_of(ana)
    assert (set(screen.taken), screen.answers) == ({"reason", "size"}, answers)
    assert (licence.taken, licence.answers) == ({}, {})


def test_what_another_service_does_not_accept_it_asks_for_itself(ana: Any, luis: Any) -> None:
    factories.service(service="mouse", form=form(PLACE))
    factories.service(service="chair", form=form({**PLACE, "max_length": 3}))
    for slug in ("mouse", "chair"):
        actions.put_in_order(actor=ana, service=Service.objects.get(slug=slug))
    actions.keep_draft(actor=ana, service=Service.objects.get(slug="mouse"), answers={"place": "Home"})
    mouse, chair = items_of(ana)
    assert mouse.ready
    assert not chair.taken
    actions.keep_draft(actor=ana, service=Service.objects.get(slug="chair"), answers={"place": "Dep"})
    assert [item.answers for item in items_of(ana)] == [{"place": "Home"}, {"place": "Dep"}]


def test_an_order_says_what_was_reported_already_and_lets_one_join(
    ana: Any, broken: Any, two: Any, as_: Any
) -> None:
    for name in ("Diego", "Eva"):
        where = {"what": "x", "place": "Floor 3"}
        if name == "Diego":
            ticket = actions.submit(actor=factories.person(name), service=broken, answers=where)
        else:
            actions.follow(actor=factories.person(name), service=broken, answers=where, number=ticket.number)
    client = as_(ana)
    actions.put_in_order(actor=ana, service=broken)
    actions.keep_draft(actor=ana, service=broken, answers={"what": "y", "place": "floor 3"})
    page = text(client.get("/order/"))
    assert "Somebody has reported this already" in page
    assert "2 people wait for the same" in page
    assert client.post("/order/services/", {"join": "broken"}).status_code == 302
    assert ticket.followers.count() == 1
    client.post("/order/services/", {"join": f"broken:{ticket.number}"})
    assert ticket.followers.count() == 2
    assert "broken" not in text(client.get("/order/"))
    assert "3 people wait for the same" in text(client.get(f"/requests/{ticket.number}/followed/"))
    assert client.post("/order/services/", {"join": f"broken:{ticket.number}"}).status_code == 404


def test_what_was_asked_already_is_said_to_who_asks_for_several(ana: Any, luis: Any, as_: Any) -> None:
    diego, eva = factories.person("Diego"), factories.person("Eva")
    desks = factories.service(
        service="rooms",
        form=form(PLACE),
        requested_for="anyone",
        several_people=5,
        same_as={"answers": ["place"], "within": "2 days"},
    )
    earlier = actions.submit(actor=ana, service=desks, answers={"place": "Home"})
    sent = {
        "for": "several",
        "several": [diego.email, eva.email],
        "place": "home",
        "key": "k",
        "_draft": "0",
        "_shown": "place",
    }
    page = text(as_(ana).post("/services/rooms/ask/", sent))
    assert "You have asked for this already" in page
    assert earlier.number in page
    assert Ticket.objects.count() == 1
    as_(ana).post("/services/rooms/ask/", {**sent, "_anyway": "1"})
    assert Ticket.objects.count() == 4


def test_a_part_of_an_order_is_withdrawn(ana: Any, two: Any, as_: Any) -> None:
    for service in two:
        actions.put_in_order(actor=ana, service=service)
        given = {"what": "x", "colour": "y", "place": "Home"}
        actions.keep_draft(actor=ana, service=service, answers=given)
    order = actions.send_order(actor=ana, key="o")
    first, second = order.tickets.order_by("pk")
    as_(ana).post(f"/orders/{order.pk}/withdrawal/", {"number": [first.number, "REQ-0"]})
    assert [Ticket.objects.get(pk=one.pk).outcome for one in (first, second)] == [Outcome.WITHDRAWN, ""]


def test_what_was_typed_stays_when_it_leaves_the_order(ana: Any, two: Any) -> None:
    mouse, chair = two
    actions.put_in_order(actor=ana, service=mouse)
    actions.keep_draft(actor=ana, service=mouse, answers={"what": "x"})
    actions.put_in_order(actor=ana, service=chair)
    for service in two:
        actions.put_in_order(actor=ana, service=service, wanted=False)
    assert list(Draft.objects.values_list("service__slug", "in_order")) == [("mouse", False)]


# Corrections


def test_one_corrects_ones_answers_and_both_versions_are_shown(
    ana: Any, marta: Any, luis: Any, as_: Any
) -> None:
    service = factories.service(
        service="mouse", form=form(WHAT, PLACE), amend_until="begun", workflow=[APPROVAL, WORK]
    )
    ticket = actions.submit(actor=ana, service=service, answers={"what": "A mouse", "place": "Home"})
    url, client = f"/requests/{ticket.number}/answers/", as_(ana)
    assert 'value="A mouse"' in text(client.get(url))
    typed = {"what": "Two mice", "place": "Home", "_shown": "what place"}
    assert client.post(url, {**typed, "version": "9"}).status_code == 409
    before = Approval.objects.get().digest
    client.post(url, {**typed, "version": "1"})
    page = text(client.get(f"/requests/{ticket.number}/"))
    assert "<del>A mouse</del>" in page
    assert "<ins>Two mice</ins>" in page
    assert Approval.objects.get().digest != before, "what is approved is what counts now"
    assert as_(marta).get(url).status_code == 302, "a reader changes nothing"
    actions.see(actor=Person.objects.get(pk=luis.pk), ticket=ticket)
    assert client.get(url).status_code == 302, "the team has begun"


def test_what_is_sent_back_says_which_answers(ana: Any, marta: Any, ask: Any, as_: Any) -> None:
    ticket = ask(ana)
    approval = Approval.objects.get()
    back = {
        "verdict": "return",
        "comment": "Which videos?",
        "marked": ["why"],
        "digest": approval.digest,
    }
    as_(marta).post(f"/approvals/{approval.pk}/decision/", back)
    task = Task.objects.get()
    page = text(as_(ana).get(f"/requests/{ticket.number}/tasks/{task.pk}/"))
    assert '<a href="#q-why">What for?</a>' in page
    assert ANSWERS["why"] in page
