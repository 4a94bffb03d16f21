"""The page that gathers what `make bench` measured."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.goals import Goal
from tests.bench.summary import gathered, missed_by, page


def test_every_goal_stands_on_the_page_and_what_is_missed_says_by_how_much(tmp_path: Path) -> None:
    goals = [Goal("fast <enough>", 40, 50, "ms").as_json(), Goal("slow", 125, 50, "ms").as_json()]
    (tmp_path / "office.json").write_text(json.dumps({"figures": [], "goals": goals}))
    read = {"database": "SQLite", "enterprises": 1000, "filling": "even", "read": "a.b", "p95": 75.0}
    (tmp_path / "reading.json").write_text(json.dumps({"figures": [read], "goals": []}))
    (tmp_path / "other.json").write_text("[]")
    assert list(gathered(tmp_path)) == ["office", "reading"]
    made = page(tmp_path)
    assert "fast &lt;enough&gt;" in made
    assert "2.5 x" in made
    assert "Reads: SQLite, 1,000, even" in made
    assert "1.5 x" in made
    assert missed_by(goals[0]) == ""
    assert missed_by(Goal("none", 3, 0, "reads").as_json()) == "3 too many"
