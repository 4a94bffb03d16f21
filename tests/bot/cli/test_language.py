"""The command line in Chinese and in English: which language it is, and that nothing is left in the other."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import content
from bot.cli import chenan as command_line
from bot.cli.columns import fold, width
from bot.cli.support import SENTENCES
from content.catalog import Catalog
from tests.bot.conftest import Chenan

HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"\b[a-z]+ (?:[a-z]+ ){2}[a-z]+\b")
"""Four English words of small letters in a row: names of commands and options never are."""


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """All commands and groups with their names."""
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from commands(found, (*path, name))


ALL = [path for path, _ in commands(command_line)]


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_is_in_the_language_of_the_operator(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    english = chenan(*path, "--help").out
    assert "Usage: chenan" in english
    assert "cli-" not in english
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    chinese = chenan(*path, "--help").out
    assert "用法：" in chinese
    assert "cli-" not in chinese
    assert not SENTENCE.search(chinese)
    assert not re.search(r"Usage|Options|Commands|required|default|Show ", chinese)
    after_usage = chinese.partition("\n\n")[2]
    assert all(width(line) <= 80 for line in after_usage.splitlines() if HAN.search(line))


@pytest.mark.parametrize(("path", "command"), list(commands(command_line)), ids=lambda one: "")
def test_each_help_is_a_key_of_both_languages(
    monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], command: click.Command
) -> None:
    """Also one that a short word would hide: no help is written where the command is."""
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    helps = [
        command.help,
        *(one.help for one in command.params if isinstance(one, click.Option) and one.help),
    ]
    assert [text for text in helps if not HAN.search(text or "")] == []


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "Usage:"),
        ({"LANG": "C"}, "Usage:"),
        ({"LANG": "qq_QQ.UTF-8"}, "Usage:"),  # no language has this code
        ({"LANG": "zh_CN.UTF-8"}, "用法："),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "Usage:"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW"}, "用法："),
        ({"LC_ALL": "zh_CN", "CHENAN_LANGUAGE": "en"}, "Usage:"),
        ({"LC_ALL": "C", "CHENAN_LANGUAGE": "zh"}, "用法："),
        ({"LANG": "zh_CN", "CHENAN_LANGUAGE": ""}, "用法："),
    ],
)
def test_the_language_is_chenans_own_before_the_locales(
    chenan: Chenan, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], word: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert word in chenan("--help").out


def test_clicks_own_errors_are_said_in_chinese(chenan: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    assert "没有选项 '--nothing'" in chenan("db", "upgrade", "--nothing").err
    assert "没有命令 'nothing'" in chenan("campaign", "nothing").err
    assert "缺少参数" in chenan("campaign", "show").err
    assert "缺少选项" in chenan("campaign", "open", "hailing").err
    assert "的值不对" in chenan("campaign", "show", "x").err
    assert chenan("campaign", "show").code == 2


def test_a_terminal_without_chinese_letters_gets_its_help_all_the_same() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "campaign", "--help"],
        env={**os.environ, "CHENAN_LANGUAGE": "zh", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        capture_output=True,
        check=True,
    )
    assert "用法：" in ended.stdout.decode()


def test_folded_lines_hold_what_the_text_held_and_no_line_begins_with_a_comma() -> None:
    text = "如果时钟比数据库上次看到的晚很多，就不会因到期删除任何东西，见 `chenan db trust-clock`。"
    for columns in range(12, 60):
        lines = fold(text, columns)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line[0] in "，。 " for line in lines)
    assert max(map(width, fold(text, 40))) <= 40


def test_errors_are_said_in_chinese(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    unknown = ready("campaign", "open", "hailing", "--jurisdiction", "nowhere", "--start", "2027-11-01")
    assert (unknown.code, "没有地区“nowhere”" in unknown.err) == (1, True)
    refused = ready("campaign", "open", "nothing", "--jurisdiction", "HL", "--start", "2027-11-01")
    assert (refused.code, "没有方案“nothing”" in refused.err) == (2, True)
    wrong = ready("enterprise", "close", "91321", "stopped")
    assert (wrong.code, "统一社会信用代码有 18 位，这个有 5 位" in wrong.err) == (2, True)
    none = ready("notice", "show", "7")
    assert (none.code, "没有通知 7" in none.err) == (1, True)


def test_each_error_of_an_operation_is_said_in_its_own_words() -> None:
    """The sentences of both languages take the same values, so that either can be said."""
    catalog = Catalog.load()
    for key in SENTENCES.values():
        assert catalog.variables(key, "zh") == catalog.variables(key, "en")
        assert HAN.search(catalog.say(key, "zh", **dict.fromkeys(catalog.variables(key, "zh"), "x")))


def test_the_doctor_speaks_chinese_and_its_json_stays_english(
    ready: Chenan, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = ready("doctor", "--json").json
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    said = ready("doctor").out
    assert "正常  内容: 完好" in said
    assert "处理  Telegram: 没有令牌" in said
    assert "-> 请从 @BotFather 取得令牌" in said
    assert not SENTENCE.search(said)
    names = [[one["name"], one["ok"]] for one in ready("doctor", "--json").json]
    assert names == [[one["name"], one["ok"]] for one in english]
    assert ["content", True] in names


def test_tables_have_chinese_heads(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    assert ready("campaign", "list").out == "没有行动。\n"
    heads = ready("jurisdiction", "list").out.splitlines()[0]
    assert heads.split() == ["代号", "名称", "级别", "时区"]


WORDS = re.compile(r"[A-Za-z]{2,}[,:;]? +[A-Za-z]{2,}|[A-Za-z]{2,}:? $|^[,:;]? [a-z]{2,}|[\u4e00-\u9fff]")
"""Two words beside each other, or one beside a value, as in a sentence; and Chinese."""
NOT_SAID = {
    ("__init__.py", "chenan: "): "the program's name before an error",
    ("__init__.py", " is no command"): "a mistake of the program",
    ("support.py", " has no place in JSON"): "a mistake of the program",
    ("demo.py", "ready "): "scripts wait for it",
    ("demo.py", "page "): "scripts wait for it",
    ("simulator.py", "ready "): "scripts wait for it",
    ("campaign.py", "chenan campaign set-duty "): "a command to copy",
    ("campaign.py", " YYYY-MM-DD --reason TEXT"): "a command to copy",
    ("data.py", "chmod "): "a command to copy",
}
FOLDER = Path(__file__).parents[3] / "bot" / "cli"


def sentences(path: Path) -> Iterator[str]:
    """Pieces of sentences in a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in bare:
            continue
        if WORDS.search(node.value):
            yield node.value


