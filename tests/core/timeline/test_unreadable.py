"""An entry that no longer fits its type ends no page."""

from __future__ import annotations

import logging

import pytest
from django.utils.translation import override

from ventanilla.core.timeline.entries import read
from ventanilla.records.tickets.entries import HistoryTaken


def test_what_does_not_fit_is_said_plainly_and_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR), override("en"):
        found = read("ticket.comment_added", {"text": {"a": "private words"}})
        assert (
            found.say("Ana") == "Something happened here that can't be shown any more (ticket.comment_added)."
        )
    assert (found.detail(), found.people_ids(), found.hears) == ("", [], ())
    assert "ticket.comment_added" in caplog.text
    assert "private words" not in caplog.text
    assert isinstance(read("ticket.history_taken", {"form": "csv"}), HistoryTaken)
