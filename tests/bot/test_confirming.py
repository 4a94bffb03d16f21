"""Whatever asks 确认 has a button that belongs to what stands above it."""

from __future__ import annotations

import re
from pathlib import Path

DIALOGS = Path(__file__).parents[2] / "bot" / "dialogs"
ASKING = re.compile(r'\bTap\(\s*T\("([a-z0-9-]*(?:-yes|confirm|confirm-yes|confirm-button))"')


def test_every_button_that_confirms_carries_what_was_shown() -> None:
    plain = {
        f"{path.relative_to(DIALOGS)}: {key}"
        for path in DIALOGS.rglob("*.py")
        for key in ASKING.findall(path.read_text("utf-8"))
    }
    assert plain == set(), "use bot.ui.confirmation.Confirm: a stale tap must not confirm something else"


DECIDES = frozenset(
    {
        *("report-submit", "receipt-send", "report-telltale-drop", "report-telltale-keep"),
        *("extension-withdraw", "escalation-warn", "verify-accept"),
        *("review-confirm", "review-second-yes", "review-second-no", "campaign-open"),
    }
)
"""Buttons that send something off or decide about it."""


def test_what_sends_or_decides_is_no_plain_button() -> None:
    found: dict[str, set[str]] = {}
    for path in DIALOGS.parent.rglob("*.py"):
        for widget, key in re.findall(
            r'\b(Tap|Confirm|Choices)\(\s*T\("([a-z0-9-]+)"', path.read_text("utf-8")
        ):
            found.setdefault(key, set()).add(widget)
    assert {key: found.get(key) for key in DECIDES} == {key: {"Confirm"} for key in DECIDES}
