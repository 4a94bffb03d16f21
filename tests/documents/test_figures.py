"""One number, one meaning: every place that shows a figure of a campaign says what a plain recount says."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.cli.enterprise.command import enterprise
from bot.cli.export import export
from bot.cli.overview import overview as overview_command
from bot.cli.review.command import review
from content.catalog import Catalog
from documents.ledger import write_ledger
from documents.overview_chart import overview_text
from documents.self_checks.facts import gather
from documents.summary_paper import summary_paper
from documents.words import share
from storage.base.database import Database
from storage.changes import campaign_ending
from storage.findings import extension_views, verification_views
from storage.findings import views as finding_views
from storage.notices import audiences
from storage.notices.audiences import Audience
from storage.offices import staff
from storage.people import contacts
from storage.reminders import office_facts
from storage.reviews import escalation_views
from storage.reviews import queue as review_queue
from storage.statistics import office as office_figures
from storage.statistics import overviews, summary_figures
from storage.statistics import units as office_units
from storage.statistics.overviews import PlaceLine, Remedies, Steps, league
from storage.statistics.summary_views import Contents
from tests.documents.command_line import ZONE, CommandLine, command_line
from tests.documents.worlds import (
    LIBRARY,
    NOW,
    PARENTS,
    START,
    TODAY,
    Check,
    Counted,
    Fault,
    Firm,
    World,
    below,
    frozen,
    furnish,
    invent,
    nearest,
    owner_of,
    path,
    recount,
    scope,
    state_of,
    stir,
)
from tests.sizes import size
from tests.storage.conftest import CLI, database, database_url, postgres_tables, sqlite_template

__all__ = ["command_line", "database", "database_url", "postgres_tables", "sqlite_template"]


CATALOG = Catalog.load()


@settings(
    max_examples=size(3, 10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(3)  # a finding of a further question, which nobody has to answer
@example(27092139)  # something to be verified of a form that was reviewed, in an open campaign
@given(st.integers(0, 10**9))
async def test_every_place_says_the_same_of_a_campaign(
    database: Database, command_line: CommandLine, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    world = invent(chance)
    await furnish(database, world)
    then = frozen(world)
    await stir(database, world, chance)
    for campaign, is_open in world.open.items():
        of = world if is_open else then
        for root in below(campaign):
            counted = recount(of, campaign, root)
            await _compare(database, of, campaign, root, counted)
        root = chance.choice(below(campaign))
        counted = recount(of, campaign, root)
        await _compare_documents(database, of, campaign, root, counted, tmp_path)
        await _compare_command_line(command_line, of, campaign, root, counted, tmp_path)
        await _compare_forms(database, of, campaign, tmp_path)
    for root in PARENTS:
        await _compare_offices(database, world, root)
    for firm in world.firms:
        await _compare_owner(database, world, firm)
    await _compare_digests(database, world, then)


async def _compare(database: Database, world: World, campaign: str, root: str, counted: Counted) -> None:
    """The overview with its lines, the office's home, its list of enterprises, what an end would leave."""
    id_, place, steps, remedies = world.ids[campaign], world.places[root], counted.steps, counted.remedies
    async with database.read() as db:
        view = await overviews.overview(db, CLI, id_, place, TODAY)
        home = await office_figures.figures(db, CLI, place, TODAY, id_)
        units, _ = await office_units.list_units(db, CLI, place, TODAY, id_, limit=100)
        states = await office_units.count_states(db, CLI, place, TODAY, id_)
        waiting = await review_queue.count_waiting(db, CLI, id_, place)
        asked = await extension_views.list_waiting(db, CLI, place, campaign_id=id_)
        done = await verification_views.count_waiting(db, CLI, place, campaign_id=id_)
        tasks = await escalation_views.list_open(db, CLI, place, campaign_id=id_)
    assert (view.steps, view.remedies) == (steps, remedies)
    assert sum(line.overdue for line in view.lines) == remedies.overdue or not view.lines
    assert (home.enterprises, home.registered) == (steps.enterprises, steps.joined)
    assert (home.started, home.submitted, home.overdue) == (steps.started, steps.submitted, remedies.overdue)
    assert home.extensions == len(asked)
    if not world.open[campaign]:  # the list is of who is there now
        assert (len(asked), done, len(tasks)) == (0, 0, 0)
        return
    assert tuple(unit.id for unit in units) == counted.names
    assert sum(unit.overdue for unit in units) == remedies.overdue
    assert states["overdue"] == sum(unit.overdue > 0 for unit in units)
    assert states["unregistered"] == steps.enterprises - steps.joined
    assert states["draft"] == steps.started - steps.submitted
    assert states["submitted"] == steps.submitted - steps.reviewed
    assert states["reviewed"] == steps.reviewed
    assert Counter(unit.check_state for unit in units)["reviewed"] == steps.reviewed
    assert waiting == counted.waiting
    assert done <= remedies.done
    if root != campaign:
        return
    async with database.read() as db:
        left = await campaign_ending.look(db, CLI, NOW, id_)
    assert (left.enterprises, left.not_started) == (steps.enterprises, steps.enterprises - steps.started)
    assert (left.drafts, left.unreviewed) == (states["draft"], states["submitted"])
    assert left.unfixed == remedies.undecided + remedies.open + remedies.overdue
    assert (left.overdue, left.to_accept) == (remedies.overdue, remedies.done)
    assert (left.extensions, left.escalations) == (len(asked), len(tasks))
    faults = [fault for _, fault in _faults(world, root, campaign)]
    assert left.extensions == sum(one.asked and one.state == "open" for one in faults)


