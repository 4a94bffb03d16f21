"""Pages and files for operators are true: commands, settings and troubles exist, units, nginx."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import click
import pytest

from bot.cli import chenan
from storage.installation.health import Name

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "docs" / name for name in ("operations.md", "operations.zh.md")]
UNITS = ["chenan.service", "chenan@.service"]
MOST_EXPOSED = 3.0
PLACEHOLDER = re.compile(
    r"FILE|FROM|TO|KIND|ADDRESS|/[\w./-]+|postgresql://\S+|s3://\S+|[\w.-]+\.tar|--[a-z]+"
)


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request: pytest.FixtureRequest) -> str:
    path: Path = request.param
    return path.read_text(encoding="utf-8")


def test_commands_exist(page: str) -> None:
    commands = re.findall(r"`chenan ([a-z][^`]*)`", page)
    assert len(commands) > 15
    for command in commands:
        found: click.Command = chenan
        for word in command.split():
            if not PLACEHOLDER.fullmatch(word):
                assert isinstance(found, click.Group), command
                inner = found.get_command(click.Context(found), word)
                assert inner is not None, command
                found = inner
        options = {name for option in found.params for name in option.opts}
        assert {word for word in command.split() if word.startswith("--")} <= options, command


def test_settings_exist(page: str) -> None:
    named = set(re.findall(r"CHENAN_[A-Z_]+", page))
    assert len(named) > 6
    assert named <= set(re.findall(r"CHENAN_[A-Z_]+", (ROOT / ".env.example").read_text(encoding="utf-8")))


def test_every_trouble_has_its_line(page: str) -> None:
    table = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", table)) == set(get_args(Name)) - {"start"}


def test_both_languages_name_the_same() -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in PAGES)
    for pattern in (r"`([^`\n]+)`", r"\]\((\.\./[^)]+)\)"):
        assert set(re.findall(pattern, english)) == set(re.findall(pattern, chinese))
    assert english.count("\n## ") == chinese.count("\n## ")
    for linked in re.findall(r"\]\(([^)]+)\)", english + chinese):
        assert (ROOT / "docs" / linked).exists(), linked


def test_both_services_leave_the_program_the_same() -> None:
    one, other = (_settings(ROOT / "deploy" / unit) for unit in UNITS)
    differs = {line.partition("=")[0] for line in one ^ other}
    assert differs == {"Description", "ExecStart"}
    assert {line for line in one | other if line.startswith("ExecStart")} == {
        "ExecStart=/opt/chenan/.venv/bin/chenan run",
        "ExecStart=/opt/chenan/.venv/bin/chenan %i",
    }


def _settings(unit: Path) -> set[str]:
    lines = unit.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and line[0] not in "#["}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_finds_little_to_add(unit: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager", str(ROOT / "deploy" / unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if (level := re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)) is None:
        pytest.skip(f"an older systemd: {done.stderr[:80]}")
    assert float(level[1]) <= MOST_EXPOSED


@pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None, reason="needs nginx and openssl"
)
def test_nginx_takes_its_file(tmp_path: Path) -> None:
    given = ("-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "fullchain.pem")
    subprocess.run(
        ["openssl", "req", "-x509", *given, "-days", "2", "-subj", "/CN=bot.example.org"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for path in ("/etc/ssl/chenan", "/var/log/nginx"):
        assert path in text
        text = text.replace(path, str(tmp_path))
    (tmp_path / "chenan.conf").write_text(text, encoding="utf-8")
    whole = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/chenan.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "early.log")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