def test_no_sentence_is_written_where_it_is_printed() -> None:
    """Every printed text is a key of the catalogs, so that every language has it."""
    modules = [
        path for path in FOLDER.rglob("*.py") if path != FOLDER / "language.py"
    ]  # click's own, by which
    found = [(path.name, piece) for path in modules for piece in sentences(path)]  # they are looked up
    assert [one for one in found if one not in NOT_SAID] == []


def test_a_sentence_in_a_module_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "some.py"
    for line in (
        'echo("filed anew")',
        'echo(f"campaign {id} is closed")',
        'echo(f"{n} rows")',
        'echo("已上报")',
    ):
        module.write_text(line, "utf-8")
        assert list(sentences(module)), line
    module.write_text('"""Says it."""\necho(say("cli-summary-filed"))', "utf-8")
    assert list(sentences(module)) == []


def keys(language: str) -> frozenset[str]:
    """Keys of the command line in a language."""
    folder = Path(content.__file__).parent / "catalogs" / language
    texts = [path.read_text("utf-8") for path in folder.glob("*.ftl")]
    return frozenset(key for text in texts for key in re.findall(r"^(cli-[a-z0-9-]+) =", text, re.MULTILINE))


def test_every_key_of_the_command_line_is_in_both_languages_and_takes_the_same() -> None:
    catalog = Catalog.load()
    assert keys("zh") == keys("en")
    assert len(keys("zh")) > 500
    for key in keys("zh"):
        assert catalog.variables(key, "zh") == catalog.variables(key, "en"), key
        given = dict.fromkeys(catalog.variables(key, "zh"), "1")
        assert not SENTENCE.search(re.sub(r"`[^`]*`", "", catalog.say(key, "zh", **given))), key


def test_what_commands_did_is_said_in_chinese(ready: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    start = ("--jurisdiction", "HL", "--start", "2027-11-01")
    preview = ready("campaign", "open", "hailing", *start, "--dry-run").out
    assert preview.splitlines()[0].endswith("：没有写入任何内容")
    assert ready("campaign", "open", "hailing", *start).out.startswith("行动 1 已在海陵区开始")
    left = ready("campaign", "close", "1", "--reason", "试办结束").out
    assert left.splitlines() == ["行动 1 已结束", "还没完成的：没有"]
    assert "已经是版本" in ready("db", "upgrade").out
    assert ready("content", "check").out.startswith("完好：方案 ")


def test_what_an_operator_has_to_mend_is_said_in_chinese(
    chenan: Chenan, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    assert "还没有数据库" in chenan("campaign", "list").err
    assert "请先运行 `chenan db upgrade`" in chenan("campaign", "list").err
    assert "没有数据库" in chenan("db", "backup", str(tmp_path / "a.tar")).err
    assert chenan("db", "upgrade").code == 0
    assert chenan("db", "backup", str(tmp_path / "a.tar")).code == 0
    assert "已经存在，请换一个文件名" in chenan("db", "backup", str(tmp_path / "a.tar")).err
    assert "加 --force 会替换" in chenan("db", "restore", str(tmp_path / "a.tar")).err
    (tmp_path / "b.tar").write_bytes(b"no backup")
    assert "不是尘安的备份" in chenan("db", "verify", str(tmp_path / "b.tar")).err
    assert "没有令牌" in chenan("doctor").out
    key = tmp_path / "key"
    key.write_text("{}")
    key.chmod(0o644)
    monkeypatch.setenv("CHENAN_REPORT_KEY_FILE", str(key))
    assert "其他用户也能读取" in chenan("doctor").out
    monkeypatch.setenv("CHENAN_TIMEZONE", "Mars/Olympus")
    assert "CHENAN_TIMEZONE: 没有这个时区" in chenan("campaign", "list").err
