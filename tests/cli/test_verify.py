from __future__ import annotations

import pytest
from click.testing import CliRunner
from django.db import connection

from tests import factories
from ventanilla.cli.verify import verify_history
from ventanilla.core.timeline import chain
from ventanilla.core.timeline.models import Entry, Stream

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(verify_history, list(arguments))


def test_an_untouched_history_holds():
    factories.person("Ana")
    answer = run()
    assert (answer.exit_code, "The history holds" in answer.output) == (0, True)


def test_a_byte_changed_in_the_database_is_found_and_named():
    ana = factories.person("Ana")
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE timeline_entry SET payload = jsonb_set(payload, '{key}', '"x"') WHERE position = 1"""
        )
    answer = run()
    assert answer.exit_code == 1
    assert f"person {ana.pk}" in answer.output
    assert "what the entry says was changed" in answer.output


def test_saved_heads_show_a_chain_that_was_written_anew(tmp_path):
    ana = factories.person("Ana")
    heads = tmp_path / "heads.json"
    assert run("--save", str(heads)).exit_code == 0
    stream = Stream.objects.get(subject_kind="person", subject_id=str(ana.pk))
    entry = Entry.objects.get(stream=stream)
    entry.payload = {**entry.payload, "key": "somebody else"}
    entry.digest = chain.digest(entry.salt, entry.payload)
    entry.chain = entry.link("")
    entry.save()
    Stream.objects.filter(pk=stream.pk).update(head=entry.chain)
    assert run().exit_code == 0
    answer = run("--against", str(heads))
    assert (answer.exit_code, f"person {ana.pk}" in answer.output) == (1, True)
