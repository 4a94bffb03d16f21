"""Rows, findings and evidence on the form, as they come out of storage."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from content.model.form import Form
from documents.self_checks.form import FindingState, QuestionRow, Result
from storage.base.database import Database
from storage.base.files import FileStore
from storage.changes import campaign_ending
from storage.findings import photos
from storage.self_checks import answers, attachments
from storage.tables.findings import Finding, Rectification
from tests.documents.workshop import CLI, TODAY, Workshop, jpeg, open_workshop, row


async def test_evidence_is_numbered_as_it_came_and_told_by_its_question(workshop: Workshop) -> None:
    frozen = (await workshop.self_check()).form
    helmet, notice = (frozen.items[at].check.core.code for at in (3, 2))
    await workshop.record(helmet, "fail")
    await workshop.attach(helmet)
    await workshop.attach(notice, "voice", data=b"OggS")
    await workshop.plan(helmet)
    workshop.tick(hours=15)  # past midnight here
    await workshop.attach(helmet, after=True)
    await workshop.attach(helmet, "document", data=b"%PDF", after=True)
    form = await workshop.gather()

    assert [one.number for one in form.evidence] == [1, 2, 3, 4]
    assert [one.image for one in form.evidence] == [
        workshop.files.path(workshop.attached[0]),
        None,
        workshop.files.path(workshop.attached[2]),
        None,
    ]
    assert [one.taken_on for one in form.evidence] == [date(2026, 12, 1)] * 2 + [date(2026, 12, 2)] * 2
    assert [(one.finding, one.moment) for one in form.evidence] == [
        (1, "before"),
        (None, None),
        (1, "after"),
        (1, "after"),
    ]
    titles = [frozen.by_code[code][0].check.title.zh for code in (helmet, notice)]
    assert [one.belongs_to for one in form.evidence] == [
        f"项目 4.2 {titles[0]}",
        f"项目 3.1 {titles[1]}（语音）",
        f"项目 4.2 {titles[0]}",
        f"项目 4.2 {titles[0]}，整改后（文件）",
    ]
    assert row(form, frozen, helmet).evidence == (1,)
    assert row(form, frozen, notice).evidence == (2,)
    assert form.findings[0].evidence == (1, 3, 4)
    assert form.findings[0].item == f"项目 4.2 {titles[0]}"


async def test_what_was_taken_away_is_gone_and_what_comes_back_comes_last(workshop: Workshop) -> None:
    code = (await workshop.self_check()).must[0]
    photo = jpeg()
    await workshop.attach(code, data=photo)
    await workshop.attach(code)
    async with workshop.database.begin() as db:
        first = (await attachments.list_files(db, workshop.check_id))[0]
        await photos.remove(db, workshop.actor, workshop.tick(), first.id)
    assert len((await workshop.gather()).evidence) == 1
    await workshop.attach(code, data=photo)
    form = await workshop.gather()
    assert [one.image for one in form.evidence] == [workshop.files.path(sha) for sha in workshop.attached[1:]]


async def test_a_finding_is_planned_then_overdue_then_put_right(workshop: Workshop) -> None:
    code = (await workshop.self_check()).must[2]
    await workshop.record(code, "fail")
    form = await workshop.gather()
    assert (form.findings[0].measure, form.findings[0].due_on, form.findings[0].cost) == ("", None, None)
    await workshop.plan(
        code, funds_fen=50_000, phase_end=date(2026, 12, 10), beyond_reason="检测机构排期到十二月中"
    )
    for today, state in (
        (date(2026, 12, 20), FindingState.planned),  # the due day itself still counts
        (date(2026, 12, 21), FindingState.overdue),
    ):
        (finding,) = (await workshop.gather(today=today)).findings
        assert (finding.state, finding.due_on, finding.done_on) == (state, date(2026, 12, 20), None)
    (finding,) = (await workshop.gather()).findings
    assert (finding.responsible, str(finding.cost)) == ("李敏", "500")
    assert finding.beyond_phase == "检测机构排期到十二月中"
    workshop.tick(days=30, hours=16)
    await workshop.attach(code, after=True)
    await workshop.complete(code)
    (finding,) = (await workshop.gather(today=date(2027, 2, 1))).findings
    assert (finding.state, finding.done_on) == (FindingState.rectified, date(2027, 1, 1))


async def test_findings_follow_the_rows_of_the_plan(workshop: Workshop) -> None:
    frozen = (await workshop.self_check()).form
    for at in (7, 1, 4):
        await workshop.record(frozen.items[at].check.core.code, "fail")
    form = await workshop.gather()
    assert [(one.number, one.problem) for one in form.findings] == [
        (number, frozen.items[at].check.core.fails.zh) for number, at in enumerate((1, 4, 7), 1)
    ]


async def test_what_an_answer_closes_stands_there_with_the_reason_and_comes_back(workshop: Workshop) -> None:
    """A closed question is not asked for results; a finding made before is none until it is asked again."""
    await workshop.record("Q11.1", "pass")
    await workshop.record("Q11.2", "fail")
    about_results = (await workshop.self_check()).form.by_code["Q11.2"][1].text.zh

    async def shown() -> tuple[QuestionRow, list[str]]:
        form = await workshop.gather()
        rows = [row for item in form.items for row in item.questions]
        return next(row for row in rows if row.text == about_results), [one.problem for one in form.findings]

    row, faults = await shown()
    assert (row.result, len(faults)) == (Result.not_met, 1)
    await workshop.record("Q11.1", "fail")
    closed = await workshop.self_check()
    row, faults = await shown()
    assert (row.result, row.reason, row.by_profile) == (Result.not_asked, "还没有检测，没有结果可问。", False)
    assert faults == ["没有有效期内的职业病危害检测报告"]
    assert {"Q11.2", "Q11.3", "Q11.6", "Q11.7"}.isdisjoint(closed.must)
    assert closed.line("Q11.2").finding_id is None
    await workshop.record("Q11.1", "pass")
    row, faults = await shown()
    assert (row.result, faults) == (Result.not_met, ["有岗位超标未治理也未停"])


async def test_a_deep_question_is_told_from_the_core_and_an_unasked_one_is_left_out(
    workshop: Workshop,
) -> None:
    frozen = (await workshop.self_check()).form
    core, deep, *_ = frozen.items[5].check.questions
    await workshop.record(core.code, "pass")
    await workshop.record(deep.code, "fail")
    form = await workshop.gather()
    assert [(one.text, one.result) for one in form.items[5].questions] == [
        (core.text.zh, Result.met),
        (deep.text.zh, Result.not_met),
    ]
    assert form.findings[0].item.startswith("项目 6.2 ")


async def test_how_many_of_how_many_is_told_where_the_plan_asks(database: Database, files: FileStore) -> None:
    workshop = await open_workshop(database, files, "tianjin")
    frozen = (await workshop.self_check()).form
    code = next(
        code for code, (item, question) in frozen.by_code.items() if item.numbers and question.numbers
    )
    await workshop.record(code, "fail", done=18, total=23)
    assert row(await workshop.gather(), frozen, code).numbers == (18, 23)


async def test_what_falls_away_later_takes_answer_finding_and_photos_along(workshop: Workshop) -> None:
    self_check = await workshop.self_check()
    code = next(code for code in self_check.form.by_code if "exposed" in _unless(self_check.form, code))
    await workshop.record(code, "fail")
    await workshop.attach(code)
    await workshop.plan(code)
    await workshop.attach(code, after=True)
    form = await workshop.gather()
    assert (len(form.findings), len(form.evidence)) == (1, 2)
    async with workshop.database.begin() as db:
        fewer = {
            key: value for key, value in self_check.facts.items() if key not in _unless(self_check.form, code)
        }
        await answers.set_facts(db, workshop.actor, workshop.tick(), workshop.check_id, fewer)
    form = await workshop.gather()
    told = row(form, self_check.form, code)
    assert (told.result, told.by_profile, told.evidence) == (Result.not_applicable, True, ())
    assert told.reason == (await workshop.self_check()).skips[code].zh
    assert (form.findings, form.evidence) == ((), ())


def _unless(form: Form, code: str) -> tuple[str, ...]:
    skip = form.by_code[code][1].skip
    return skip.unless if skip else ()


async def test_an_overdue_last_time_stands_beside_its_answer(workshop: Workshop) -> None:
    frozen = (await workshop.self_check()).form
    code = "Q11.1"
    await workshop.record(code, "pass")
    async with workshop.database.begin() as db:
        await answers.set_date(
            db, workshop.actor, workshop.tick(), workshop.check_id, code, date(2019, 5, 1), TODAY
        )
    assert row(await workshop.gather(), frozen, code).remark.startswith("上次 2019-05-01，已过期 ")
    await workshop.note(code, "下周请人来测")
    assert row(await workshop.gather(), frozen, code).remark.endswith(" 年；下周请人来测")


async def test_a_finding_is_overdue_to_the_last_day_of_its_campaign_and_not_once_it_is_accepted(
    workshop: Workshop,
) -> None:
    first, second = (await workshop.self_check()).must[:2]
    for code in (first, second):
        await workshop.record(code, "fail")
        await workshop.plan(code)  # by 20 December
    late = date(2027, 1, 5)
    overdue, planned, closed = FindingState.overdue, FindingState.planned, FindingState.closed
    assert [one.state for one in (await workshop.gather(today=late)).findings] == [overdue, overdue]
    accepted = await workshop.finding(second)
    async with workshop.database.begin() as db:
        of = Rectification.finding_id == accepted
        await db.execute(update(Rectification).where(of).values(state="accepted", done_at=workshop.now))
        await db.execute(update(Finding).where(Finding.id == accepted).values(state="closed"))
    assert [one.state for one in (await workshop.gather(today=late)).findings] == [overdue, closed]
    async with workshop.database.begin() as db:
        await campaign_ending.close(db, CLI, workshop.now, workshop.campaign_id)  # on 1 December
    form = await workshop.gather(today=late)
    assert [one.state for one in form.findings] == [planned, closed]
    assert form.findings[1].done_on == TODAY
