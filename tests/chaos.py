"""Plays every fault against the program, and writes what it measured as a table into docs/operations.md.

`make chaos`. The same tests run in CI, a migration there from its newest steps on only.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- made by make chaos -->", "<!-- end of chaos -->"
_WORDS = {
    "told": ("told after {} s", "{} 秒后有话说"),
    "later": ("answered {} s after its end", "故障结束后 {} 秒答复"),
    "page": ("the page within {} s", "网页 {} 秒内答复"),
    "ready": ("/readyz after {} s", "{} 秒后 /readyz 报告"),
    "pace": ("then {} messages a second, of 4", "之后每秒发 {} 条（限 4 条）"),
    "kills": ("{} kills", "杀了 {} 次"),
    "again": ("{} inputs sent again", "重发 {} 次"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in English and Chinese, and the tests that play it (`file::name`, or a file)."""

    english: str
    chinese: str
    tests: tuple[str, ...]


_TALK, _STORE = "tests/conversations", "tests/storage/installation"
FAULTS = (
    Fault("bot killed (-9) again and again, 50 people answering", "50 人填报时反复强杀机器人", (
        f"{_TALK}/test_chaos.py::test_owners_and_a_bot_that_keeps_ending",)),
    Fault("bot killed before its last window was stored", "窗口未存时强杀", (
        f"{_TALK}/test_chaos.py::test_a_bot_that_forgot_its_last_moment_tells_so_and_goes_on",)),
    Fault("page: process killed (-9) between tap and answer", "网页：点按与答复之间强杀", (
        f"{_TALK}/test_page_kills.py::test_taps_on_a_page_whose_process_is_killed_again_and_again",)),
    Fault("page: one of two replicas killed, both upgraded", "网页：两个副本之一强杀，再逐个升级", (
        f"{_TALK}/test_page_kills.py"
        "::test_two_processes_of_which_one_is_killed_and_both_are_restarted_one_after_the_other",)),
    Fault("scheduler killed while messages go out", "发送时强杀调度", (
        "tests/broadcast/test_kills.py",)),
    Fault("one of two schedulers killed", "两个调度之一被强杀", (
        "tests/broadcast/test_two_schedulers.py",)),
    Fault("bot stands still (SIGSTOP) and goes on", "机器人停住又继续", (
        f"{_TALK}/test_outages.py::test_a_bot_that_stands_still_and_goes_on",)),
    Fault("PostgreSQL stopped and started", "PostgreSQL 停了又启", (
        f"{_TALK}/test_outages.py::test_a_database_that_is_stopped_and_started",)),
    Fault("PostgreSQL cuts every session", "PostgreSQL 断开所有连接", (
        f"{_TALK}/test_outages.py::test_a_database_that_takes_nobody_in",)),
    Fault("PostgreSQL stands still", "PostgreSQL 停住不答", (
        f"{_STORE}/test_health.py::test_a_server_that_stops_answering_is_not_waited_for",)),
    Fault("PostgreSQL stands still, people write", "PostgreSQL 停住时有人发消息", (
        "tests/bot/transport/test_slow.py::test_while_the_database_stands_still_people_are_told",)),
    Fault("all connections to PostgreSQL taken", "PostgreSQL 连接用尽", (
        "tests/bot/transport/test_slow.py::test_while_all_connections_are_taken_people_are_told",)),
    Fault("PostgreSQL takes no more connections", "PostgreSQL 不再接受连接", (
        f"{_TALK}/test_postgres_faults.py::test_a_server_that_takes_no_more_connections",)),
    Fault("PostgreSQL can only be read", "PostgreSQL 只读", (
        f"{_TALK}/test_postgres_faults.py::test_a_server_that_can_only_be_read",)),
    Fault("PostgreSQL fails over: all connections dropped, some of the old server left",
          "PostgreSQL 主备切换：连接全断，个别仍连着旧服务器", (
        f"{_TALK}/test_postgres_faults.py"
        "::test_after_a_failover_sessions_of_the_server_that_may_only_be_read_are_left",)),
    Fault("PostgreSQL's disk is full", "PostgreSQL 磁盘写满", (
        f"{_TALK}/test_postgres_faults.py::test_a_server_whose_disk_is_full",)),
    Fault("line to PostgreSQL loses everything, old connections for good",
          "到 PostgreSQL 的线路丢掉一切，旧连接不再通", (
        f"{_TALK}/test_postgres_faults.py"
        "::test_a_line_that_loses_everything_and_has_forgotten_what_it_carried",)),
    Fault("Redis away, replicas gone", "Redis 不在，部分副本没了", (
        "tests/bot/transport/test_replica_routing.py",)),
    Fault("disk full, and freed", "磁盘写满又腾出", (
        f"{_TALK}/test_broken_ground.py::test_a_full_disk_is_said_and_costs_nothing",)),
    Fault("folder of evidence away, and back", "证据目录没了又回来", (
        f"{_TALK}/test_broken_ground.py::test_a_store_of_files_that_cannot_be_written_is_said",)),
    Fault("bucket of evidence: 403, 429, 503, slow, silent, cut",
          "证据存储桶 403、429、503、慢、不答、断线", (
        "tests/bot/test_bucket.py"
        "::test_an_answer_goes_on_without_its_photo_while_the_bucket_is_away",)),
    Fault("Telegram: 500, 502, 429, cut before and after", "Telegram 500、502、429、断线", (
        f"{_TALK}/test_broken_ground.py::test_an_answer_survives_a_failing_telegram",
        f"{_TALK}/test_broken_ground.py::test_a_long_outage_of_polling_is_waited_out",)),
    Fault("Telegram answers after 5, 20, 60 s", "Telegram 过 5、20、60 秒才答", (
        f"{_TALK}/test_slow_telegram.py::test_telegram_answers_late",)),
    Fault("Telegram cut in the middle of an answer", "Telegram 答到一半断线", (
        f"{_TALK}/test_slow_telegram.py::test_an_answer_is_cut_in_its_middle",)),
    Fault("Telegram or a gateway answers what nobody knows", "Telegram 或网关答得不像样", (
        "tests/strangers/test_answers.py",)),
    Fault("clock ahead, behind, back and forth", "时钟快、慢、来回跳", (
        "tests/scheduler/planning/test_clock_trust.py",)),
    Fault("migration killed at each statement", "迁移时每句都强杀", (
        f"{_STORE}/test_migration_kills.py::test_a_migration_killed_at_each_statement",)),
    Fault("backup killed at each file", "备份时每个文件都强杀", (
        f"{_STORE}/test_migration_kills.py::test_a_backup_killed_at_each_file",)),
    Fault("copy into another database killed", "数据库搬家时强杀", (
        f"{_STORE}/test_copying.py::test_killed_for_good_it_goes_on",
        f"{_STORE}/test_copying.py::test_wherever_it_is_cut_off_it_goes_on",)),
)  # fmt: skip


