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
    assert plain == set(), "use bot.confirming.Confirm: a stale tap must not confirm something else"