def _faults(world: World, root: str, campaign: str | None = None) -> list[tuple[Firm, Fault]]:
    """Findings of enterprises of a place and below, in one open campaign or in all, drafts too."""
    return [
        (firm, fault)
        for firm in world.firms
        if firm.active and root in path(firm.place)
        for check in firm.checks
        if world.open[check.campaign] and campaign in (None, check.campaign)
        for fault in check.faults
    ]


async def _compare_offices(database: Database, world: World, root: str) -> None:
    """Compare an office's counts in all open campaigns; and each enterprise in the campaign nearest to it."""
    place = world.places[root]
    firms = [firm for firm in world.firms if firm.active and root in path(firm.place)]
    checks = [(firm, firm.check(nearest(world, firm))) for firm in firms]
    faults = [fault for _, check in checks if check and check.known for fault in check.faults]
    async with database.read() as db:
        home = await office_figures.figures(db, CLI, place, TODAY)
        asked = await extension_views.list_waiting(db, CLI, place)
        done = await verification_views.count_waiting(db, CLI, place)
        states = await office_units.count_states(db, CLI, place, TODAY)
        meant = await audiences.count_states(db, Audience(place), TODAY)
        tasks = await escalation_views.list_open(db, CLI, place)
    handed_in = sum(check is not None and check.state != "draft" for _, check in checks)
    assert home.extensions == len(asked)
    assert len(asked) == sum(one.asked and one.state == "open" for _, one in _faults(world, root))
    assert (home.enterprises, home.registered) == (len(firms), sum(firm.joined for firm in firms))
    assert (home.started, home.submitted) == (sum(check is not None for _, check in checks), handed_in)
    assert home.overdue == sum(one.is_overdue() for one in faults)
    late = sum(any(one.is_overdue() for one in check.faults) for _, check in checks if check and check.known)
    assert states["overdue"] == meant["overdue"] == late
    assert meant["all"] == len(firms)
    assert meant["submitted"] == handed_in == states["submitted"] + states["reviewed"]
    assert meant["unregistered"] == states["unregistered"]
    assert meant["not_started"] == states["not_started"]
    within = sum(nearest(world, firm) is not None for firm in firms)
    assert meant["not_submitted"] == within - handed_in
    todo = [
        check
        for _, check in checks
        if check
        and check.known
        and any(one.state == "open" and one.remedy in (None, "open") for one in check.faults)
    ]
    assert meant["open_rectifications"] == len(todo)
    assert done == sum(
        fault.state == "open" and fault.remedy == "done"
        for firm in firms
        for check in firm.checks
        if world.open[check.campaign] and check.state == "reviewed"
        for fault in check.faults
    )
    assert len(tasks) == sum(
        fault.task == "open" and fault.state == "open" and fault.remedy == "open"
        for firm in world.firms
        if root in path(firm.place)
        for check in firm.checks
        if world.open[check.campaign]
        for fault in check.faults
    )


