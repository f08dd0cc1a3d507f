from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from ventanilla.cli import keys as command
from ventanilla.core.kit import sealing


@pytest.fixture
def file(settings, tmp_path) -> Path:
    settings.SEALING_KEYS = []
    settings.SEALING_KEYS_FILE = tmp_path / "data" / "sealing_keys"
    return tmp_path / "data" / "sealing_keys"


@pytest.fixture
def held(monkeypatch) -> list[str]:
    """Two kept secrets, and nobody else who keeps some."""
    kept = [sealing.seal("one"), sealing.seal("two")]

    def reseal_all(reseal: sealing.Reseal) -> int:
        kept[:] = [reseal(token) for token in kept]
        return len(kept)

    monkeypatch.setattr(sealing, "_holders", {})
    sealing.holds_sealed("test secrets", reseal_all)
    return kept


def test_what_is_sealed_can_be_opened_and_shows_nothing(file):
    token = sealing.seal("contraseña ñ")
    assert "contrase" not in token
    assert sealing.unseal(token) == "contraseña ñ"
    assert sealing.seal("contraseña ñ") != token


def test_the_key_is_made_once_and_only_its_owner_reads_it(file):
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda number: sealing.seal(str(number)), range(8)))
    assert [sealing.unseal(token) for token in tokens] == [str(number) for number in range(8)]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["sealing_keys"]


def test_the_first_key_seals_and_all_of_them_open(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.SEALING_KEYS = [old]
    token = sealing.seal("kept")
    settings.SEALING_KEYS = [new, old]
    assert sealing.unseal(token) == "kept"
    settings.SEALING_KEYS = [new]
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(token)


def test_an_altered_token_is_unreadable(file):
    token = sealing.seal("kept")
    for wrong in (token[:-6] + "AAAAA=", "", "ñ"):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(wrong)


def test_rotating_seals_everything_anew_and_the_old_key_may_go(file, held):
    before = list(held)
    done = CliRunner().invoke(command.rotate_keys, ["--forget-old"])
    assert done.exit_code == 0, done.output
    assert "test secrets: 2 sealed" in done.output
    assert len(sealing.keys()) == 1
    assert [sealing.unseal(token) for token in held] == ["one", "two"]
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(before[0])


def test_without_the_word_the_old_key_stays(file, held):
    before = list(held)
    assert CliRunner().invoke(command.rotate_keys, []).exit_code == 0
    assert len(sealing.keys()) == 2
    assert sealing.unseal(before[0]) == "one"


def test_a_secret_that_cannot_be_read_keeps_the_old_keys(file, held):
    held.append("nonsense")
    failed = CliRunner().invoke(command.rotate_keys, ["--forget-old"])
    assert failed.exit_code == 1
    assert "can't be read" in failed.output
    assert len(sealing.keys()) == 2


def test_keys_of_the_settings_are_changed_there(settings, held):
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(ImproperlyConfigured, match="VENTANILLA_SECRET_KEYS"):
        sealing.add_key()
    settings.SEALING_KEYS = ["no key"]
    with pytest.raises(ImproperlyConfigured, match="rotate-keys --print"):
        sealing.seal("x")


def test_a_key_for_the_settings_can_be_printed():
    printed = CliRunner().invoke(command.rotate_keys, ["--print"])
    assert Fernet(printed.output.strip())
