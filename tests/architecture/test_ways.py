"""Holds the list "How things are done here" of CONTRIBUTING: what many places do, they do in one way."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.test_source import modules, name_of, parsed


class Way(NamedTuple):
    """A pattern of source text (`wrote`) that only some modules may hold: all others are to `say` it."""

    wrote: str
    say: str
    may: frozenset[str]
    folders: tuple[str, ...] = ("bot",)


WAYS = {
    "pages": Way(
        r'"has_(before|after)": ',
        "bot.ui.paging.cut, page_of or page_read",
        frozenset({"bot/ui/paging.py"}),
    ),
    "the latest by key": Way(
        r"OrderedDict|move_to_end|lru_cache\(\)",
        "storage.base.memory.Recent, or functools.lru_cache for what a function computes",
        frozenset(
            {
                "storage/base/memory.py",
                "bot/privacy/sessions.py",  # ends by age
                "bot/transport/dialog_storage.py",  # never drops what is not written yet
                "bot/web/chats.py",  # counts bytes
                "bot/web/inbox.py",  # remembers the oldest that went
                "bot/web/visitors.py",  # ends by age
            }
        ),
        ("bot", "scheduler", "storage", "documents", "content"),
    ),
    "the notice above a window": Way(
        r"""data\.pop\("notice"|" " if notice else \"\"""",
        "bot.ui.fragments.notice_of or notice_lines",
        frozenset({"bot/ui/fragments.py"}),
    ),
    "the window below": Way(
        r"show_mode = ShowMode\.DELETE_AND_SEND",
        "bot.ui.replies.put_below",
        frozenset({"bot/ui/replies.py"}),
    ),
    "files sent": Way(
        r"\.(send|answer)_?(document|photo|media_group|voice)\(|TemporaryDirectory",
        "bot.files.sending (what was made), bot.ui.evidence (what is stored), bot.ui.notices",
        frozenset({"bot/files/sending.py", "bot/ui/evidence.py", "bot/ui/notices.py", "bot/cli/demo.py"}),
    ),
    "a text cut short": Way(
        r"\] ?\+ ?\"…\"",
        "content.screen.shortened, or bot.ui.labels.label_fitted on a button",
        frozenset({"content/screen.py", "bot/ui/labels.py"}),
        ("bot", "scheduler", "storage", "documents", "content"),
    ),
    "a day, a number or a sum that was typed": Way(
        r"\b(parse_day|parse_number|parse_money)\(",
        "bot.ui.typed_days.typed_day, bot.ui.sentences.number_typed or fen_typed",
        frozenset(
            {
                "bot/ui/typed_days.py",
                "bot/ui/sentences.py",
                "bot/dialogs/campaign/days.py",  # two days in one text
                "bot/dialogs/finding/planning.py",  # a day where a measure was asked for
            }
        ),
        ("bot/dialogs", "bot/handlers", "bot/ui"),
    ),
    "operations": Way(
        r"database\.begin\(\)",
        "ctx.act, ctx.write or ctx.app.database.run, which do the work again where PostgreSQL broke it off",
        frozenset(),
        ("bot/dialogs", "bot/handlers", "bot/ui"),
    ),
    "the time at the command line": Way(
        r"system_clock",
        "bot.cli.support.current_time: data of the demonstration have a clock of their own",
        frozenset(
            {
                "bot/cli/demo.py",
                "bot/cli/run.py",
                "bot/cli/support.py",
                # the machine's own clock: heartbeats, backups, whether it can be trusted
                "bot/cli/db.py",
                "bot/cli/doctor/command.py",
                "bot/cli/status.py",
            }
        ),
        ("bot/cli",),
    ),
    "page turned to": Way(
        r'(dialog_|\b)data\.get\(f?"[^"]*page", 0',
        "bot.ui.paging.turned_to",
        frozenset(),
    ),
}

