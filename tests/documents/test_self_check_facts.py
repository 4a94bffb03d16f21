"""The form made from stored facts: every plan's, filled in by the real operations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.grounds import grounds
from documents.self_checks import facts as self_check_facts
from documents.self_checks.facts import NAME_LENGTH, SelfCheckPdf, file_name
from documents.self_checks.form import Citation, Result, SelfCheckFormDocument
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.errors import NotAllowed, NotFound
from storage.base.files import FileStore
from storage.enterprises import registry as enterprises
from tests.documents.forms import DISCLAIMER, pages, pictures, squeezed
from tests.documents.workshop import LIBRARY, Workshop, join, jpeg, open_workshop, row

VERDICTS = ("pass", "fail", "na")


async def fill_in(workshop: Workshop) -> dict[str, str]:
    """Answer all that is asked, by turns 符合, 不符合 and 不涉及, with all each needs; verdicts by code."""
    given: dict[str, str] = {}
    while (code := (self_check := await workshop.self_check()).next_open()) is not None:
        turn = len(given)
        item, question = self_check.form.by_code[code]
        verdict = VERDICTS[turn % 3]
        wants = item.numbers and question.numbers and verdict != "na"
        counted = {"done": 20 if verdict == "pass" else 3, "total": 20} if wants else {}
        if verdict == "pass":
            await workshop.record(code, "pass", **counted)
            if question.evidence.required:
                await workshop.attach(code)
        elif verdict == "fail":
            await workshop.record(code, "fail", **counted)
            await workshop.attach(code)
            if turn % 2:
                await workshop.plan(code)
            else:
                await workshop.fix(code, f"当场改好 {code}")
        else:
            await workshop.record(code, "na", reason=f"本厂没有这种情况 {code}")
        given[code] = verdict
    return given


@pytest.mark.parametrize("pack", LIBRARY.packs)
async def test_the_form_of_every_plan_says_all_that_was_answered(
    database: Database, files: FileStore, pack: str
) -> None:
    facts = {"exposed": True, "dust": True, "n_workers": 23, "n_exposed": 14}
    workshop = await open_workshop(database, files, pack, facts)
    verdicts = await fill_in(workshop)
    number = (await workshop.submit()).number
    self_check = await workshop.self_check()
    text = "".join(pages((await workshop.pdf()).data))

    assert number == f"{LIBRARY.packs[pack].number_prefix}-0001"
    for expected in (
        f"编号：{number}",
        "报送日期：2026年12月1日",
        "企业名称（盖章）鑫达鞋材厂",
        "填表人王师傅",
        "职工总数23人",
        "接害人数14人",
        "主要危害因素打磨粉尘、苯、甲苯",
        "是否涉及高毒物品□是□否",
        f"表格版本{self_check.form.digest}",
        DISCLAIMER,
    ):
        assert expected in text
    for plan_row in LIBRARY.packs[pack].items:
        assert squeezed(plan_row.text) in text
    for code, verdict in verdicts.items():
        _, question = self_check.form.by_code[code]
        assert squeezed(question.text.zh) in text
        law = squeezed(grounds(question.law, LIBRARY.laws, "zh", "（条文未核对）")[-1])
        said = {
            "pass": f"{law}符合",
            "fail": f"{law}不符合",
            "na": f"{law}不涉及理由：本厂没有这种情况{code}",
        }[verdict]
        assert said in text
        if verdict == "fail":
            assert f"问题：{squeezed(question.fails.zh)}" in text
            assert f"整改{code}：换新的李敏12,800.502026-12-20整改中" in text or f"当场改好{code}" in text
    for code, reason in self_check.skips.items():
        assert squeezed(self_check.form.by_code[code][1].text.zh) in text
        closed = self_check.closed(code)
        said = "不再问理由：{}" if closed else "不涉及理由：{}（系统按企业概况判定）"
        assert said.format(squeezed(reason.zh)) in text

    counted, rows = self_check.tally, len(LIBRARY.packs[pack].items)
    assert counted.total + counted.left_out == rows
    assert "依据说明：标“条文未核对”的条文为转引" in text
    assert f"共{rows}项：符合{counted.passed}，不符合{counted.failed}，不涉及{counted.na}" in text
    states = await workshop.count(
        "SELECT r.state, count(*) FROM rectifications r JOIN findings f ON f.id = r.finding_id"
        " WHERE f.self_check_id = :id AND f.state = 'open' GROUP BY r.state"
    )
    assert sum(states.values()) == sum(one.verdict == "fail" for one in self_check.answers.values())
    assert text.count("整改中") == states["open"]
    assert text.count("已整改2026-12-01") == states["done"]
    kept = await workshop.count(
        "SELECT stage, count(*) FROM evidence WHERE self_check_id = :id GROUP BY stage"
    )
    assert len(pictures((await workshop.pdf()).data)) == sum(kept.values())


async def test_who_is_no_contact_is_refused(workshop: Workshop) -> None:
    other = await join(workshop.database, workshop.now, workshop.place, 2, name="隔壁木器厂")
    for stranger in (Actor("person", other.person_id), Actor("person", 999), Actor("person"), Actor("cli")):
        with pytest.raises(NotAllowed):
            await workshop.gather(actor=stranger)
    workshop.check_id += 1
    with pytest.raises(NotFound):
        await workshop.gather()


async def test_a_draft_has_no_number_and_leaves_open_what_is_open(workshop: Workshop) -> None:
    first = (await workshop.self_check()).must[0]
    form = await workshop.gather()
    assert (form.number, form.handed_in_on, form.head.filled_on) == (None, None, None)
    assert [question.result for item in form.items for question in item.questions] == [Result.open] * len(
        (await workshop.self_check()).must
    )
    await workshop.note(first, "文件在王师傅那里")
    assert (
        row(await workshop.gather(), (await workshop.self_check()).form, first).remark == "文件在王师傅那里"
    )
    pdf = await workshop.pdf()
    assert "草稿（尚未报送）" in pages(pdf.data)[0]
    assert file_name(pdf) == "草稿_鑫达鞋材厂.pdf"


async def test_a_form_taken_back_is_a_draft_again_and_keeps_its_number_for_later(workshop: Workshop) -> None:
    await fill_in(workshop)
    await workshop.submit()
    await workshop.withdraw()
    form = await workshop.gather()
    assert (form.number, form.handed_in_on) == (None, None)
    workshop.tick(days=2, hours=16)  # 18:00 in UTC: already the next day here
    await workshop.submit()
    form = await workshop.gather()
    assert (form.number, form.handed_in_on) == ("HL-0001", date(2026, 12, 4))
    assert form.head.filled_on == date(2026, 12, 4)


async def test_the_head_tells_who_the_enterprise_is(workshop: Workshop) -> None:
    form = await workshop.gather()
    assert form.title == "粉尘与高毒物品危害治理专项行动企业自查表"
    assert (form.campaign, form.jurisdiction) == ("海陵区粉尘与高毒物品危害治理专项行动", "城东街道")
    assert (form.addressee, form.due_on) == ("辖区安全办", date(2027, 4, 30))
    head = form.head
    assert (head.industry, head.town, head.address) == ("制鞋", "城东街道", "工业路8号")
    assert (head.workers, head.exposed, head.contact) == (23, 14, "王师傅")
    assert (head.high_toxic, head.high_toxic_names) == (True, ("苯",))
    assert head.phone == ""
    async with workshop.database.begin() as db:
        where = (await workshop.self_check()).enterprise_id
        await enterprises.set_phone(db, workshop.actor, workshop.tick(), where, "0514-87654321转802")
    assert "联系电话0514-87654321-802" in "".join(pages((await workshop.pdf()).data))


async def test_without_a_profile_nobody_has_said_whether_it_is_highly_toxic(
    database: Database, files: FileStore
) -> None:
    head = (await (await open_workshop(database, files, facts={})).gather()).head
    assert (head.high_toxic, head.high_toxic_names, head.workers, head.exposed) == (None, (), 25, None)


@pytest.mark.parametrize(
    ("hazards", "declared"),
    [(("打磨粉尘", "甲苯"), False), (("打磨粉尘", "含苯胶水"), None), ((), False)],
)
async def test_no_poison_is_declared_only_where_no_hazard_is_on_the_list(
    database: Database, files: FileStore, hazards: tuple[str, ...], declared: bool | None
) -> None:
    workshop = await open_workshop(database, files, facts={"dust": True}, hazards=hazards)
    head = (await workshop.gather()).head
    assert (head.hazards, head.high_toxic, head.high_toxic_names) == (hazards, declared, ())


async def test_what_the_plan_cites_stands_beside_the_law_in_force(workshop: Workshop) -> None:
    assert (await workshop.gather()).citations == (
        Citation("《职业病防治法》"),
        Citation("《作业场所职业健康监督管理暂行规定》（安监总局第23号令）", "《工作场所职业卫生管理规定》"),
        Citation("《作业场所职业危害申报管理办法》（安监总局第27号令）", "《职业病危害项目申报办法》"),
    )


async def test_no_transaction_is_held_while_the_pdf_is_set(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    seen: list[list[str]] = []

    @asynccontextmanager
    async def read() -> AsyncIterator[Connection]:
        async with type(workshop.database).read(workshop.database) as db:
            held.append("read")
            yield db
            held.pop()

    async def render(form: SelfCheckFormDocument) -> bytes:
        seen.append([*held])
        return b"%PDF"

    monkeypatch.setattr(workshop.database, "read", read)
    monkeypatch.setattr(self_check_facts, "render_self_check_form", render)
    assert (await workshop.pdf()).data == b"%PDF"
    assert seen == [[]]


async def test_sixty_answers_and_forty_photos_make_a_file_a_phone_can_take(
    database: Database, files: FileStore
) -> None:
    workshop = await open_workshop(database, files, "tianjin")
    self_check = await workshop.self_check()
    codes = list(self_check.form.by_code)
    assert len(codes) == 73
    closing = {one.question for closings in self_check.form.closings.values() for one in closings}
    for turn, code in enumerate(codes):
        item, question = self_check.form.by_code[code]
        counted = {"done": 20, "total": 20} if item.numbers and question.numbers else {}
        faulty = turn % 4 == 0 and code not in closing and not counted
        await workshop.record(code, "fail" if faulty else "pass", **counted)
        if turn < 40:
            await workshop.attach(code, data=jpeg((1280, 960)))
    pdf = (await workshop.pdf()).data
    assert len(pictures(pdf)) == 40
    tally = (await workshop.self_check()).tally
    assert f"符合{tally.passed}，不符合{tally.failed}，不涉及0" in "".join(pages(pdf))
    assert len(pdf) < 6_000_000


@pytest.mark.parametrize(
    ("label", "enterprise", "name"),
    [
        ("HL-0173", "鑫达鞋材厂", "HL-0173_鑫达鞋材厂.pdf"),
        ("HL-0173", "../../etc/pass:wd", "HL-0173_etc-pass-wd.pdf"),
        ("HL-0173", "A & B (Taizhou) Co., Ltd.", "HL-0173_A-&-B-(Taizhou)-Co-Ltd.pdf"),
        ("HL-0173", "\u202e.exe\u200b", "HL-0173_exe.pdf"),
        ("HL-0173", "🎉", "HL-0173.pdf"),
        ("HL-0173", "长" * 80, f"HL-0173_{'长' * 48}.pdf"),
    ],
)
def test_the_name_of_the_file(label: str, enterprise: str, name: str) -> None:
    assert file_name(SelfCheckPdf(b"", label, enterprise)) == name


@given(enterprise=st.text(max_size=200))
def test_any_enterprise_gives_a_safe_name(enterprise: str) -> None:
    name = file_name(SelfCheckPdf(b"", "HL-0173", enterprise))
    assert name.startswith("HL-0173")
    assert name.endswith(".pdf")
    assert len(name) <= NAME_LENGTH
    assert not set(name.removesuffix(".pdf")) & set('\\/:*?"<>|. \n\t\0')
