"""What is typed is kept, on any device, until it is sent, dropped or 30 days old."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import factories
from tests.surfaces.portal.conftest import ANSWERS, FORM
from ventanilla.core.blueprint.questions import Secret
from ventanilla.core.kit import clock
from ventanilla.records.tickets.actions.drafts import drop_old_drafts, without_secrets
from ventanilla.records.tickets.models import Draft, Ticket

ASK = "/services/laptop/ask/"
KEEP = f"{ASK}draft/"
JSON = {"accept": "application/json"}
TYPED = {"model": "pro", "why": "Edito", "_shown": "model why", "_draft": "0", "key": "k"}


def test_each_change_is_kept_and_found_again_on_another_device(ana: Any, laptop: Any, as_: Any) -> None:
    kept = as_(ana).post(KEEP, TYPED, headers=JSON)
    assert kept.json()["revision"] == 1
    elsewhere = as_(ana)
    home = elsewhere.get("/").content.decode()
    assert "What you have begun" in home
    page = elsewhere.get(ASK).content.decode()
    assert "You began this today at" in page
    assert "Edito" in page
    assert 'name="_draft" value="1"' in page


def test_a_form_that_nobody_typed_in_leaves_nothing(ana: Any, laptop: Any, as_: Any) -> None:
    empty = {"model": "", "why": "", "_shown": "model why", "_draft": "0"}
    client = as_(ana)
    client.get(ASK)
    assert client.post(KEEP, empty, headers=JSON).json() == {"revision": 0, "said": ""}
    assert not Draft.objects.exists()


def test_two_devices_do_not_write_over_each_other(ana: Any, laptop: Any, as_: Any) -> None:
    here, there = as_(ana), as_(ana)
    here.post(KEEP, TYPED, headers=JSON)
    there.post(KEEP, {**TYPED, "_draft": "1", "why": "Later"}, headers=JSON)
    refused = here.post(KEEP, {**TYPED, "_draft": "1", "why": "Mine"}, headers=JSON)
    assert refused.status_code == 409
    assert Draft.objects.get().answers["why"] == "Later"
    page = here.post(ASK, {**TYPED, "_draft": "1", "why": "Mine", "_go": "stay"})
    assert page.status_code == 409
    assert "You went on with this somewhere else" in page.content.decode()
    assert "Mine" in page.content.decode()
    here.post(ASK, {**TYPED, "_draft": "1", "why": "Mine", "_go": "stay", "_over": "1"})
    assert Draft.objects.get().answers["why"] == "Mine"


def test_sending_ends_the_draft_but_not_one_that_is_newer(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    client.post(KEEP, TYPED, headers=JSON)
    client.post(ASK, {**TYPED, "_draft": "1"})
    assert Ticket.objects.count() == 1
    assert not Draft.objects.exists()
    client.post(KEEP, TYPED, headers=JSON)
    client.post(KEEP, {**TYPED, "_draft": "1", "why": "More"}, headers=JSON)
    client.post(ASK, {**TYPED, "_draft": "1", "key": "other"})
    assert Draft.objects.get().answers["why"] == "More"


def test_it_is_discarded_from_the_home_page(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    client.post(KEEP, TYPED, headers=JSON)
    assert client.post(f"{KEEP}removal/")["Location"] == "/"
    assert not Draft.objects.exists()
    assert "What you have begun" not in client.get("/").content.decode()


def test_whom_it_is_for_is_kept(ana: Any, laptop: Any, as_: Any) -> None:
    diego = factories.person("Diego")
    as_(ana).post(KEEP, {**TYPED, "for": "other", "requested_for": diego.email}, headers=JSON)
    assert Draft.objects.get().requested_for == diego
    assert f"Diego ({diego.email})" in as_(ana).get(ASK).content.decode()


def test_a_service_that_was_published_anew_says_what_changed(ana: Any, laptop: Any, as_: Any) -> None:
    as_(ana).post(KEEP, TYPED, headers=JSON)
    model, _why = FORM[0]["questions"]
    colour = {"id": "colour", "type": "short_text", "label": {"en": "Which colour?", "es": "¿Color?"}}
    section = {**FORM[0], "questions": [{**model, "required": False}, colour]}
    factories.service(service="laptop", form=[section])
    page = as_(ana).get(ASK).content.decode()
    for line in ("New: Which colour?", "Asked differently: Which one?", "Not asked any more: What for?"):
        assert line in page
    assert "The service has changed since then" in as_(ana).get("/").content.decode()


def test_a_draft_for_a_service_that_is_not_for_them_any_more_is_not_shown(
    ana: Any, laptop: Any, as_: Any
) -> None:
    as_(ana).post(KEEP, TYPED, headers=JSON)
    nobody = {"fact": "person.email", "op": "is", "value": "nobody@acme.example"}
    factories.service(service="laptop", form=FORM, audience=nobody)
    assert "What you have begun" not in as_(ana).get("/").content.decode()
    assert as_(ana).post(KEEP, TYPED, headers=JSON).status_code == 404


def test_after_thirty_days_it_is_gone(ana: Any, laptop: Any, as_: Any) -> None:
    as_(ana).post(KEEP, TYPED, headers=JSON)
    Draft.objects.update(changed_at=clock.now() - timedelta(days=29, hours=23))
    assert drop_old_drafts() == 0
    Draft.objects.update(changed_at=clock.now() - timedelta(days=30, hours=1))
    assert drop_old_drafts() == 1


def test_what_was_typed_survives_an_ended_session_and_is_put_back(ana: Any, laptop: Any, client: Any) -> None:
    ana.set_password("ventanilla")
    ana.save()
    away = client.post(KEEP, TYPED, headers=JSON)
    assert away.url == "/sign-in/?next=/sign-in/resume/"
    client.post(away.url, {"username": ana.email, "password": "ventanilla", "next": "/sign-in/resume/"})
    page = client.get("/sign-in/resume/").content.decode()
    assert f'action="{ASK}"' in page
    assert "Put it back into the form" in page
    back = client.post(ASK, {**TYPED, "_go": "stay"})
    assert back.status_code == 200
    assert "Edito" in back.content.decode()
    assert Draft.objects.get().answers["why"] == "Edito"
    assert not Ticket.objects.exists()


def test_what_postgresql_cannot_keep_is_no_fault(ana: Any, laptop: Any, as_: Any) -> None:
    kept = as_(ana).post(KEEP, {**TYPED, "why": "a\x00b", "_draft": "9" * 30}, headers=JSON)
    assert kept.status_code == 200
    assert "\x00" not in str(Draft.objects.get().answers)


def test_too_much_is_said_and_not_kept(ana: Any, laptop: Any, as_: Any) -> None:
    kept = as_(ana).post(KEEP, {**TYPED, "why": "x" * 500_000}, headers=JSON)
    assert kept.status_code == 422
    assert not Draft.objects.exists()


def test_secrets_are_left_out_wherever_they_stand(laptop: Any) -> None:
    form = factories.package({"form": FORM}).form
    pin = Secret(id="why", label={"en": "PIN"})
    hidden = form[0].model_copy(update={"questions": (form[0].questions[0], pin)})
    assert without_secrets([hidden], ANSWERS) == {"model": "pro"}
