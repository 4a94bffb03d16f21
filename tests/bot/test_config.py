"""Settings: defaults, secrets, and what cannot be used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import Settings, SettingsError, load_settings
from tests.bot.conftest import TOKEN, Chenan


def test_settings_have_defaults_and_empty_means_unset(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHENAN_DATA_DIR")
    monkeypatch.setenv("CHENAN_PROXY", "")
    settings = load_settings()
    assert settings.database == "sqlite+aiosqlite:///data/chenan.db"
    assert (settings.data_dir, settings.evidence_dir) == (Path("data"), Path("data/evidence"))
    assert (settings.timezone, settings.broadcast_rate, settings.proxy) == ("Asia/Shanghai", 28, None)
    with pytest.raises(SettingsError, match="CHENAN_BOT_TOKEN"):
        _ = settings.token


def test_the_example_names_every_setting_and_can_be_used(home: Path, tmp_path: Path) -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?CHENAN_(\w+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}
    (tmp_path / ".env").write_text(example, encoding="utf-8")
    assert load_settings().webhook_listen == "127.0.0.1:8443"


def test_secrets_are_not_shown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("CHENAN_DATABASE_URL", "postgres://chenan:geheim@db/chenan")
    monkeypatch.setenv("CHENAN_PROXY", "http://me:geheim@proxy:1")
    settings = load_settings()
    assert settings.token == TOKEN
    assert settings.database == "postgresql+asyncpg://chenan:geheim@db/chenan"
    assert TOKEN[10:] not in f"{settings!r} {settings}"
    assert "geheim" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Mars/Olympus"),
        ("DATABASE_URL", "mysql://me:geheim@db/x"),
        ("DATABASE_URL", "geheim"),
        ("BROADCAST_RATE", "0"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_SECRET", "geheim"),
        ("WEBHOOK_URL", "ftp://x"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("BOT_NAME", "no name"),
    ],
)
def test_settings_that_cannot_be_used_are_named_without_their_value(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CHENAN_{name}", value)
    done = chenan("jurisdiction", "list")
    assert done.code == 1
    assert done.err.startswith(f"chenan: CHENAN_{name}: ")
    assert "geheim" not in done.err


def test_what_is_wrong_with_each_setting_is_said_in_the_reader_s_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = {
        "BROADCAST_RATE": ("quick", "write a number", "请写数字"),
        "BACKUP_KEEP": ("0", "at least 1", "最小 1"),
        "BACKUP_HOUR": ("24", "23 at most", "最大 23"),
        "BACKUP_HOURS": ("9999", "720 at most", "最大 720"),
        "LOG_FORMAT": ("xml", "'text' or 'json'", "'text' or 'json'"),
        "PAID_BROADCAST": ("perhaps", "write 1 or 0", "请写 1 或 0"),
        "BOT_NAME": ("机器人", "a letter, then letters", "字母开头"),
        "HEALTH_LISTEN": ("8080", "write HOST:PORT", "请写成 HOST:PORT"),
        "TIMEZONE": ("Mars/Olympus", "no such time zone", "没有这个时区"),
        "DATABASE_URL": ("mysql://secret@x/y", "only PostgreSQL and SQLite", "只能用 PostgreSQL 和 SQLite"),
        "WEBHOOK_URL": ("example.org", "https://", "https://"),
    }
    for name, (value, _, _) in wrong.items():
        monkeypatch.setenv(f"CHENAN_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    for language, place in (("en", 1), ("zh", 2)):
        said = caught.value.say(language)
        for name, words in wrong.items():
            told = said[said.index(f"CHENAN_{name}: ") :].partition("; CHENAN_")[0]
            assert words[place] in told, (language, name)
    assert "secret" not in caught.value.say("zh") + str(caught.value)
