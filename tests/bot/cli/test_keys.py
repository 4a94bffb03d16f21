"""The key of anonymous reports on the command line: made once, shown, changed without losing a report."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from content.loader import report_rules
from content.typed.receipts import new_receipt
from storage.base.database import Database
from storage.base.urls import sqlite_url
from storage.offices import jurisdictions
from storage.reports import crypto, receipts
from storage.reports import intake as reports_intake
from storage.reports import keys as reports_keys
from storage.reports.crypto import Unreadable
from storage.reports.files import ReportFiles
from storage.reports.intake import Draft
from storage.reports.sealing import Intake, Keyring
from storage.tables.reports import ReportFile, ReportMessage
from tests.bot.conftest import Chenan

DAY = date(2026, 11, 24)


@pytest.fixture
def key(tmp_path: Path, ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path for the key of an installation with tables; receipts cost nothing here."""
    monkeypatch.setattr(crypto, "RECEIPT_OPS", 1)
    monkeypatch.setattr(crypto, "RECEIPT_MEMORY", 8192)
    path = tmp_path / "keys" / "report.key"
    monkeypatch.setenv("CHENAN_REPORT_KEY_FILE", str(path))
    return path


async def _send(home: Path, key: Path, receipt: str) -> None:
    file = reports_keys.load(key)
    database, intake = Database(sqlite_url(home / "chenan.db")), Intake(file)
    async with database.read() as db:
        place = (await jurisdictions.get(db, "HL")).id
    draft = Draft("checkups", "没有体检", "year", place, photos=(b"jpeg",))
    prepared = await reports_intake.prepare(
        intake, ReportFiles(home / "reports"), report_rules(), receipt, draft, DAY
    )
    async with database.begin() as db:
        await reports_intake.submit(db, DAY, prepared)
    await database.close()


async def _read(home: Path, key: Path, receipt: str) -> tuple[str, bytes, str]:
    """The report as the office reads it (text, photo), and the receipt's state."""
    file = reports_keys.load(key)
    ring, database = Keyring(file), Database(sqlite_url(home / "chenan.db"))
    try:
        async with database.read() as db:
            message = (await db.execute(ReportMessage.__table__.select())).one()
            photo = (await db.execute(ReportFile.__table__.select())).one()
            seen = await receipts.look_up(db, await Intake(file).ticket(receipt))
    finally:
        await database.close()
    text = ring.words(message.key_id, message.key_office, message.body).text
    body = await ReportFiles(home / "reports").get(photo.name)
    return text, ring.photo(photo.key_id, photo.key_office, body), seen.messages[0].text


def test_a_key_is_made_once(ready: Chenan, key: Path) -> None:
    made = ready("keys", "new")
    assert made.code == 0
    assert "copy" in made.err
    assert key.stat().st_mode & 0o777 == 0o600
    before = key.read_bytes()
    again = ready("keys", "new")
    assert again.code == 1
    assert "rotate" in again.err
    assert key.read_bytes() == before


def test_without_a_place_for_it_every_command_says_so(ready: Chenan) -> None:
    for command in ("new", "show", "rotate"):
        done = ready("keys", command)
        assert done.code == 2
        assert "CHENAN_REPORT_KEY_FILE" in done.err


def test_what_is_shown_is_public(ready: Chenan, key: Path) -> None:
    ready("keys", "new")
    file = reports_keys.load(key)
    secret = file.keys[0].secret
    assert secret is not None
    shown = ready("keys", "show").out + ready("keys", "show", "--json").out
    for hidden in (secret, file.pepper, file.signing):
        assert hidden.hex() not in shown
        assert reports_keys._text(hidden) not in shown
    (line,) = ready("keys", "show", "--json").json["keys"]
    assert (line["id"], line["private"]) == (file.keys[0].id, "here")


def test_a_change_of_key_loses_nothing(ready: Chenan, key: Path, home: Path) -> None:
    ready("keys", "new")
    receipt = new_receipt()
    asyncio.run(_send(home, key, receipt))
    old = reports_keys.load(key)
    before = asyncio.run(_read(home, key, receipt))
    assert ready("keys", "rotate", "--finish").code == 1
    done = ready("keys", "rotate")
    assert (done.code, "2 texts and photos" in done.out) == (0, True)
    assert len(reports_keys.load(key).keys) == 2
    assert ready("keys", "rotate").code == 1
    assert asyncio.run(_read(home, key, receipt)) == before
    done = ready("keys", "rotate", "--finish")
    assert (done.code, "0 texts and photos" in done.out) == (0, True)
    (left,) = reports_keys.load(key).keys
    assert left.id != old.keys[0].id
    assert asyncio.run(_read(home, key, receipt)) == before
    stolen = key.with_name("old")
    reports_keys.save(stolen, old)
    with pytest.raises(Unreadable):
        asyncio.run(_read(home, stolen, receipt))


