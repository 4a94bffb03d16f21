"""Commands of an installation whose evidence is in a bucket: moving there and back, backups, doctor."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.base import stored_files
from storage.base.bucket_files import BucketFiles, Place
from storage.base.files import FileStore
from storage.installation import backup, backup_bucket, backup_keys
from storage.installation.backup_keys import Recipients
from tests.bot.conftest import Chenan
from tests.bucket import SECRET, files_at, new_place, settings_of

NOW = datetime(2026, 11, 30, tzinfo=UTC)
NAMED = (b"one", b"two" * 100_000, b"three")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return new_place()


@pytest.fixture
def bucket(place: Place, tmp_path: Path) -> BucketFiles:
    return files_at(place, tmp_path / "seen")


@pytest.fixture
def address(place: Place, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the bucket, whose endpoint and key are set; the evidence is still on the disk."""
    for name, value in settings_of(place).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("CHENAN_EVIDENCE_URL")
    return f"s3://{place.bucket}/{place.prefix}"


@pytest.fixture
def names(ready: Chenan, home: Path) -> list[str]:
    """Files of evidence on the disk, which the database names."""
    store = FileStore(home / "evidence")
    found = [asyncio.run(store.put(data)) for data in NAMED]
    with closing(sqlite3.connect(home / "chenan.db")) as connection:
        connection.executescript(
            "PRAGMA foreign_keys=OFF; DROP TABLE notice_files;"
            "CREATE TABLE notice_files (id INTEGER PRIMARY KEY, sha256 TEXT);"
        )
        connection.executemany("INSERT INTO notice_files (sha256) VALUES (?)", [(name,) for name in found])
        connection.commit()
    return found