async def _compare_owner(database: Database, world: World, firm: Firm) -> None:
    """The owner's own tasks: those of drafts, too, which nobody else counts."""
    async with database.read() as db:
        seen = await finding_views.list_findings(db, owner_of(firm))
    own = [fault for check in firm.checks if world.open[check.campaign] for fault in check.faults]
    assert len(seen) == (sum(one.state == "open" for one in own) if firm.joined else 0)
    assert sum(one.is_overdue(TODAY) for one in seen) == (
        sum(one.is_overdue() for one in own) if firm.joined else 0
    )


async def _compare_documents(
    database: Database, world: World, campaign: str, root: str, counted: Counted, tmp_path: Path
) -> None:
    """The picture's words, the league, the ledger and the summary."""
    id_, place, steps, remedies = world.ids[campaign], world.places[root], counted.steps, counted.remedies
    async with database.read() as db:
        view = await overviews.overview(db, CLI, id_, place, TODAY)
        figures = await summary_figures.figures(db, CLI, id_, place, START, TODAY, TODAY)
    coverage = share(CATALOG, "zh", steps.reviewed, steps.enterprises)
    said = overview_text(view, LIBRARY, CATALOG, "zh").split("\n")
    assert f"已交 {steps.submitted} {share(CATALOG, 'zh', steps.submitted, steps.enterprises)}" in said
    assert f"复查覆盖率 {coverage}" in said
    parts = (remedies.undecided, remedies.overdue, remedies.open, remedies.done, remedies.closed)
    names = ("未定期限", "逾期", "整改中", "待销号", "已销号")
    assert "  ".join(f"{name} {count}" for name, count in zip(names, parts, strict=True)) in said
    _compare_league(world, campaign, view.lines)
    assert (figures.steps, figures.remedies, figures.lines) == (steps, remedies, view.lines)
    happened = figures.happened
    assert (happened.started, happened.submitted) == (steps.started, steps.submitted)
    assert (happened.found, happened.closed) == (sum(parts), remedies.closed)
    assert happened.reviewed == counted.reviews
    contents = Contents("whole", START, figures, "", "", (), None)
    paper = summary_paper(contents, LIBRARY, CATALOG, "zh")
    words = "\n".join(words for part in paper.sections for words in part.paragraphs)
    for figure in (
        f"应查企业 {steps.enterprises} 家，已注册 {steps.joined} 家，已开始自查 {steps.started} 家",
        f"已复查 {steps.reviewed} 家（覆盖率 {coverage}）",
        f"共有问题 {sum(parts)} 处，已销号 {remedies.closed} 处",
        f"待销号 {remedies.done} 处，正在整改 {remedies.open} 处，未定期限 {remedies.undecided} 处",
        f"逾期未整改 {remedies.overdue} 处",
    ):
        assert figure in words, figure
    await _compare_ledger(database, world, campaign, root, counted, tmp_path / "台账.xlsx")