def test_what_a_process_sealed_to_the_older_key_meanwhile_is_kept(
    ready: Chenan, key: Path, home: Path
) -> None:
    ready("keys", "new")
    before = key.with_name("before")
    reports_keys.save(before, reports_keys.load(key))
    ready("keys", "rotate")
    receipt = new_receipt()
    asyncio.run(_send(home, before, receipt))  # a process that was not restarted
    assert "2 texts and photos" in ready("keys", "rotate", "--finish").out
    assert asyncio.run(_read(home, key, receipt)) == ("没有体检", b"jpeg", "没有体检")


def test_a_locked_key_is_changed_with_its_passphrase(
    ready: Chenan, key: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports_keys, "LOCK_OPS", 1)
    monkeypatch.setattr(reports_keys, "LOCK_MEMORY", 8192)
    reports_keys.save(key, reports_keys.generate(DAY, "correct horse battery"))
    receipt = new_receipt()
    asyncio.run(_send(home, key, receipt))
    refused = ready("keys", "rotate")
    assert refused.code == 1
    assert "private keys are needed" in refused.err
    (tmp_path / "words").write_text("correct horse battery\n")
    monkeypatch.setenv("CHENAN_REPORT_PASSPHRASE_FILE", str(tmp_path / "words"))
    assert ready("keys", "rotate").code == ready("keys", "rotate", "--finish").code == 0
    (left,) = reports_keys.load(key).keys
    assert left.lock is not None
    assert reports_keys.unlock(reports_keys.load(key), "correct horse battery").opens


def test_a_file_for_intake_holds_no_private_key(ready: Chenan, key: Path, tmp_path: Path) -> None:
    ready("keys", "new")
    part = tmp_path / "intake.key"
    assert ready("keys", "intake", str(part)).code == 0
    assert part.stat().st_mode & 0o777 == 0o600
    assert not reports_keys.load(part).opens
    assert ready("keys", "intake", str(part)).code == 1


def test_statements_are_verified_by_anybody_with_the_public_key(
    ready: Chenan, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready("keys", "new")
    intake = Intake(reports_keys.load(key))
    statement = intake.statement("7K2M-QX4R", DAY)
    assert "7K2M-QX4R came in on 2026-11-24" in ready("keys", "verify", statement).out
    public = ready("keys", "show", "--json").json["verify"]
    monkeypatch.delenv("CHENAN_REPORT_KEY_FILE")
    assert ready("keys", "verify", statement, "--key", public).code == 0
    assert ready("keys", "verify", statement.replace("7K", "8K"), "--key", public).code == 1
    assert ready("keys", "verify", statement, "--key", "zz").code == 2
    assert ready("keys", "verify", statement, "--key", "00").code == 2


def test_leak_14_a_backup_holds_reports_locked_and_not_their_key(
    ready: Chenan, key: Path, home: Path, tmp_path: Path
) -> None:
    ready("keys", "new")
    receipt = new_receipt()
    asyncio.run(_send(home, key, receipt))
    before = asyncio.run(_read(home, key, receipt))
    tar = tmp_path / "b.tar"
    done = ready("db", "backup", str(tar))
    assert "1 sealed photos of reports" in done.out
    assert "key is not in the backup" in done.err
    packed = tar.read_bytes()
    file = reports_keys.load(key)
    assert file.keys[0].secret is not None
    for mark in (file.keys[0].secret, file.pepper, file.signing, reports_keys._text(file.pepper).encode()):
        assert mark not in packed
    assert "没有体检".encode() not in packed
    for path in (home / "reports").iterdir():
        path.unlink()
    assert ready("db", "restore", str(tar), "--force").code == 0
    assert asyncio.run(_read(home, key, receipt)) == before


def test_the_doctor_misses_a_key_that_reports_are_sealed_to(
    ready: Chenan, key: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found() -> dict[str, dict[str, object]]:
        return {finding["name"]: finding for finding in ready("doctor", "--json").json}

    ready("keys", "new")
    assert found()["report key"]["ok"]
    asyncio.run(_send(home, key, new_receipt()))
    assert found()["sealed reports"]["ok"]
    id_ = reports_keys.load(key).keys[0].id
    key.unlink()
    ready("keys", "new")
    lost = found()["sealed reports"]
    assert not lost["ok"]
    assert id_ in str(lost["mend"])
    inside = home / "report.key"
    reports_keys.save(inside, reports_keys.load(key))
    monkeypatch.setenv("CHENAN_REPORT_KEY_FILE", str(inside))
    assert "data directory" in str(found()["report key"]["detail"])