@dataclass(slots=True)
class Played:
    """Result of the tests of a fault: number that passed, failed and were left out; their measurements."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    measured: dict[str, float] | None = None

    def add(self, case: ET.Element) -> None:
        """A test of junit's file. Of what several measured, the worst; kills are added up."""
        if case.find("failure") is not None or case.find("error") is not None:
            self.failed += 1
        elif case.find("skipped") is not None:
            self.skipped += 1
        else:
            self.passed += 1
        self.seconds += float(case.get("time", 0))
        self.measured = self.measured or {}
        for one in case.iter("property"):
            name, value = one.get("name", ""), float(one.get("value", 0))
            had = self.measured.get(name, 0.0)
            worse = min(had or value, value) if name == "pace" else max(had, value)
            self.measured[name] = had + value if name == "kills" else worse

    def said(self, language: int) -> str:
        """The text of the last column of the table."""
        words = [
            _WORDS[name][language].format(f"{value:g}")
            for name, value in (self.measured or {}).items()
            if name in _WORDS
        ]
        if self.failed:
            words.insert(0, (f"**{self.failed} failed**", f"**{self.failed} 项未过**")[language])
        return ("; ", "；")[language].join(words) or "–"


def _of(case: ET.Element) -> str:
    """`file::name` of a case, without its parameters."""
    module = case.get("classname", "").replace(".", "/")
    return f"{module}.py::{case.get('name', '').partition('[')[0]}"


def read(file: Path) -> list[Played]:
    """The result of each of FAULTS, from junit's file."""
    cases = list(ET.parse(file).iter("testcase"))  # noqa: S314  written by our own tests
    played = []
    for fault in FAULTS:
        one = Played()
        for case in cases:
            if any(_of(case) == test or _of(case).startswith(f"{test}::") for test in fault.tests):
                one.add(case)
        played.append(one)
    return played


def table(played: Sequence[Played | None], language: int, before: str = "") -> str:
    """The table of docs/operations.md, in English (0) or Chinese (1). What was not played (None) keeps its
    line of the table before."""
    heads = ("| fault | tests passed | seconds | measured |", "| 故障 | 通过 | 用时（秒） | 测得 |")
    lines = [heads[language], "| --- | --- | --- | --- |"]
    for fault, one in zip(FAULTS, played, strict=True):
        name = (fault.english, fault.chinese)[language]
        if one is None:
            lines += [line for line in before.splitlines() if line.startswith(f"| {name} |")]
            continue
        ran = one.passed + one.failed
        lines.append(f"| {name} | {one.passed} / {ran} | {one.seconds:.0f} | {one.said(language)} |")
    return "\n".join(lines)


def write(played: Sequence[Played | None]) -> None:
    """Put the tables between their marks."""
    for language, name in enumerate(("operations.md", "operations.zh.md")):
        file = ROOT / "docs" / name
        text = file.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        had, _, after = rest.partition(END)
        made = table(played, language, had)
        file.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")


@click.command()
@click.option("--short", is_flag=True, help="The sizes of every commit.")
@click.option("--only", default="", help="Play those faults alone whose name has these words.")
@click.option(
    "--from", "junit", type=click.Path(path_type=Path), help="Only write the table, from a run's file."
)
def main(short: bool, only: str, junit: Path | None) -> None:
    """Play all faults, then write the table."""
    if junit is not None:
        write(read(junit))
        return
    with tempfile.TemporaryDirectory(prefix="chenan-chaos-") as folder:
        file = Path(folder) / "junit.xml"
        wanted = [only in fault.english for fault in FAULTS]
        asked = [fault for fault, is_wanted in zip(FAULTS, wanted, strict=True) if is_wanted]
        tests = list(dict.fromkeys(test for fault in asked for test in fault.tests))
        size = () if short else ("--long",)
        command = [sys.executable, "-m", "pytest", "-n0", "-v", *size, f"--junitxml={file}", *tests]
        command += ["-o", "junit_family=xunit1"]
        done = subprocess.run(command, cwd=ROOT, check=False)
        found = read(file)
    played = [one if is_wanted else None for one, is_wanted in zip(found, wanted, strict=True)]
    write(played)
    click.echo(table(played, 0))
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