def _compare_league(world: World, campaign: str, lines: tuple[PlaceLine, ...]) -> None:
    """The order: by the part handed in, the part reviewed, the overdue of each; equals share a rank."""
    worth = {}
    for line in lines:
        place = next(name for name, id_ in world.places.items() if id_ == line.id)
        of = world if not line.own else _only(world, place)
        counted = recount(of, campaign, place)
        assert (line.steps, line.overdue) == (counted.steps, counted.remedies.overdue)
        if units := counted.steps.enterprises:
            handed_in, reviewed = counted.steps.submitted, counted.steps.reviewed
            late = Fraction(counted.remedies.overdue, units)
            worth[line.id] = (-Fraction(handed_in, units), -Fraction(reviewed, units), late)
    ranks = {one: 1 + sum(other < worth[one] for other in worth.values()) for one in worth}
    shown = [(rank, line.id) for rank, line in league(lines)]
    assert {id_: rank for rank, id_ in shown} == ranks
    assert [rank for rank, _ in shown] == sorted(ranks.values())


def _only(world: World, place: str) -> World:
    """The part of the world in a place itself."""
    return replace(world, firms=[firm for firm in world.firms if firm.place == place])


async def _compare_command_line(
    command_line: CommandLine, world: World, campaign: str, root: str, counted: Counted, tmp_path: Path
) -> None:
    """Compare the figures for scripts: --json of the overview, the lists, waiting work and the ledger."""
    steps, remedies = counted.steps, counted.remedies
    of = ("--campaign", str(world.ids[campaign]), "--jurisdiction", root)
    shown = await command_line(overview_command, *of)
    assert (shown["steps"], shown["remedies"]) == (asdict(steps), asdict(remedies))
    by_rank = [line.name for _, line in league(tuple(PlaceLine(**_line(one)) for one in shown["lines"]))]
    assert [one["place"] for one in shown["league"]] == by_rank
    made = await command_line(export, "ledger", *of, "--out", str(tmp_path / "l.xlsx"))
    assert made["enterprises"] == steps.enterprises
    assert made["findings"] == sum(asdict(remedies).values())
    assert made["reviews"] == counted.reviews
    if not world.open[campaign]:
        return
    assert len(await command_line(review, "queue", *of)) == counted.waiting
    if all(nearest(world, firm) == campaign for firm in scope(world, campaign, root)):
        for step, count in (
            ("unregistered", steps.enterprises - steps.joined),
            ("draft", steps.started - steps.submitted),
            ("submitted", steps.submitted - steps.reviewed),
            ("reviewed", steps.reviewed),
        ):
            listed = await command_line(enterprise, "list", "--step", step, *of)
            active = {firm.id for firm in scope(world, campaign, root)}
            assert sum(one["id"] in active for one in listed) == count, step


def _line(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "steps": Steps(**shown["steps"])}


async def _compare_forms(database: Database, world: World, campaign: str, tmp_path: Path) -> None:
    """Part two of each form: its findings in the states that the figures count them in."""
    names = {"planned": "open", "rectified": "done"}
    for firm in world.firms:
        check = firm.check(campaign)
        if check is None or (check.state == "draft" and not firm.joined):
            continue
        reader = owner_of(firm) if firm.joined else CLI
        async with database.read() as db:
            form = await gather(
                db,
                reader,
                check.id,
                library=LIBRARY,
                catalog=CATALOG,
                zone=ZONE,
                today=TODAY,
            )
        shown = Counter(names.get(one.state.value, one.state.value) for one in form.findings)
        expected = Counter(state_of(fault) for fault in check.faults)
        del expected["withdrawn"]
        assert shown == expected


