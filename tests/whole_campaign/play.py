"""A campaign from its opening to its summary, in conversations; at the end everything is recounted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from simulator.client import Person
from storage.reminders import escalation_planning
from tests.conversations.handed_in import RULES, hurry
from tests.conversations.installation import today
from tests.conversations.office import Office
from tests.conversations.walk import has, labels
from tests.conversations.working_hours import now
from tests.whole_campaign import aftermath, desk_work, office_work, people, points
from tests.whole_campaign.aftermath import After
from tests.whole_campaign.office_work import Worked
from tests.whole_campaign.people import Cast, tap
from tests.whole_campaign.recount import Counted, check_forms, check_ledger, check_summary, recount


@dataclass
class Played:
    """The outcome of a played campaign. `files` by name."""

    pack: str
    raw: Counted
    verdicts: list[str]
    accepted: int
    decided: int
    worked: Worked
    after: After
    sheets: dict[str, int]
    forms: int
    files: dict[str, bytes] = field(default_factory=dict)
    cast: Cast | None = field(default=None, repr=False)


async def play(office: Office, pack: str, shares: dict[str, int]) -> Played:
    """Play the whole campaign. Raises AssertionError where what an office is told is not what happened."""
    cast = await people.gather(office, pack, shares)
    await desk_work.before(cast)
    for owner in cast.owners:
        await people.check(cast, owner)
    await _remind(cast)
    await desk_work.queue(cast)
    verdicts = [verdict for head in cast.town_heads for verdict in await people.review_all(head)]
    for owner in cast.of("cheating"):
        await _again(cast, owner)
    if aftermath.exposes(cast):
        verdicts += [await aftermath.expose(cast, owner) for owner in cast.of("cheating")[:1]]
    for head in cast.town_heads:
        verdicts += await people.review_all(head, strict=False)
    for owner in cast.of("faulty"):
        await people.mend(owner)
    accepted = sum([await people.verify_all(head) for head in cast.town_heads])
    worked = await office_work.work(cast)
    decided = await _escalate(cast)
    after = await aftermath.follow(cast)
    await desk_work.files(cast)
    for head in cast.town_heads:
        await people.file_summary(head, "有的厂查出问题不改。")
    assert cast.head is not None
    await hurry(office)
    for town in people.TOWNS:  # all of them, so that none comes between two taps
        await office.until(cast.head, f"{town}报送了总结报告")
    await people.file_summary(cast.head, "拒不整改的已经处罚。")
    await cast.head.send("/office")
    await tap(cast.head, "总结月报")
    await tap(cast.head, "总结报告")
    await tap(cast.head, "下级报送情况")
    assert sum(one.startswith("✓") for one in labels(await cast.head.last())) == 4
    cast.played("summary filed")
    files = {**await _accounts(office, cast.head), "exposure.docx": after.published}
    raw = recount(office.installation.data_dir / "chenan.db", cast.place.campaign_id, today().isoformat())
    done = Played(
        pack,
        raw,
        verdicts,
        accepted,
        decided,
        worked,
        after,
        check_ledger(files["xlsx"], raw),
        check_forms(files["zip"], raw),
        files,
        cast,
    )
    cast.played("ledger")
    check_summary(files["docx"], raw)
    await _as_promised(cast, done)
    left = points.missing(office.library.packs[pack], cast.steps)
    assert not left, left
    return done


async def _remind(cast: Cast) -> None:
    """The head reminds who has not handed in; the late ones read it and finish."""
    assert cast.head is not None
    await cast.head.send("/office")
    await tap(cast.head, "催未交")
    await cast.head.click(next(one for one in labels(await cast.head.last()) if "发" in one))
    for owner in cast.of("late")[::2]:
        await owner.send("/check")
        cast.kinds[owner.enterprise_id] = "honest"
        await people.check(cast, owner)


async def _again(cast: Cast, owner: Person) -> None:
    """A form that was handed back is handed in once more, looked at this time."""
    await hurry(cast.office)
    await cast.office.until(owner, "退回重新自查")
    found = next(one for one in cast.owners if one.id == owner.id)
    await people.took_their_time(cast, found)
    await owner.click("去重新自查")
    await owner.click("提交自查表")


async def _escalate(cast: Cast) -> int:
    """Weeks pass; what the stubborn did not mend rises, is handed up, and is decided by the head."""
    stubborn = [owner.enterprise_id for owner in cast.of("stubborn")]
    late = text("UPDATE rectifications SET due_on = :day WHERE enterprise_id = :id AND state = 'open'")
    async with cast.office.database.begin() as db:
        for enterprise_id in stubborn:
            await db.execute(
                late.bindparams(day=(today() - timedelta(days=15)).isoformat(), id=enterprise_id)
            )
        await escalation_planning.plan_due(db, now(), RULES, today())
    decided = 0
    for head in cast.town_heads:
        while True:
            await head.send("/office")
            if not any(one.startswith("待决") for one in labels(await head.last())):
                break
            await tap(head, "待决")
            own = [one for one in labels(await head.last()) if "厂" in one]
            if not own:
                break
            await head.click(own[0])
            if not has(await head.last(), "上报上级"):
                break
            await head.click("上报上级")
            await head.send("催了三次也不改")
    assert cast.head is not None
    while True:
        await cast.head.send("/office")
        if not any(one.startswith("待决") for one in labels(await cast.head.last())):
            return decided
        await tap(cast.head, "待决")
        await cast.head.click(next(one for one in labels(await cast.head.last()) if "厂" in one))
        way = "处罚" if decided else "停产整顿"
        if has(await cast.head.last(), way):
            await cast.head.click(way)
            await cast.head.send("依法决定")
        else:  # by the plan an authority outside decides it
            await _refer(cast.head, way)
            cast.played("referral to the authority outside")
        decided += 1


async def _refer(head: Person, way: str) -> None:
    """A task is handed up to the authority that the plan names, whose answer decides it."""
    await head.click("上报有权机关")
    await head.click(next(one for one in labels(await head.last()) if "返回" not in one))
    await head.click(way)
    await head.click("没有约定")
    await head.send("催了三次也不改")
    await head.click("打印（PDF、Word）")
    await head.click("记答复")
    await head.click(f"决定{way}")
    await head.click("今天")
    await head.send("同意，请依法办理")


async def _accounts(office: Office, head: Person) -> dict[str, bytes]:
    """Ledger, forms and the files of the summary, as the chat sends them; the last of each kind."""
    await head.send("/office")
    await tap(head, "台账")
    await head.send("/office")
    await tap(head, "一览")
    await head.send("/office")
    await tap(head, "总结月报")
    await head.click("全部自查表（ZIP）", wait=False)
    await office.until(head, "份自查表，", seconds=300)
    await head.send("/office")
    await tap(head, "总结月报")
    await tap(head, "总结报告")
    await head.click("看文件（PDF、Word）")
    found: dict[str, bytes] = {}
    for message in await head.messages():
        if document := message.raw.get("document"):
            ending = document["file_name"].rpartition(".")[2]
            found[ending] = await office.client.download(document["file_id"])
        elif message.media == "photo":
            found["png"] = await office.client.download(message.file_id)
    return found


async def _as_promised(cast: Cast, done: Played) -> None:
    """Assert the expected end for each kind of owner."""
    states = {
        row["enterprise_id"]: row["state"]
        for row in await cast.office.rows(
            "SELECT enterprise_id, state FROM self_checks WHERE campaign_id = :id", id=cast.place.campaign_id
        )
    }
    for owner in cast.owners:
        kind = cast.kinds[owner.enterprise_id]
        wanted = {"late": "draft", "refusing": None}.get(kind, "reviewed")
        assert states.get(owner.enterprise_id) == wanted, f"{owner.enterprise}: {states}"
    faults = len(people.FAULTS)
    assert done.raw.findings == faults * len(cast.of("faulty", "stubborn")) + done.worked.faults
    closed = (done.raw.closed, done.accepted)
    assert closed == (faults * len(cast.of("faulty")),) * 2, closed
    assert done.decided > 0
    assert done.raw.verdicts["again"] == len(cast.of("cheating"))


async def papers(cast: Cast) -> dict[str, bytes]:
    """Every PDF and Word file that the bot sent to officers and to one owner of each kind, by name."""
    found: dict[str, bytes] = {}
    assert cast.head is not None
    owners = [cast.of(kind)[0] for kind in people.KINDS if cast.of(kind)]
    for person in (cast.head, *cast.town_heads, *owners):
        for message in await person.messages():
            document = message.raw.get("document")
            if document and document["file_name"].endswith((".pdf", ".docx")):
                found[document["file_name"]] = await cast.office.client.download(document["file_id"])
    return found


def save(done: Played, folder: Path) -> None:
    """Keep the files to be looked at."""
    where = folder / done.pack
    where.mkdir(parents=True, exist_ok=True)
    for ending, data in done.files.items():
        if data:
            (where / f"account.{ending}").write_bytes(data)


def save_papers(found: dict[str, bytes], folder: Path) -> None:
    """Keep papers under their own names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        (folder / name).write_bytes(data)