CONFIRMS = frozenset({"Confirm", "ConfirmChoices"})
TEXTS = frozenset({"T", "Given"})


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """The calls in a module of functions or classes of these names."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(node: ast.expr) -> str:
    """The name of what a call calls; empty for anything else."""
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def only_confirms(widget: ast.expr) -> bool:
    """Whether a widget is a button that confirms, or a row of them."""
    if called(widget) == "Row":
        assert isinstance(widget, ast.Call)
        return all(called(one) in CONFIRMS for one in widget.args)
    return called(widget) in CONFIRMS


def asks_only(window: ast.Call) -> bool:
    """Whether a window has only buttons that confirm, and one that does not."""
    buttons = [one for one in window.args if called(one) not in TEXTS]
    return len(buttons) > 1 and [only_confirms(one) for one in buttons].count(False) == 1


def test_a_window_that_only_asks_is_made_by_confirm_window() -> None:
    found = [
        f"{name_of(path)}:{window.lineno}"
        for path in modules("bot")
        for window in calls(path, "house_window")
        if asks_only(window)
    ]
    assert found == [], "say it with bot.ui.confirmation.confirm_window"


def test_a_hand_made_confirming_window_would_be_seen() -> None:
    made = """house_window(T("a"), Row(Confirm(), Confirm()), SwitchTo(), state=S.one)"""
    [statement] = ast.parse(made).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Call)
    assert asks_only(statement.value)


def test_a_window_does_not_say_what_each_has() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in modules("bot")
        for window in calls(path, "house_window", "private_window")
        for node in window.args
        if ast.unparse(node) in {"Words()", "Given('body')"}
        and (called(node) == "Words" or [called(one) in TEXTS for one in window.args].count(True) == 1)
    ]
    assert found == [], "bot.ui.window.completed adds these"


def test_the_way_back_is_back_to() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("bot")
        for node in calls(path, "SwitchTo")
        if ast.unparse(node.args[0]) == "T('back')"
    ]
    assert found == [], "say it with bot.ui.window.back_to"


@pytest.mark.parametrize("name", WAYS)
def test_it_is_done_in_the_one_way(name: str) -> None:
    way = WAYS[name]
    wrote = re.compile(way.wrote)
    found = [
        f"{name_of(path)}: {line.strip()}"
        for path in modules(*way.folders)
        if name_of(path) not in way.may
        for line in path.read_text("utf-8").splitlines()
        if wrote.search(line)
    ]
    assert found == [], f"say it with {way.say}"


def calls_one_operation(node: ast.AST) -> bool:
    """Whether a statement opens the context's database for a single call that takes the connection first."""
    if not isinstance(node, ast.AsyncWith) or len(node.items) != 1 or len(node.body) != 1:
        return False
    if not re.fullmatch(r"ctx\.app\.database\.(read|begin)\(\)", ast.unparse(node.items[0].context_expr)):
        return False
    call = getattr(getattr(node.body[0], "value", None), "value", None)
    return isinstance(call, ast.Call) and [ast.unparse(one) for one in call.args[:1]] == ["db"]


NOT_BY_CONTEXT = frozenset(
    {
        "bot/dialogs/notice_write/main.py",  # counts readers and confirms as of the same instant
        "bot/dialogs/notices/watching.py",  # the same of a release
        "bot/dialogs/share/handlers.py",  # calls what it was given
    }
)


def test_a_single_operation_is_called_by_the_context() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules("bot")
        if name_of(path) not in NOT_BY_CONTEXT
        for node in ast.walk(parsed(path))
        if calls_one_operation(node) and isinstance(node, ast.AsyncWith)
    ]
    assert found == [], "say it with bot.app.Context.act, write or read"


HOLDING_RECORDS = ("bot", "documents", "scheduler", "storage")


def last_name(node: ast.AST) -> str:
    """The name of what is called, without what stands before its dot."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def records() -> frozenset[str]:
    """The names of all dataclasses and named tuples of the program."""
    return frozenset(
        node.name
        for path in modules("content", *HOLDING_RECORDS)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ClassDef)
        and (
            any("dataclass" in ast.unparse(one) for one in node.decorator_list)
            or any(last_name(one) == "NamedTuple" for one in node.bases)
        )
    )


def joined_by_position(tree: ast.Module, among: frozenset[str]) -> list[tuple[int, str]]:
    """The line and the name of each record that is made of a starred list, by `starmap` or by `_make`."""
    known = {one: one for one in among} | {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname and alias.name in among
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        made = [last_name(node.func)] if any(isinstance(one, ast.Starred) for one in node.args) else []
        if last_name(node.func) == "starmap" and node.args:
            made.append(last_name(node.args[0]))
        if isinstance(node.func, ast.Attribute) and node.func.attr == "_make":
            made.append(last_name(node.func.value))
        found += [(node.lineno, known[one]) for one in made if one in known]
    return found


def test_no_record_is_joined_to_a_row_by_position() -> None:
    among = records()
    found = [
        f"{name_of(path)}:{line}: {kind}(*...)"
        for path in modules(*HOLDING_RECORDS)
        for line, kind in joined_by_position(parsed(path), among)
    ]
    assert found == [], "two columns could be swapped unnoticed: use storage.base.rows, or name each field"


@pytest.mark.parametrize(
    "text",
    [
        "Seat(*row)",
        "staff.Seat(*row[:3], bool(row[3]))",
        "Seat(1, *values)",
        "from storage.offices.staff import Seat as Chair\nChair(*row)",
        "[*starmap(Seat, rows)]",
        "Seat._make(row)",
    ],
)
def test_a_record_joined_by_position_would_be_seen(text: str) -> None:
    assert [kind for _, kind in joined_by_position(ast.parse(text), frozenset({"Seat"}))] == ["Seat"]


def test_no_operation_has_a_time_zone_of_its_own() -> None:
    """A call without a zone uses the installation's (`storage.base.zone.installation_zone`)."""
    may = {"storage/base/zone.py", "storage/base/database.py", "storage/migrations/versions/baseline.py"}
    found = []
    for path in modules("bot", "scheduler", "storage", "documents"):
        if name_of(path) in may:
            continue
        text = path.read_text("utf-8")
        if re.search(r"Asia/Shanghai|import DEFAULT as|= (?:ZONE|DEFAULT)\b", text):
            found.append(name_of(path))
    assert found == ["bot/config.py"]  # the setting
