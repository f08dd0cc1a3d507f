"""A history that leaves the portal can be checked: whatever is changed in the file is found."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import factories
from ventanilla.cli.histories import export_history
from ventanilla.cli.verify import verify_history
from ventanilla.core.kit import clock
from ventanilla.core.timeline.copies import written
from ventanilla.core.timeline.models import Entry
from ventanilla.engines.insights.histories import history_of
from ventanilla.records.tickets import actions as tickets
from ventanilla.records.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(db: None) -> Ticket:
    ana, service = factories.person("Ana"), factories.service(service="thing")
    ticket = tickets.submit(actor=ana, service=service, answers={})
    tickets.comment(actor=ana, ticket=ticket, text="Es para el martes")
    return ticket


def exported(folder: Path, *options: str) -> Path:
    file, today = folder / "history.jsonl", clock.now().date()
    first, last = today - timedelta(days=1), today + timedelta(days=1)
    answer = CliRunner().invoke(
        export_history, [str(file), "--from", f"{first}", "--to", f"{last}", *options]
    )
    assert answer.exit_code == 0, answer.output
    return file


def verified(file: Path) -> Result:
    return CliRunner().invoke(verify_history, ["--file", str(file)])


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return file


def test_all_of_it_is_there_and_holds(ticket: Ticket, tmp_path: Path) -> None:
    file = exported(tmp_path)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert sum("position" in line for line in lines) == Entry.objects.count()
    assert "Es para el martes" in file.read_text()
    answer = verified(file)
    assert (answer.exit_code, answer.output) == (0, "The file holds: it is as the portal wrote it.\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Es para el martes", "Es para el lunes", "what the entry says was changed"),
        ('"type": "ticket.comment_added"', '"type": "ticket.seen"', "the entry, or its place, was changed"),
        ('"said": "Ana', '"said": "Bea', "something was changed since the file was written"),
        ('"seal": "', '"seal": "0', "the seal isn't of this portal"),
        ('{"end"', '{"ende"', "this line can't be read"),
    ],
)
def test_what_was_changed_is_found(ticket: Ticket, tmp_path: Path, old: str, new: str, said: str) -> None:
    answer = verified(changed(exported(tmp_path), old, new))
    assert (answer.exit_code, said in answer.output) == (1, True), answer.output


def test_what_was_left_out_or_cut_off_is_found(ticket: Ticket, tmp_path: Path) -> None:
    file = exported(tmp_path)
    lines = file.read_text().splitlines(keepends=True)
    gone = next(place for place, line in enumerate(lines) if "ticket.routed" in line)
    file.write_text("".join([*lines[:gone], *lines[gone + 1 :]]))
    assert "an entry is missing before this one" in verified(file).output
    file.write_text("".join(lines[:-1]))
    assert "the end of the file is missing" in verified(file).output
    file.write_text("".join([*lines, lines[1]]))
    assert "added behind the end" in verified(file).output


def test_one_that_cannot_be_read_does_not_end_the_copy(ticket: Ticket, tmp_path: Path) -> None:
    Entry.objects.filter(type="ticket.routed").update(payload={})
    file = exported(tmp_path)
    assert "Es para el martes" in file.read_text()
    assert "what the entry says was changed" in verified(file).output


def test_a_part_of_a_history_holds_by_itself(ticket: Ticket, tmp_path: Path) -> None:
    with clock.frozen(clock.now() + timedelta(days=10)):
        tickets.comment(actor=ticket.requester, ticket=ticket, text="Ya es tarde")
        file = exported(tmp_path)
    assert "Es para el martes" not in file.read_text()
    assert verified(file).exit_code == 0


def test_what_is_confidential_is_left_out_unless_it_is_named(ticket: Ticket, tmp_path: Path) -> None:
    care: Any = factories.service(service="care", confidential=True)
    tickets.comment(
        actor=ticket.requester,
        ticket=tickets.submit(actor=ticket.requester, service=care, answers={}),
        text="Entre nosotros",
    )
    file = exported(tmp_path)
    assert "Entre nosotros" not in file.read_text()
    assert '"service": "care"' not in file.read_text()
    file = exported(tmp_path, "--confidential", "care")
    assert "Entre nosotros" in file.read_text()
    assert verified(file).exit_code == 0
    wrong = CliRunner().invoke(
        export_history, ["-", "--from", "2026-01-01", "--to", "2026-01-02", "--confidential", "thing"]
    )
    assert wrong.exit_code == 1


def test_who_asked_gets_it_in_words_and_of_the_team_s_notes_only_that_they_are_there(
    ticket: Ticket, tmp_path: Path
) -> None:
    luis = factories.with_role("agent", ticket.department, "Luis")  # type: ignore[arg-type]
    ticket.team.members.add(luis)
    tickets.comment(actor=luis, ticket=ticket, text="Una nota", public=False)
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(written(history_of(ticket, staff=False))))
    assert "Una nota" not in file.read_text()
    assert '"payload"' not in file.read_text()
    assert "ticket.comment_added" in file.read_text()
    assert verified(file).exit_code == 0
    file.write_text("".join(written(history_of(ticket, staff=True))))
    assert "Una nota" in file.read_text()
    assert verified(file).exit_code == 0


def test_a_file_of_another_portal_is_not_ours(ticket: Ticket, tmp_path: Path, settings: Any) -> None:
    settings.SECRET_KEY = "another"
    file = exported(tmp_path)
    settings.SECRET_KEY = "ours"
    assert "the seal isn't of this portal" in verified(file).output
    settings.SECRET_KEY_FALLBACKS = ["another"]
    assert verified(file).exit_code == 0
