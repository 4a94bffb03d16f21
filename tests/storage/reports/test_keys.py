"""The key file of reports: made once, for its owner alone; locked, unlocked, damaged; statements."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from storage.reports import crypto, keys
from storage.reports.crypto import Unreadable
from storage.reports.sealing import Intake, Keyring, Words, verify_statement

DAY = date(2026, 11, 24)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases at the least cost: what is tested is not how slow they are."""
    monkeypatch.setattr(keys, "LOCK_OPS", 1)
    monkeypatch.setattr(keys, "LOCK_MEMORY", 8192)


def test_a_key_file_comes_back_as_it_was_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "report.key"
    file = keys.generate(DAY)
    keys.save(path, file, new=True)
    assert keys.load(path) == file
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["report.key"]


def test_a_key_file_is_never_overwritten_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "report.key"
    keys.save(path, keys.generate(DAY), new=True)
    before = path.read_bytes()
    with pytest.raises(keys.KeyProblem, match="never overwritten"):
        keys.save(path, keys.generate(DAY), new=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_key_file_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "report.key"
    keys.save(path, keys.generate(DAY))
    path.chmod(mode)
    with pytest.raises(keys.KeyProblem, match="chmod 600"):
        keys.load(path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 2}', "null", "\x00\xff"])
def test_what_is_no_key_file_is_said_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.key"
    path.write_text(text, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(keys.KeyProblem):
        keys.load(path)
    with pytest.raises(keys.KeyProblem, match="cannot be read"):
        keys.load(tmp_path / "none")


def test_a_private_key_that_is_not_the_public_ones_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.key"
    keys.save(path, keys.generate(DAY))
    plain = json.loads(path.read_text())
    plain["keys"][0]["secret"] = keys._text(os.urandom(32))
    path.write_text(json.dumps(plain))
    with pytest.raises(keys.KeyProblem, match="damaged"):
        keys.load(path)


def test_a_passphrase_locks_the_private_key_and_nothing_opens_without_it(tmp_path: Path, cheap: None) -> None:
    path = tmp_path / "report.key"
    made = keys.generate(DAY, "correct horse")
    keys.save(path, made)
    secret = made.keys[0].secret
    assert secret is not None
    assert keys._text(secret) not in path.read_text()
    locked = keys.load(path)
    assert locked.locked
    assert not locked.opens
    with pytest.raises(keys.KeyProblem, match="passphrase"):
        keys.unlock(locked, "wrong")
    assert keys.unlock(locked, "correct horse") == made
    sealed = Intake(locked).seal_words(Words("粉尘"), None)
    with pytest.raises(Unreadable):
        Keyring(locked).words(made.keys[0].id, sealed.key_office, sealed.body)


def test_a_file_for_intake_seals_and_opens_nothing(tmp_path: Path) -> None:
    full = keys.generate(DAY)
    path = tmp_path / "intake.key"
    keys.save(path, full.for_intake())
    part = keys.load(path)
    secret = full.keys[0].secret
    assert secret is not None
    assert keys._text(secret) not in path.read_text()
    assert (part.opens, part.locked) == (False, False)
    sealed = Intake(part).seal_words(Words("没有抽风"), None)
    with pytest.raises(Unreadable):
        Keyring(part).words(part.keys[0].id, sealed.key_office, sealed.body)
    assert Keyring(full).words(full.keys[0].id, sealed.key_office, sealed.body).text == "没有抽风"


def test_statements_prove_number_and_day_and_nothing_else() -> None:
    file = keys.generate(DAY)
    intake = Intake(file)
    statement = intake.statement("7K2M-QX4R", DAY)
    assert verify_statement(statement, intake.verify_key) == ("7K2M-QX4R", DAY)
    assert verify_statement(f" {statement}\n", intake.verify_key) == ("7K2M-QX4R", DAY)
    other = Intake(keys.generate(DAY))
    assert verify_statement(statement, other.verify_key) is None
    for forged in (
        statement.replace("20261124", "20261123"),
        statement.replace("7K2M", "7K2N"),
        "",
        "CA1.a.b.c",
    ):
        assert verify_statement(forged, intake.verify_key) is None


@pytest.mark.parametrize("size", [0, 1, 1019, 1020, 1021, 5000])
def test_sizes_are_rounded_up(size: int) -> None:
    padded = crypto.pad(b"x" * size, 1024)
    assert len(padded) % 1024 == 0
    assert crypto.unpad(padded) == b"x" * size


def test_changed_bytes_are_noticed() -> None:
    file = keys.generate(DAY)
    ring, id_ = Keyring(file), file.keys[0].id
    sealed = Intake(file).seal_words(Words("x"), None)
    for place in (0, 30, len(sealed.body) - 1):
        body = bytearray(sealed.body)
        body[place] ^= 1
        with pytest.raises(Unreadable):
            ring.words(id_, sealed.key_office, bytes(body))
    with pytest.raises(Unreadable):
        crypto.unpad(b"\xff\xff\xff\xff")


def test_tickets_belong_to_one_receipt_and_one_pepper() -> None:
    pepper, other = os.urandom(32), os.urandom(32)
    one = crypto.derive_ticket(pepper, "4821093755162048")
    assert one == crypto.derive_ticket(pepper, "4821093755162048")
    assert one.lookup != one.secret
    again = crypto.derive_ticket(other, "4821093755162048")
    assert {one.lookup, one.secret}.isdisjoint({again.lookup, again.secret})
    assert one.lookup != crypto.derive_ticket(pepper, "4821093755162049").lookup
    assert "4821" not in repr(one)


def test_texts_are_known_again_in_other_clothes() -> None:
    intake = Intake(keys.generate(DAY))
    assert intake.tag_text("喷胶车间没有抽风。") == intake.tag_text(" 喷胶车间,没有抽风\n")
    assert intake.tag_text("喷胶车间没有抽风") != intake.tag_text("喷漆车间没有抽风")
    assert intake.tag_text("ＡＢＣ 1") == intake.tag_text("abc1")
    assert intake.tag_text("……") != intake.tag_text("!!!")
    assert intake.tag_enterprise(7) != Intake(keys.generate(DAY)).tag_enterprise(7)
