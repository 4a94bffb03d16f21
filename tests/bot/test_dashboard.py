"""Alert rules and dashboard ask for figures that `/metrics` gives, by labels it has."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.core import Metric

from bot import metrics
from scheduler.delivery.outcome import Sent
from scheduler.meter import Meter

FOLDER = Path(__file__).parents[2] / "deploy" / "prometheus"
LIBRARY = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total"}
ASKED = re.compile(r"\b(up|chenan_\w+|process_\w+)\b")


def _expressions() -> Iterator[str]:
    rules: dict[str, Any] = yaml.safe_load((FOLDER / "alerts.yaml").read_text("utf-8"))
    yield from (rule["expr"] for group in rules["groups"] for rule in group["rules"])
    dashboard = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))
    yield from (target["expr"] for panel in dashboard["panels"] for target in panel["targets"])


def _given() -> set[str]:
    meter = Meter()
    meter.deliver(Sent())
    meter.tick("planning", 0.1, 5.0)
    seen = metrics.Seen(frozenset(), {"pending": 1}, 0.0, {"delivery": 1.0}, 1, 0, 1.0)
    families: list[Metric] = [*metrics.of_installation(seen), *metrics.of_scheduler(meter)]
    names = {sample.name for family in families for sample in family.samples}
    counted = {"chenan_updates_total", "chenan_telegram_requests_total", "chenan_step_seconds_bucket"}
    return names | counted | {"chenan_disk_free_bytes", "chenan_database_bytes"} | LIBRARY


def test_every_figure_asked_for_is_given() -> None:
    asked = {name for expression in _expressions() for name in ASKED.findall(expression)}
    assert len(asked) > 12
    assert not asked - _given()


def test_every_rule_says_what_is_wrong() -> None:
    rules = yaml.safe_load((FOLDER / "alerts.yaml").read_text("utf-8"))["groups"][0]["rules"]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 4
    assert all(len(rule["annotations"]["summary"]) > 20 for rule in rules)


@pytest.mark.skipif(shutil.which("promtool") is None, reason="needs Debian's package prometheus")
def test_prometheus_itself_takes_the_rules() -> None:
    checked = subprocess.run(
        ["promtool", "check", "rules", str(FOLDER / "alerts.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
