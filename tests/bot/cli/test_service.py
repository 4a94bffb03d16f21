"""The documented service: unit, environment file, wrapper and the README's commands, tried together."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.bot.conftest import TOKEN

ROOT = Path(__file__).parents[3]
STATE = "/var/lib/chenan"
RUN = """
import errno, json, os, sys
from contextlib import redirect_stdout
from io import StringIO

writable, commands = json.loads(sys.argv[1])


def guard(event, args):  # ProtectSystem=strict: nothing outside these folders can be written
    path = None
    if event == "open" and (args[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        path = args[0]
    elif event in ("os.mkdir", "os.rename", "os.remove"):
        path = args[0]
    elif event == "sqlite3.connect" and "mode=ro" not in str(args[0]):
        path = args[0]
    if isinstance(path, (str, bytes, os.PathLike)) and os.fsdecode(path) not in ("/dev/null", ":memory:"):
        real = os.path.realpath(os.fsdecode(path))
        if not any(real.startswith(one) for one in writable):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), real)


sys.addaudithook(guard)
os.umask(0o077)
import asyncio, importlib
from bot.cli import main

program = importlib.import_module("bot.cli.run")


def stopped():
    stopping = asyncio.Event()
    stopping.set()
    return stopping


program.stop_signal = stopped  # it starts, and ends as it does for SIGTERM
answers = []
for command in commands:
    said = StringIO()
    with redirect_stdout(said):
        try:
            main(command)
        except SystemExit as left:
            answers.append([command, left.code, said.getvalue()])
print(json.dumps(answers))
"""


def _unit() -> dict[str, list[str]]:
    settings: dict[str, list[str]] = defaultdict(list)
    for line in (ROOT / "deploy" / "chenan.service").read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#[":
            name, _, value = line.partition("=")
            settings[name].append(value)
    return settings


def _environment(unit: dict[str, list[str]], file: Path) -> dict[str, str]:
    """The environment as systemd makes it (systemd.exec): values of EnvironmentFile= override
    Environment=."""
    found = dict(one.split("=", 1) for one in unit["Environment"])
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            found[name.strip()] = value.strip()
    return found


def _commands() -> list[list[str]]:
    """The commands that the README has an operator type."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    office = text[text.index("## Start it for an office") : text.index("| what | where |")]
    found = [shlex.split(one) for one in re.findall(r"\.venv/bin/chenan ([^`\n#]+)", office)]
    return [command for command in found if command != ["run"]]


def test_commands_run_with_exactly_the_settings_of_the_service() -> None:
    script = (ROOT / "deploy" / "chenan").read_text(encoding="utf-8")
    words = shlex.split(script[script.index("exec ") :].replace("\\\n", " "))
    given = dict(word.removeprefix("--property=").split("=", 1) for word in words if "--property=" in word)
    unit = _unit()
    assert given == {name: unit[name][0] for name in given}
    assert {"User", "WorkingDirectory", "Environment", "EnvironmentFile", "StateDirectory", "UMask"} <= set(
        given
    )
    assert unit["ExecStart"] == [f"{words[words.index('--') + 1]} run"]
    assert words[-1] == "$@"
    subprocess.run(["/bin/sh", "-n", str(ROOT / "deploy" / "chenan")], check=True)


def test_the_documented_service_and_commands_work_in_a_read_only_system(tmp_path: Path) -> None:
    unit, state = _unit(), tmp_path / "var" / "lib" / "chenan"
    for name in unit["StateDirectory"][0].split():
        state.with_name(name).mkdir(parents=True, mode=0o700)
    (tmp_path / "tmp").mkdir()
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name, value in (
        ("BOT_TOKEN", TOKEN),
        ("BOT_NAME", "chenan_bot"),
        ("BOT_API_URL", "http://127.0.0.1:9"),
        ("REPORT_KEY_FILE", "/var/lib/chenan-key/key"),
    ):
        text = re.sub(rf"^CHENAN_{name}=.*$", f"CHENAN_{name}={value}", text, flags=re.MULTILINE)
    (tmp_path / "chenan.env").write_text(text, encoding="utf-8")
    environment = {
        name: value.replace("/var/lib/", f"{state.parent}/")
        for name, value in _environment(unit, tmp_path / "chenan.env").items()
    }
    assert unit["WorkingDirectory"] == [STATE]
    assert unit["ProtectSystem"] == ["strict"]
    writable = [f"{state.parent}/", str(tmp_path / "tmp")]
    commands = [*_commands(), ["doctor", "--json"], ["db", "verify", "FILE"], ["run"]]
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps([writable, commands])],
        cwd=state,
        env=environment | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=600,
        check=True,
    )
    answers = json.loads(done.stdout)
    assert len(answers) == len(commands) > 10
    failed = [(command, code) for command, code, _ in answers if code]
    assert [command[0] for command, _ in failed] == ["doctor", "doctor"], (failed, done.stderr)
    (found,) = [json.loads(said) for command, _, said in answers if command == ["doctor", "--json"]]
    assert [one["name"] for one in found if not one["ok"]] == ["Telegram"], found
    assert {path.name for path in state.iterdir()} >= {"chenan.db", "FILE", "list.xlsx"}
    assert "Traceback" not in done.stderr
