"""Every button that decides or confirms belongs to the text above it."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]
DIALOGS = ROOT / "bot" / "dialogs"

AT_SIGHT = {
    # says of what the button itself carries: the item, its day, the answer that stood there
    **dict.fromkeys(
        ("check-pass", "check-fail", "check-na", "check-same", "check-carry", "check-lapsed-pass"),
        "carries the question with the answer it was shown with",
    ),
    "check-pass-all": "carries the question, the answer and the number of workers",
    "by": "carries what it sets",
    "devices-add": "makes a link that takes the place of the one before",
    **dict.fromkeys(("check-file-gone", "finding-picture-remove"), "carries the one file it removes"),
    **dict.fromkeys(("upkeep-done-today", "upkeep-today"), "carries the kind and the day it was due"),
    **dict.fromkeys(
        ("share-make", "share-again", "finding-share-make", "finding-share-again"),
        "carries how many there were: a second tap makes no second one",
    ),
    # true whatever changed meanwhile, and the same however often it is said
    "finding-stopped": "the work stands still",
    **dict.fromkeys(("review-claim", "review-give-back"), "one's own work; who was quicker is named"),
    **dict.fromkeys(("notice-pause", "notice-resume", "notice-take-back"), "undone by one tap"),
    "upkeep-again": "reminds again of the day that stands",
    "case-send-me": "sends what is read",
    "way": "begins nothing where somebody decided meanwhile: that is shown",
    # one's own settings, drafts and ways, which nobody else changes
    **dict.fromkeys(
        ("check_text", "checks", "every_check", "home-tip-on", "home-tip-off", "set_language"), "one's own"
    ),
    **dict.fromkeys(("enterprise", "seat", "campaign_one", "summary", "case", "closed_case"), "opens it"),
    **dict.fromkeys(("join-register", "join-code-change", "join-skip", "profile-done"), "one's own words"),
    **dict.fromkeys(("office-remind", "history-send-notice", "incident-lesson-button"), "makes a draft"),
    **dict.fromkeys(
        ("inspection-begin", "inspection-begin-short", "inspection-go-on"), "begun once, whoever taps"
    ),
    **dict.fromkeys(
        ("verdict-pass", "verdict-na", "inspection-unsay", "usual"),
        "carries the answer that was seen: another officer's is shown before it is replaced",
    ),
    **dict.fromkeys(("department", "came"), "a mark that the button shows, undone by one tap"),
    **dict.fromkeys(("meeting-come", "meeting-leave"), "carries the guest; undone by one tap"),
    "incident-report": "carries the token of one report: a second tap makes no second one",
    "incident-told-now": "carries who is told; the instant is that of the tap",
    "several_refusal": "each is decided as it was shown; what was answered meanwhile is left and counted",
    **dict.fromkeys(
        ("units-print-poster", "measure-paper-print", "resumption-paper"), "prints what stands there now"
    ),
    **dict.fromkeys(
        ("scope", "inspection-rows-go"), "how much of one's own visit is looked at; chosen anew any time"
    ),
    **dict.fromkeys(
        ("due", "due_one", "inspection-due-each"),
        "carries the day; nothing is ordered before the visit is ended",
    ),
    **dict.fromkeys(("remove", "known"), "carries the one address"),
    "nudge-code-again": "sends a code to one's own address",
    # choices of a rule or a number that are shown on the button
    **dict.fromkeys(("first", "again", "rules-turn-off", "rules-turn-on", "number", "role"), "as it says"),
    **dict.fromkeys(("league-switch-off", "league-switch-on", "campaign-since-none"), "undone by one tap"),
}
"""Buttons that write at once without a digest, and why that may be."""
OWN_DRAFT = "notice_write"
"""A draft is its author's alone until it is confirmed."""


class Bot:
    """The functions of the bot, and which of them call which."""

    def __init__(self) -> None:
        self.trees = {path: ast.parse(path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py")}
        self.functions = {
            (path, node.name): node
            for path, tree in self.trees.items()
            for node in ast.walk(tree)
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
        }
        self.imported = {path: self._imported(tree) for path, tree in self.trees.items()}

    def _imported(self, tree: ast.AST) -> dict[str, tuple[Path, str]]:
        found = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot."):
                for one in node.names:
                    found[one.asname or one.name] = (ROOT / str(node.module).replace(".", "/"), one.name)
        return found

    def find(self, path: Path, call: ast.expr) -> tuple[Path, str] | None:
        """The function of the bot that is named there."""
        wanted: tuple[Path, str] | None = None
        if isinstance(call, ast.Name):
            module, name = self.imported[path].get(call.id, (None, ""))
            wanted = (path, call.id) if module is None else (module.with_suffix(".py"), name)
        elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
            folder, name = self.imported[path].get(call.value.id, (None, ""))
            wanted = ((folder / name).with_suffix(".py"), call.attr) if folder is not None else None
        return wanted if wanted in self.functions else None

    def calls(self, function: tuple[Path, str], seen: frozenset[tuple[Path, str]] = frozenset()) -> set[str]:
        """The names of all that a function calls, directly or by others of the bot."""
        found: set[str] = set()
        for node in ast.walk(self.functions[function]):
            if isinstance(node, ast.Call):
                found.add(getattr(node.func, "id", getattr(node.func, "attr", "")))
                further = self.find(function[0], node.func)
                if further is not None and further not in seen:
                    found |= self.calls(further, seen | {function})
        return found


def writing_at_sight() -> dict[str, str]:
    """Labels and places of plain buttons that write without looking at what was shown."""
    bot, found = Bot(), {}
    for path in DIALOGS.rglob("*.py"):
        for node in ast.walk(bot.trees[path]):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in ("Tap", "Choices"):
                continue
            handler = bot.find(path, node.args[2])
            calls = bot.calls(handler) if handler is not None else set()
            if calls & {"begin", "run", "act", "write"} and "is_as_shown" not in calls:
                texts = [one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)]
                found[str(texts[-1])] = str(path.relative_to(DIALOGS))
    return found


def test_every_button_that_writes_belongs_to_what_was_shown() -> None:
    plain = {key: where for key, where in writing_at_sight().items() if not where.startswith(OWN_DRAFT)}
    assert {key: where for key, where in plain.items() if key not in AT_SIGHT} == {}, (
        "use bot.ui.confirmation.Confirm or ConfirmChoices: a stale tap must not confirm something else"
    )


def test_no_exception_is_kept_that_is_none() -> None:
    assert set(AT_SIGHT) - set(writing_at_sight()) == set()


def test_what_may_tell_who_reports_is_sent_as_it_was_shown() -> None:
    text = (ROOT / "bot" / "privacy" / "telltale.py").read_text("utf-8")
    for key in ("report-telltale-drop", "report-telltale-keep"):
        assert f'Confirm(T("{key}")' in text
