"""The command line from outside: what it prints, where, and how it leaves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import content
from bot.cli import main
from bot.cli.content import command as content_command
from bot.cli.content.question_lines import question_lines
from bot.cli.language import speaking
from content.checks import all as everything
from content.checks.mistakes import ContentError, Mistake
from content.loader import load
from content.model.questions import Question
from content.sentences import Sentence
from tests.content.small_tree import SmallTree

Chenan = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def chenan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Chenan:
    """The command line called in this process: a start of its own takes ten times as long."""

    def call(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        code = left.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return call


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_help_names_every_command_and_imports_none() -> None:
    code = (
        "import sys\nfrom bot.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as left:\n    print('left', left.code)\n"
        "heavy = ('bot.cli.', 'aiogram', 'pydantic', 'sqlalchemy')\n"
        "shared = ('bot.cli.columns', 'bot.cli.language')\n"
        "print(*(name for name in sys.modules if name.startswith(heavy) and name not in shared))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    *help_text, left, modules = done.stdout.rstrip(" ").split("\n")[:-1]
    assert left == "left 0"
    assert modules == ""
    for command in ("demo", "run", "bot", "scheduler", "simulator", "db", "content", "campaign", "doctor"):
        assert any(line.startswith(f"  {command} ") for line in help_text)


def test_sound_content_is_said_to_be_sound(chenan: Chenan, tmp_path: Path) -> None:
    done = chenan("content", "check", str(SmallTree(tmp_path).root))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("sound: plans 1, check items 2, questions 3, industries 1, substances 1, laws 2\n")


def test_a_mistake_in_the_programs_own_content_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = Mistake("packs/own.yaml", 3, Sentence("mistake-duty-to-nobody", duty="form"))

    def refuse() -> None:
        raise ContentError([wrong])

    monkeypatch.setattr(everything, "check", lambda path: [wrong])
    monkeypatch.setattr(content_command, "load", refuse)
    with pytest.raises(SystemExit), speaking("en"):
        content_command.check.callback(None, None)  # type: ignore[misc]  # click's own type
    first, count = capsys.readouterr().err.splitlines()
    assert first.startswith("packs/own.yaml:3: ")
    assert count.startswith("1 ")


def test_mistake_is_one_line_on_stderr_and_the_exit_is_1(chenan: Chenan, tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    done = chenan("content", "check", str(tree.root))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "laws.yaml:6: 'mark' is 'sure'; write 'verified', 'second_hand', 'recalled' or 'proposed'",
        "1 mistake",
    ]


def test_mistakes_are_said_in_the_language_of_the_command_line(chenan: Chenan, tmp_path: Path) -> None:
    tree = SmallTree(tmp_path)
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    tree.replace("items/I05.yaml", "days: 3", "days: three")
    done = chenan("content", "check", str(tree.root), CHENAN_LANGUAGE="zh")
    assert done.stderr.splitlines() == [
        "items/I05.yaml:18: “days”现在是“three”；请写一个整数，例如 3",
        "laws.yaml:6: “mark”现在是“sure”；请写 'verified', 'second_hand', 'recalled' 或 'proposed'",
        "有 2 处错误",
    ]


BROKEN_PROGRAM = """\
import sys
from pathlib import Path
import content.catalog
from bot.cli import main
content.catalog._DEFAULT_ROOT = Path(sys.argv[1])
main(sys.argv[2:])
"""


def test_catalogs_of_the_program_that_are_broken_are_reported(tmp_path: Path) -> None:
    """Sentences that can be read are said; of others key and values are printed."""
    shutil.copytree(Path(content.__file__).parent / "catalogs", tmp_path / "catalogs")
    for language in ("zh", "en"):
        said = tmp_path / "catalogs" / language / "content_check.ftl"
        said.write_text(said.read_text("utf-8").replace("\nmistake-or = ", "\nmistake-or { "), "utf-8")
    tree = SmallTree(tmp_path / "small")
    tree.replace("laws.yaml", "mark: verified", "mark: sure")
    for language, count in (("zh", "有 1 处错误"), ("en", "1 mistake")):
        done = subprocess.run(
            [sys.executable, "-c", BROKEN_PROGRAM, str(tmp_path), "content", "check", str(tree.root)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "CHENAN_LANGUAGE": language},
            check=False,
        )
        first, last = done.stderr.splitlines()
        assert first.startswith("laws.yaml:6: ")
        assert "mistake-or (first='verified', 'second_hand', 'recalled', second='proposed')" in first
        assert (last, done.returncode) == (count, 1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("content", "check", "no/such/folder"), "does not exist"),
        (("content", "chek"), "No such command 'chek'. Did you mean 'check'?"),
        (("nothing",), "No such command 'nothing'"),
        (("content", "show", "I99"), "there is no 'I99'; write one of "),
        (("content", "show"), "Missing argument 'CODE'"),
    ],
)
def test_bad_use_is_one_line_on_stderr_and_the_exit_is_2(
    chenan: Chenan, arguments: tuple[str, ...], words: str
) -> None:
    done = chenan(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("chenan: ")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_group_without_a_command_shows_its_help(chenan: Chenan) -> None:
    done = chenan("content")
    assert done.returncode == 2
    assert "Commands:" in done.stderr


def test_list_names_the_plans(chenan: Chenan) -> None:
    done = chenan("content", "list")
    assert done.returncode == 0
    listed = [line.split()[0] for line in done.stdout.splitlines()]
    assert listed == list(load().packs)
    assert {"county_town", "hailing", "tianjin", "township", "yangzhou"} <= set(listed)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("hailing", "建立健全职业健康台帐"),
        ("I05", "Q05.2"),
        ("Q13.2", "Q13.2 (core) · stop that work · 0 days"),
    ],
)
def test_show_prints_plans_items_and_questions(chenan: Chenan, code: str, words: str) -> None:
    done = chenan("content", "show", code)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


def _questions() -> list[Question]:
    return [question for item in load().items.values() for question in item.questions]


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [] if value is None else [str(value)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_show_prints_a_question_whole_and_in_words(language: str) -> None:
    """An editor reads it here before changing the file: every text in every language, no key or code of the
    file but codes of questions, which the file's editor needs."""
    library = load()
    for question in _questions():
        with speaking(language):
            shown = question_lines(library, question)
        data = json.loads(question.model_dump_json(exclude_none=True))
        texts = [one for one in _leaves(data) if not re.fullmatch(r"[a-z_0-9]+|True|False", one)]
        assert [one for one in texts if not any(one in line for line in shown)] == []
        codes = {*data, *data["evidence"], *(question.skip.unless if question.skip else ())}
        codes |= {fact for reason in question.na_reasons for fact in reason.unless}
        codes |= {*question.industries, *(ref.law for ref in question.law)}
        words = {line.strip().rstrip(":") for line in shown}
        assert not words & (codes - {"why", "law", "penalty", "evidence", "example"}), question.code
        assert not [line for line in shown if re.search(r"\b[a-z]+_[a-z]+\b|True|False", line)], question.code


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (
            "Q13.2",
            ("照片，符合时必须有，只算本轮拍的", "由 Q13.1 的回答决定，最多 30 天", "0 天（建议）"),
            (
                "photo, required where met, only of this round",
                "decided by the answer to Q13.1, 30 days at most",
            ),
        ),
        ("Q11.2", ("Q11.1 答“不符合 / 不涉及”时",), ('where Q11.1 was answered "not met / not applicable"',)),
        (
            "Q04.2",
            ("勾选了下列之一的企业：有人接触粉尘或毒物",),
            ("enterprises with one of: people who work with dust or toxic substances",),
        ),
        ("Q05.1", ("只给不超过 1 人的企业选",), ("only for one worker",)),
    ],
)
def test_what_a_question_depends_on_is_said_in_words(
    code: str, zh: tuple[str, ...], en: tuple[str, ...]
) -> None:
    question = next(one for one in _questions() if one.code == code)
    for language, sentences in (("zh", zh), ("en", en)):
        with speaking(language):
            shown = "\n".join(question_lines(load(), question))
        assert [one for one in sentences if one not in shown] == []


def test_show_as_json_is_whole_and_readable(chenan: Chenan) -> None:
    done = chenan("content", "show", "hailing", "--json")
    shown = json.loads(done.stdout)
    assert (shown["code"], len(shown["items"])) == ("hailing", 13)
    assert "海陵区" in done.stdout


def test_chinese_is_printed_where_the_locale_knows_none() -> None:
    done = started(
        "content", "show", "hailing", LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert done.returncode == 0
    assert "海陵区" in done.stdout


def test_reader_that_goes_away_leaves_no_traceback() -> None:
    code = f"{sys.executable} -m bot content show tianjin --json | head -c 1"
    done = subprocess.run(["bash", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout, done.stderr) == ("{", "")


def test_error_with_an_exit_code_is_one_line(tmp_path: Path) -> None:
    code = (
        "import click\nfrom bot import cli\n"
        "class Refused(Exception):\n    exit_code = 1\n"
        "@cli.chenan.command('db')\ndef db():\n    raise Refused('the database is locked')\n"
        "cli.LazyGroup.get_command = lambda self, ctx, name: db\n"
        "cli.main(['db'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "chenan: the database is locked\n")


def test_version_is_printed(chenan: Chenan) -> None:
    done = chenan("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("chenan ")
