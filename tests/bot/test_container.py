"""The container's files name what there is: folders, commands, settings, the lock file."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import click
import yaml

from bot.cli import chenan
from bot.config import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETTINGS = {f"CHENAN_{name.upper()}" for name in Settings.model_fields}
COMMANDS = set(chenan.list_commands(click.Context(chenan)))
PACKAGES = set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order, each with its arguments."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def services() -> dict[str, dict[str, Any]]:
    """The services of the compose file by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))[
        "services"
    ]
    return found


def ours() -> dict[str, dict[str, Any]]:
    """Those that run this program."""
    return {name: one for name, one in services().items() if one["image"] == "chenan"}


def test_the_image_takes_the_packages_and_the_locked_dependencies() -> None:
    copied = {
        one
        for name, rest in instructions()
        if name == "COPY" and not rest.startswith("--from")
        for one in rest.split()[:-1]
    }
    assert all((ROOT / one).exists() for one in copied)
    assert {one for one in copied if (ROOT / one).is_dir()} == PACKAGES
    installs = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert ["--require-hashes -r requirements.lock" in one for one in installs] == [True, False]
    assert "--no-deps ." in installs[1], "what is not locked is not installed"
    allowed = {one[1:] for one in (ROOT / ".dockerignore").read_text("utf-8").split() if one[0] == "!"}
    assert copied <= allowed, "the context has what is copied"


def test_the_image_runs_the_program_as_nobody_special() -> None:
    found = instructions()
    bases = [rest.split()[0] for name, rest in found if name == "FROM"]
    python = PROJECT["project"]["requires-python"].lstrip(">=")
    assert all(re.fullmatch(rf"python:{python}-slim-[a-z]+", base) for base in bases)
    (user,) = [rest for name, rest in found if name == "USER"]
    assert user == "chenan"
    (entry,) = [json.loads(rest) for name, rest in found if name == "ENTRYPOINT"]
    (command,) = [json.loads(rest) for name, rest in found if name == "CMD"]
    assert [*PROJECT["project"]["scripts"]] == ["chenan"]
    shown = subprocess.run(
        [
            *entry[:2],
            f"chenan() {{ umask; echo $*; }}; {entry[2].replace('exec ', '')}",
            entry[3],
            "db",
            "a b",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert shown.stdout.split("\n") == ["0077", "db a b", ""]
    assert set(command) <= COMMANDS
    names = {one for name, rest in found if name == "ENV" for one in re.findall(r"(CHENAN_\w+)=", rest)}
    assert names <= SETTINGS
    (checked,) = [rest for name, rest in found if name == "HEALTHCHECK"]
    assert "/healthz" in checked, "alive, whatever people wait for"


def test_every_service_is_closed_and_runs_a_command_there_is() -> None:
    assert set(ours()) == {"chenan", "bot", "scheduler"}
    for name, one in ours().items():
        assert set(one["command"]) <= COMMANDS, name
        assert (DEPLOY / one["build"]["context"] / one["build"]["dockerfile"]).is_file()
        assert (one["read_only"], one["cap_drop"], one["restart"]) == (True, ["ALL"], "on-failure")
        assert "no-new-privileges:true" in one["security_opt"]
        assert set(one["environment"]) <= SETTINGS
        assert "ports" not in one, "nothing is open to the network unless an office opens it"
        volumes = {volume.partition(":")[2] for volume in one["volumes"]}
        assert volumes == {"/var/lib/chenan", "/var/lib/chenan-key"}
        assert {str(Path(one["environment"][key])) for key in ("CHENAN_DATA_DIR",)} <= volumes
    for name in ("bot", "scheduler"):
        assert ours()[name]["profiles"] == ["apart"]
        assert "postgres" in ours()[name]["depends_on"]


def test_secrets_and_settings_beside_it_are_not_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/deploy/chenan.env", "/deploy/postgres.password"} <= set(ignored)
    assert all(one["env_file"] == "chenan.env" for one in ours().values())
