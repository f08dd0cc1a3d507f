"""The page of a finished request asks how it was, and the desk shows what was said."""

from __future__ import annotations

import re
from typing import Any

from ventanilla.records.tickets.actions import comment, resolve


def text(response: Any) -> str:
    return str(response.content.decode())


def test_it_is_asked_when_it_is_done_kept_and_shown_at_the_desk(
    ana: Any, luis: Any, ask: Any, as_: Any
) -> None:
    ticket, client = ask(), as_(ana)
    here = f"/requests/{ticket.number}/"
    assert "How was it?" not in text(client.get(here))
    resolve(actor=luis, ticket=ticket)
    assert 'name="mark" value="5"' in text(client.get(here))
    sent = client.post(f"{here}rating/", {"mark": "2", "comment": "It took <long>."}, follow=True)
    page = text(sent)
    assert "open the request again below" in page
    assert "You said: Bad (2 of 5)." in page
    assert 'value="2" checked' in page
    desk = text(as_(luis).get(f"/desk/tickets/{ticket.number}/"))
    assert "How it was for Ana" in desk
    assert "It took &lt;long&gt;." in desk


def test_what_was_typed_comes_back_with_what_is_wrong(ana: Any, luis: Any, ask: Any, as_: Any) -> None:
    ticket, client = ask(), as_(ana)
    resolve(actor=luis, ticket=ticket)
    for wrong in ("", "9" * 5000, "²", "-1"):
        answer = client.post(f"/requests/{ticket.number}/rating/", {"mark": wrong, "comment": "Kept words"})
        assert answer.status_code == 422
    assert "Kept words" in text(answer)
    assert 'href="#id_rating_mark"' in text(answer)
    assert "Choose how it was." in text(answer)


def test_the_question_comes_into_a_page_that_is_open_and_stays_as_it_is_typed_in(
    ana: Any, luis: Any, ask: Any, as_: Any
) -> None:
    ticket, client = ask(), as_(ana)

    def looked(page: str) -> str:
        """What the page takes in when it looks for news."""
        found = re.search(r'hx-get="([^"]+)"', page)
        assert found
        return text(client.get(found[1].replace("&amp;", "&")))

    before = text(client.get(f"/requests/{ticket.number}/"))
    assert '<div id="request-rating"></div>' in before
    assert 'name="reopen"' not in before
    resolve(actor=luis, ticket=ticket)
    came = looked(before)
    assert '<div id="request-rating" hx-swap-oob="true">' in came
    assert 'name="mark" value="5"' in came
    assert 'name="reopen"' in came
    comment(actor=luis, ticket=ticket, text="All yours.")
    more = looked(came)
    assert "All yours." in more
    assert "request-rating" not in more
    comment(actor=ana, ticket=ticket, text="It fails again.", reopen=True)
    assert '<div id="request-rating" hx-swap-oob="true"></div>' in looked(more)
