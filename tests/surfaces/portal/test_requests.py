from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.surfaces.portal.conftest import ANSWERS
from ventanilla.engines.workflow.actions import decide
from ventanilla.engines.workflow.choices import Verdict
from ventanilla.records.tickets.actions import cancel, comment, see
from ventanilla.records.tickets.models import Comment


def pdf(name: str = "quote.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", content_type="application/pdf")


def test_my_requests_are_under_way_or_finished(ana: Any, ask: Any, as_: Any) -> None:
    going, over = ask(), ask(why="Not needed")
    cancel(actor=ana, ticket=over)
    client = as_(ana)
    open_page, finished = (
        client.get(f"/requests/{more}").content.decode() for more in ("", "?show=finished")
    )
    assert going.number in open_page
    assert over.number not in open_page
    assert over.number in finished
    assert "Waiting for the decision of Marta" in open_page


def test_long_lists_go_on_by_key(ana: Any, ask: Any, as_: Any) -> None:
    numbers = [ask(why=f"Reason {number}").number for number in range(33)]
    client = as_(ana)
    first = client.get("/requests/").content.decode()
    more = first[first.index("/requests/?after=") :].partition('"')[0]
    rest = client.get(more, headers={"HX-Request": "true"}).content.decode()
    assert [number for number in numbers if number in first] == numbers[3:]
    assert [number for number in numbers if number in rest] == numbers[:3]
    assert "<html" not in rest


def test_lists_take_the_same_queries_however_long(ana: Any, ask: Any, as_: Any, queries_of: Any) -> None:
    ask()
    few = queries_of(as_(ana), "/requests/")
    for number in range(8):
        ask(why=f"Reason {number}")
    assert queries_of(as_(ana), "/requests/") == few


