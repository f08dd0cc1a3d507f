"""What is noted of how people get on with a form: which questions, never the answers, and not who."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.surfaces.portal.test_drafts import ASK, JSON, KEEP, TYPED
from ventanilla.core.kit import clock
from ventanilla.engines.insights import visits
from ventanilla.engines.insights.models import FormVisit


def test_from_the_first_word_to_sending_it_is_one_visit(ana: Any, laptop: Any, as_: Any) -> None:
    client, start = as_(ana), clock.now()
    with clock.frozen(start):
        opened = visits.stamp()
    with clock.frozen(start + timedelta(minutes=2)):
        client.post(KEEP, {**TYPED, "why": "", "_opened": opened}, headers=JSON)
    with clock.frozen(start + timedelta(minutes=3)):
        client.post(KEEP, {**TYPED, "_draft": "1", "_opened": opened, "why": "Edit"}, headers=JSON)
    with clock.frozen(start + timedelta(hours=3)):
        client.post(ASK, {**TYPED, "_draft": "2", "why": "Edito vídeos"})
        client.post(ASK, {**TYPED, "_draft": "2", "why": "Edito vídeos"})
    visit = FormVisit.objects.get()
    assert (visit.ending, visit.question) == ("sent", "why")
    assert (visit.seen, visit.answered, visit.changed) == (["model", "why"], ["model", "why"], ["why"])
    assert visit.opened_at == start.replace(minute=0, second=0, microsecond=0), (
        "not the moment of the request"
    )
    assert 33 * 60 <= visit.seconds <= 33 * 60 + 1, "a long break counts as half an hour"


def test_nothing_of_it_tells_who_or_what(ana: Any, laptop: Any, as_: Any) -> None:
    as_(ana).post(KEEP, {**TYPED, "why": "Una cosa mía"}, headers=JSON)
    row = FormVisit.objects.values().get()
    assert "person_id" not in row
    assert "Una cosa" not in str(row)


def test_only_looking_at_a_form_leaves_nothing(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    assert 'name="_opened"' in client.get(ASK).content.decode()
    client.post(KEEP, {"model": "", "why": "", "_shown": "model why", "_draft": "0"}, headers=JSON)
    assert not FormVisit.objects.exists()


def test_what_is_sent_at_once_without_a_draft_counts_once(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    for _time in range(2):
        client.post(ASK, {**TYPED, "_opened": "made up"})
    visit = FormVisit.objects.get()
    assert (visit.ending, visit.answered) == ("sent", ["model", "why"])


def test_dropping_it_is_an_ending_too(ana: Any, laptop: Any, as_: Any) -> None:
    client = as_(ana)
    client.post(KEEP, TYPED, headers=JSON)
    client.post(f"{KEEP}removal/")
    assert FormVisit.objects.get().ending == "dropped"


def test_a_stamp_is_only_believed_when_it_is_ours_and_not_old() -> None:
    stamp = visits.stamp()
    assert visits.opened_at(stamp) is not None
    assert visits.opened_at(stamp + "x") is None
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert visits.opened_at(stamp) is None