async def _compare_digests(database: Database, world: World, then: World) -> None:
    """Compare the daily digests of offices: the same forms, findings and extensions, months later."""
    day = TODAY + timedelta(days=250)
    async with database.begin() as db:
        for number, place in enumerate(PARENTS):
            person = await contacts.ensure_person(db, NOW, 5000 + number, "zh")
            await staff.seat(db, NOW, person, world.places[place], "head", "safety", "科长")
    open_ones = [world.ids[campaign] for campaign, is_open in world.open.items() if is_open]
    async with database.read() as db:
        told = await office_facts.list_facts(db, LIBRARY, open_ones, day)
    shown = {
        (one.fact.about, one.fact.campaign_id, one.fact.place_id): one.fact.count
        for one in told
        if one.days.first <= 100
    }
    expected: dict[tuple[str, int, int], int] = {}
    for root in PARENTS:
        for campaign in (place for place in path(root) if world.open.get(place)):
            counted, firms = recount(world, campaign, root), list(scope(world, campaign, root))
            checks = [(firm, check) for firm in firms if (check := firm.check(campaign))]
            faults = [(check, one) for _, check in checks for one in check.faults if one.state == "open"]
            counts = {
                "unsent": counted.steps.enterprises - counted.steps.submitted,
                "unreviewed": counted.waiting,
                "unverified": sum(
                    one.remedy == "done" and check.state == "reviewed" for check, one in faults
                ),
                "unanswered": sum(one.remedy == "open" and one.asked for _, one in faults),
                "overdue": sum(_is_told_of(then, firm, check, root) for firm, check in checks),
            }
            at = (world.ids[campaign], world.places[root])
            expected |= {(about, *at): count for about, count in counts.items() if count}
    assert {key: count for key, count in shown.items() if key[0] not in ("owed", "undated")} == expected


def _is_told_of(then: World, firm: Firm, check: Check, root: str) -> bool:
    """Whether an office is told of the enterprise as long overdue: not if it has the task about it."""
    late = [one for one in check.faults if one.is_overdue(100) and not one.asked]
    has_task = any(one.task == "open" for one in check.faults)
    stood = next(one for one in then.firms if one.id == firm.id).place
    return bool(late) and check.known and not (has_task and stood == root)


async def _compare_ledger(
    database: Database, world: World, campaign: str, root: str, counted: Counted, file: Path
) -> None:
    id_, place, steps, remedies = world.ids[campaign], world.places[root], counted.steps, counted.remedies
    made = await write_ledger(
        database, CLI, id_, file, library=LIBRARY, catalog=CATALOG, today=TODAY, jurisdiction_id=place
    )
    book = load_workbook(file)
    sheets = {
        sheet.title: [
            dict(zip((cell.value for cell in sheet[2]), row, strict=True))
            for row in sheet.iter_rows(min_row=3, values_only=True)
        ]
        for sheet in book.worksheets
    }
    firms, faults, covered = sheets["企业"], sheets["问题"], sheets["覆盖"]
    assert (made.enterprises, made.findings) == (len(firms), len(faults))
    assert [row["企业名称"] for row in firms] == [
        f"第{number}厂"
        for number, firm in enumerate(world.firms, 1)
        if firm in list(scope(world, campaign, root))
    ]
    step = Counter(row["进度"] for row in firms)
    assert sum(row["已注册"] == "是" for row in firms) == steps.joined
    assert step["待复查"] + step["复查中"] + step["已复查"] == steps.submitted
    assert step["自查中"] == steps.started - steps.submitted
    assert step["已复查"] == steps.reviewed
    total = remedies.undecided + remedies.open + remedies.overdue + remedies.done + remedies.closed
    assert sum(row["问题数"] for row in firms) == total
    assert sum(row["未销号"] for row in firms) == total - remedies.closed
    assert sum(row["逾期"] for row in firms) == remedies.overdue
    states = Counter(row["状态"] for row in faults)
    names = {
        "未定期限": "undecided",
        "整改中": "open",
        "逾期": "overdue",
        "待销号": "done",
        "已销号": "closed",
    }
    assert Remedies(**{key: states[name] for name, key in names.items()}) == remedies
    assert len(sheets["复查"]) == made.reviews == counted.reviews
    for head, count in (("应查", steps.enterprises), ("已注册", steps.joined), ("已交", steps.submitted)):
        assert sum(row[head] for row in covered) == count
    assert sum(row["已复查"] for row in covered) == steps.reviewed