def test_the_page_tells_how_it_stands(ana: Any, marta: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    page = as_(ana).get(f"/requests/{ticket.number}/").content.decode()
    assert "hasn&#x27;t opened it yet" in page
    assert "Waiting for the decision of Marta" in page
    assert "After that: Prepare it (It equipment)." in page
    decide(actor=marta, approval=ticket.approvals.get(), verdict=Verdict.APPROVE, comment="Go <on>")
    see(actor=luis, ticket=ticket)
    page = as_(ana).get(f"/requests/{ticket.number}/").content.decode()
    assert "Seen by It equipment" in page
    assert "It equipment has the next step: Prepare it" in page
    assert "Go &lt;on&gt;" in page
    assert "Edito vídeos." in page


def test_the_cost_of_a_choice_is_for_who_decides(ana: Any, marta: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    assert "2,349.00" not in as_(ana).get(f"/requests/{ticket.number}/").content.decode()
    assert "2,349.00" in as_(marta).get(f"/approvals/{ticket.approvals.get().pk}/").content.decode()


def test_the_page_takes_the_same_queries_however_much_was_said(
    ana: Any, luis: Any, ask: Any, as_: Any, queries_of: Any
) -> None:
    ticket = ask()
    comment(actor=ana, ticket=ticket, text="Hello")
    few = queries_of(as_(ana), f"/requests/{ticket.number}/")
    for number in range(10):
        comment(actor=luis, ticket=ticket, text=f"Message {number}")
    assert queries_of(as_(ana), f"/requests/{ticket.number}/") == few


def test_notes_of_the_team_stay_at_the_desk(ana: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket = ask()
    comment(actor=luis, ticket=ticket, text="She always asks twice", public=False)
    for path in ("", "live/?since=0"):
        assert "asks twice" not in as_(ana).get(f"/requests/{ticket.number}/{path}").content.decode()


@pytest.mark.parametrize("stranger", ["clara", "diego"])
def test_what_one_may_not_see_is_not_there(stranger: str, ana: Any, clara: Any, ask: Any, as_: Any) -> None:
    person = clara if stranger == "clara" else factories.person("Diego")
    ticket = ask()
    as_(ana).post(f"/requests/{ticket.number}/comments/", {"text": "See this", "files": pdf()})
    key = ticket.attachments.get().file.key
    client, root = as_(person), f"/requests/{ticket.number}/"
    for path in ("", "live/", "sent/", f"files/{key}/", "tasks/1/"):
        assert client.get(f"{root}{path}").status_code == 404, path
    for path in ("comments/", "cancellation/", "participants/", "tasks/1/", "tasks/1/state/"):
        assert client.post(f"{root}{path}", {"text": "x", "person": "ana@acme.example"}).status_code == 404, (
            path
        )
    assert client.get(f"/approvals/{ticket.approvals.get().pk}/").status_code == 404
    assert (
        client.post(f"/approvals/{ticket.approvals.get().pk}/decision/", {"verdict": "approve"}).status_code
        == 404
    )
    assert Comment.objects.count() == 1


def test_a_message_with_a_file(ana: Any, ask: Any, as_: Any) -> None:
    ticket, client = ask(), as_(ana)
    response = client.post(f"/requests/{ticket.number}/comments/", {"text": "The quote", "files": pdf()})
    assert response["Location"] == f"/requests/{ticket.number}/#conversation"
    page = client.get(f"/requests/{ticket.number}/").content.decode()
    assert "The quote" in page
    served = client.get(f"/requests/{ticket.number}/files/{ticket.attachments.get().file.key}/")
    assert served["Content-Disposition"] == 'attachment; filename="quote.pdf"'
    served.close()


def test_an_empty_message_says_so(ana: Any, ask: Any, as_: Any) -> None:
    response = as_(ana).post(f"/requests/{ask().number}/comments/", {"text": "  "})
    assert response.status_code == 422
    assert 'href="#id_text"' in response.content.decode()


def test_a_refused_file_keeps_the_text_and_the_other_file(ana: Any, ask: Any, as_: Any) -> None:
    ticket, client = ask(), as_(ana)
    bad = SimpleUploadedFile("virus.exe", b"MZ\x90\x00", content_type="application/octet-stream")
    response = client.post(
        f"/requests/{ticket.number}/comments/", {"text": "Long words", "files": [pdf(), bad]}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Long words" in page
    key = page[page.index('name="files_kept" value="') + 25 :].partition('"')[0]
    client.post(f"/requests/{ticket.number}/comments/", {"text": "Long words", "files_kept": key})
    assert Comment.objects.get().attachments.get().file.name == "quote.pdf"


def test_withdrawing_with_a_reason(ana: Any, marta: Any, ask: Any, as_: Any) -> None:
    ticket, client = ask(), as_(ana)
    client.post(f"/requests/{ticket.number}/cancellation/", {"text": "Found one in the store"})
    ticket.refresh_from_db()
    assert (ticket.status, ticket.outcome) == ("resolved", "withdrawn")
    page = client.get(f"/requests/{ticket.number}/").content.decode()
    assert "Found one in the store" in page
    assert "cancellation" not in page
    assert as_(marta).post(f"/requests/{ticket.number}/cancellation/").status_code in (403, 409)


def test_a_colleague_can_be_let_in(ana: Any, clara: Any, ask: Any, as_: Any) -> None:
    diego, ticket = factories.person("Diego"), ask()
    url = f"/requests/{ticket.number}/participants/"
    assert as_(ana).post(url, {"person": clara.email}).status_code == 422
    assert as_(ana).post(url, {"person": diego.email}).status_code == 302
    assert as_(diego).get(f"/requests/{ticket.number}/").status_code == 200
    assert as_(clara).get(f"/requests/{ticket.number}/").status_code == 404


def test_an_open_page_hears_only_of_news(ana: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket, client = ask(), as_(ana)
    ticket.stream.refresh_from_db()
    url = f"/requests/{ticket.number}/live/?since={ticket.stream.length}"
    quiet = client.get(url)
    assert (quiet.status_code, quiet.content) == (204, b"")
    comment(actor=luis, ticket=ticket, text="It is on its way")
    news = client.get(url).content.decode()
    assert "It is on its way" in news
    assert 'name="text"' not in news


def test_the_answers_asked_are_those_given(ana: Any, ask: Any, as_: Any) -> None:
    page = as_(ana).get(f"/requests/{ask(why='A' * 900).number}/").content.decode()
    assert "A" * 900 in page
    assert ANSWERS["model"].capitalize() in page