def test_an_installation_moves_into_a_bucket_and_back(
    ready: Chenan,
    home: Path,
    names: list[str],
    address: str,
    bucket: BucketFiles,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    done = ready("evidence", "copy", str(home / "evidence"), address, "--json")
    assert (done.code, done.json) == (
        0,
        {"files": 3, "bytes": 300_008, "sent": 3, "damaged": [], "lacking": [], "missing": 0},
    )
    again = ready("evidence", "copy", str(home / "evidence"), address, "--whole")
    assert again.out.startswith("3 evidence files, 0.3 MB; 0 sent now, compared\nTo use it: ")
    monkeypatch.setenv("CHENAN_EVIDENCE_URL", address)
    (home / "evidence").rename(tmp_path / "put away")
    assert findings(ready)["bucket of evidence"][0].startswith(address)
    assert "evidence" not in findings(ready), "nothing is missing"
    assert ready("db", "claim", "--yes").code == 0
    later = asyncio.run(bucket.put(b"later"))
    done = ready("evidence", "copy", address, str(home / "evidence"), "--json")
    assert (done.code, done.json["files"], done.json["sent"]) == (0, 4, 4)
    monkeypatch.delenv("CHENAN_EVIDENCE_URL")
    assert "evidence" not in findings(ready)
    assert asyncio.run(FileStore(home / "evidence").get(later)) == b"later"


def test_a_copy_that_was_cut_off_goes_on_and_damage_is_named(
    ready: Chenan,
    home: Path,
    names: list[str],
    place: Place,
    address: str,
    bucket: BucketFiles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = FileStore(home / "evidence")
    monkeypatch.setattr(backup_bucket, "TRIES", 1)
    monkeypatch.setenv("CHENAN_EVIDENCE_S3_ENDPOINT", "http://127.0.0.1:9")
    done = ready("evidence", "copy", str(store.root), address)
    assert (done.code, "cannot be" in done.err) == (1, True), done.err
    monkeypatch.setenv("CHENAN_EVIDENCE_S3_ENDPOINT", place.endpoint or "")
    asyncio.run(bucket.put(NAMED[0]))
    cut = f"{names[1][:2]}/{names[1][2:4]}/{names[1]}"
    asyncio.run(bucket.write(cut, b"twotwo"))
    done = ready("evidence", "copy", str(store.root), address, "--json")
    assert (done.code, done.json["sent"]) == (0, 2), "what was there is not sent again, a part of a file is"
    assert asyncio.run(bucket.get(names[1])) == NAMED[1]
    store.path(names[2]).write_bytes(b"decayed")
    store.path(names[0]).write_bytes(b"on")
    done = ready("evidence", "copy", address, str(store.root))
    assert done.code == 0
    assert asyncio.run(store.get(names[0])) == NAMED[0], "a file cut short is replaced"
    asyncio.run(bucket.write(f"{names[2][:2]}/{names[2][2:4]}/{names[2]}", b"eerht"))
    done = ready("evidence", "copy", address, str(store.root), "--whole")
    assert done.code == 0, done.err
    store.path(names[2]).unlink()
    done = ready("evidence", "copy", address, str(store.root))
    assert (done.code, "1 files of FROM are damaged" in done.err, names[2] in done.err) == (1, True, True)


def test_places_that_cannot_be_copied_are_refused(
    ready: Chenan, home: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for source, target, sentence in (
        (address, f"{address}/", "the same place"),
        (str(home / "nothing"), address, "there is no folder"),
        ("ftp://x/y", address, "FROM: write s3://BUCKET/PREFIX"),
        (str(home), "s3://key:secret@bucket/x", "TO: write s3://"),
    ):
        done = ready("evidence", "copy", source, target)
        assert (done.code, sentence in done.err) == (2, True), done.err
    monkeypatch.delenv("CHENAN_EVIDENCE_S3_SECRET")
    done = ready("evidence", "copy", str(home), address)
    assert (done.code, "its key is not set" in done.err) == (1, True), done.err


@pytest.fixture
def moved(ready: Chenan, home: Path, names: list[str], address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The evidence is in the bucket, and only there."""
    assert ready("evidence", "copy", str(home / "evidence"), address).code == 0
    monkeypatch.setenv("CHENAN_EVIDENCE_URL", address)
    (home / "evidence").rename(home / "put away")
    assert ready("db", "claim", "--yes").code == 0
    return address


def test_a_backup_holds_the_evidence_of_a_bucket_and_restores_into_either(
    ready: Chenan,
    home: Path,
    moved: str,
    names: list[str],
    bucket: BucketFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tar = tmp_path / "b.tar"
    assert "3 evidence files" in ready("db", "backup", str(tar)).out
    assert "is sound: the database, 3 evidence files" in ready("db", "verify", str(tar)).out
    asyncio.run(bucket.remove(names[0]))
    added = asyncio.run(bucket.put(b"added later"))
    done = ready("db", "restore", str(tar), "--force")
    assert done.code == 0, done.err
    assert set(asyncio.run(bucket.sizes())) == {*names, added}, "put back, and nothing deleted"
    assert "chenan db claim" in findings(ready)["bucket of evidence"][1], "until then nothing is deleted"
    assert ready("db", "claim", "--yes").code == 0
    monkeypatch.delenv("CHENAN_EVIDENCE_URL")
    monkeypatch.setenv("CHENAN_DATA_DIR", str(tmp_path / "elsewhere"))
    assert ready("db", "restore", str(tar)).code == 0
    assert set(asyncio.run(FileStore(tmp_path / "elsewhere" / "evidence").sizes())) == set(names)


def test_a_backup_may_leave_the_evidence_in_the_bucket(
    ready: Chenan,
    moved: str,
    names: list[str],
    bucket: BucketFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHENAN_BACKUP_EVIDENCE", "false")
    tar = tmp_path / "b.tar"
    done = ready("db", "backup", str(tar))
    assert f"3 evidence files stay in {moved}" in done.out
    with tarfile.open(tar) as packed:
        assert sorted(packed.getnames()) == ["chenan.db", "manifest.json"]
        told = packed.extractfile("manifest.json")
        assert told is not None
        assert SECRET not in told.read().decode()
    assert "3 evidence files stay in" in ready("db", "verify", str(tar)).out
    asyncio.run(bucket.remove(names[0]))
    done = ready("db", "restore", str(tar), "--force")
    assert (done.code, names[0] in done.err) == (1, True), "restored, and the lost one is named"
    assert names[0] in findings(ready)["evidence"][0]
    tar.unlink()
    done = ready("db", "backup", str(tar))
    assert (done.code, names[0] in done.err) == (1, True)


def test_evidence_of_a_bucket_lies_encrypted_beside_backups_once(
    ready: Chenan, home: Path, moved: str, names: list[str], bucket: BucketFiles, tmp_path: Path
) -> None:
    recipients = Recipients.read(backup_keys.new_key(tmp_path / "key"))
    for number in (1, 2):
        made = backup.make(
            home / "chenan.db",
            bucket,
            home / "reports",
            tmp_path / f"{number}.tar.gz.age",
            NOW,
            lambda *_: None,
            shares=True,
            recipients=recipients,
        )
        assert (made.files, made.lost) == (3, ())
    (beside,) = tmp_path.glob("evidence-age-*")
    assert {path.name for path in beside.glob("??/??/*")} == set(names)
    done = ready("db", "verify", str(tmp_path / "2.tar.gz.age"), "--identity", str(tmp_path / "key"))
    assert (done.code, "3 evidence files" in done.out) == (0, True), done.err


def test_no_backup_without_the_bucket(
    ready: Chenan, moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_bucket, "TRIES", 1)
    monkeypatch.setenv("CHENAN_EVIDENCE_S3_ENDPOINT", "http://127.0.0.1:9")
    for leaves in ("true", "false"):
        monkeypatch.setenv("CHENAN_BACKUP_EVIDENCE", leaves)
        done = ready("db", "backup", str(tmp_path / "b.tar"))
        assert (done.code, f"the bucket {moved}" in done.err, "does not answer" in done.err) == (
            1,
            True,
            True,
        )
        assert list(tmp_path.glob("*.tar")) == []


def test_a_copied_database_finds_its_files_in_the_bucket(
    ready: Chenan,
    home: Path,
    address: str,
    bucket: BucketFiles,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHENAN_EVIDENCE_URL", address)
    there = asyncio.run(bucket.put(b"one"))
    monkeypatch.setattr(stored_files, "EVIDENCE", (f"SELECT '{there}' AS sha256 FROM jurisdictions",))  # noqa: S608
    done = ready("db", "copy", str(home / "chenan.db"), str(tmp_path / "copy.db"), "--json")
    assert (done.code, done.json["missing"]) == (0, 0)
    asyncio.run(bucket.remove(there))
    done = ready("db", "copy", str(home / "chenan.db"), str(tmp_path / "other.db"))
    assert (done.code, there in done.err) == (1, True)


def findings(chenan: Chenan) -> dict[str, tuple[str, str]]:
    """The findings of doctor by name: the detail and the remedy; the last of a name."""
    done = chenan("doctor", "--json")
    assert SECRET not in done.out + done.err
    assert "key-of-the-store" not in done.out + done.err
    found = json.loads(done.out)
    return {one["name"]: (one["detail"], one["mend"]) for one in found}


def test_doctor_says_how_to_mend_a_bucket(ready: Chenan, moved: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(ready)["bucket of evidence"][1] == ""
    monkeypatch.setenv("CHENAN_EVIDENCE_URL", "s3://no-such-bucket/x")
    assert "no such bucket" in findings(ready)["bucket of evidence"][0]
    monkeypatch.setenv("CHENAN_EVIDENCE_URL", moved)
    with monkeypatch.context() as refusing:
        refusing.setattr(BucketFiles, "check", refused)
        assert "refuses the key" in findings(ready)["bucket of evidence"][0]
    monkeypatch.setenv("CHENAN_EVIDENCE_S3_ENDPOINT", "http://127.0.0.1:9")
    assert "does not answer" in findings(ready)["bucket of evidence"][0]
    monkeypatch.delenv("CHENAN_EVIDENCE_S3_KEY")
    assert "CHENAN_EVIDENCE_S3_SECRET_FILE" in findings(ready)["bucket of evidence"][1]


async def refused(_: BucketFiles) -> str:
    return "refused"


def test_the_secret_may_stand_in_a_file(
    ready: Chenan, moved: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHENAN_EVIDENCE_S3_SECRET")
    monkeypatch.setenv("CHENAN_EVIDENCE_S3_SECRET_FILE", str(tmp_path / "secret"))
    assert "cannot be read" in findings(ready)["bucket of evidence"][0]
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    assert findings(ready)["bucket of evidence"][1] == ""
