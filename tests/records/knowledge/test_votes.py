"""Whether it helped: one vote for each reader, and pictures in between."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.factories import department, person, with_role
from tests.records.knowledge.made import article, draft
from ventanilla.core.access.choices import Role
from ventanilla.core.files.jobs import sweep
from ventanilla.core.files.models import StoredFile
from ventanilla.core.kit import clock
from ventanilla.core.kit.errors import Invalid, NotAllowed, NotFound
from ventanilla.core.timeline.models import Entry
from ventanilla.records.knowledge import actions, queries
from ventanilla.records.knowledge.choices import Reason
from ventanilla.records.knowledge.models import Article, Vote

pytestmark = pytest.mark.django_db

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
)


def counts(made: Article) -> tuple[int, int]:
    made.refresh_from_db()
    return made.helpful, made.unhelpful


def test_each_reader_has_one_vote_and_may_change_it() -> None:
    made, ana, pepe = article(), person("Ana"), person("Pepe")
    actions.vote(actor=ana, article=made, helpful=True)
    actions.vote(actor=pepe, article=made, helpful=False)
    assert counts(made) == (1, 1)
    actions.vote(actor=ana, article=made, helpful=False, reason="failed", text=" No abre. ")
    assert counts(made) == (0, 2)
    vote = Vote.objects.get(person=ana)
    assert (vote.reason, vote.text, vote.language) == ("failed", "No abre.", "es")
    actions.withdraw_vote(actor=pepe, article=made)
    assert counts(made) == (0, 1)


def test_the_same_vote_again_is_recorded_once() -> None:
    made, ana = article(), person("Ana")
    for _ in range(2):
        actions.vote(actor=ana, article=made, helpful=False, reason="unclear")
    rows = Entry.objects.filter(stream=made.stream_id, type="article.voted")
    assert [row.payload["reason"] for row in rows] == ["unclear"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"helpful": False, "reason": "because"}, "reason"),
        ({"helpful": False, "text": "x" * 1001}, "text"),
        ({"helpful": True, "reason": "unclear"}, "reason"),
    ],
)
def test_votes_that_make_no_sense_are_refused(values: dict, field: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Invalid) as refused:
        actions.vote(actor=person("Ana"), article=article(), **values)
    assert list(refused.value.fields) == [field]


def test_nobody_votes_on_what_they_may_not_read() -> None:
    for made in (draft(), article(audience={"fact": "person.department", "op": "is", "value": "x"})):
        with pytest.raises(NotFound):
            actions.vote(actor=person("Ana"), article=made, helpful=True)


def test_authors_read_why_it_did_not_help() -> None:
    made = article()
    for name, reason, text in (
        ("Ana", "failed", "No abre."),
        ("Pepe", "failed", ""),
        ("Eva", "outdated", ""),
    ):
        actions.vote(actor=person(name), article=made, helpful=False, reason=reason, text=text)
    reasons, said = queries.reasons_against(made)
    assert reasons == [(Reason.FAILED, 2), (Reason.OUTDATED, 1)]
    assert [vote.text for vote in said] == ["No abre."]


def test_a_picture_is_seen_by_readers_and_authors_of_its_article_alone() -> None:
    luis = with_role(Role.AGENT, department(), "Luis")
    made = draft()
    picture = actions.add_picture(actor=luis, article=made, name="a.png", content=BytesIO(PNG))
    key = picture.file.key
    assert queries.picture_for(luis, key) == picture.file
    with pytest.raises(NotFound):
        queries.picture_for(person("Ana"), key)
    actions.publish(actor=luis, article=made)
    assert queries.picture_for(person("Ana"), key) == picture.file


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", b"<svg/>"), ("a.png", b"<html>"), ("a.pdf", b"%PDF-1.7\n"), ("a.png", b"")],
)
def test_only_pictures_that_can_hold_no_script_are_kept(name: str, content: bytes) -> None:
    with pytest.raises(Invalid):
        actions.add_picture(actor=None, article=draft(), name=name, content=BytesIO(content))
    assert StoredFile.objects.count() == 0


def test_readers_add_no_pictures() -> None:
    with pytest.raises(NotAllowed):
        actions.add_picture(actor=person("Ana"), article=article(), name="a.png", content=BytesIO(PNG))


def test_pictures_are_not_swept_away() -> None:
    picture = actions.add_picture(actor=None, article=draft(), name="a.png", content=BytesIO(PNG))
    StoredFile.objects.update(created_at=clock.now().replace(year=2020))
    sweep()
    assert StoredFile.objects.get() == picture.file
