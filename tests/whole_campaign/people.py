"""The people of a campaign: owners of six kinds in three towns, an officer in each, three above; their
actions."""

from __future__ import annotations

import io
import itertools
import random
from dataclasses import dataclass, field

from PIL import Image
from sqlalchemy import text

from content.model.form import Form
from simulator.client import Person
from storage.base.audit import Actor
from storage.offices import jurisdictions
from tests.conversations.installation import Place
from tests.conversations.office import Office, Official, Owner
from tests.conversations.rectify import plan
from tests.conversations.walk import answer, begin, has, is_question, labels, question_shown
from tests.conversations.working_hours import now
from tests.whole_campaign.points import POINTS

KINDS = ("honest", "faulty", "stubborn", "cheating", "late", "refusing")
"""Good, mends what it finds, finds and does not mend, all 符合 in no time with one photo, stops half-way,
never begins."""
SHARES = {"honest": 14, "faulty": 10, "stubborn": 4, "cheating": 4, "late": 4, "refusing": 4}
TOWNS = ("东镇", "中镇", "西镇")
_scenes = itertools.count(1)
FAULTS = ("Q01.1", "Q12.1")


@dataclass
class Cast:
    """Everybody of one campaign. `kinds` by enterprise id."""

    office: Office
    pack: str
    place: Place
    towns: tuple[int, ...]
    owners: list[Owner] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)
    town_heads: list[Official] = field(default_factory=list)
    head: Official | None = None
    inspector: Official | None = None
    viewer: Official | None = None
    steps: set[str] = field(default_factory=set)
    """Steps of `points.POINTS` that were played."""

    def played(self, step: str) -> None:
        """Note a step that was played and found done. Raises AssertionError for one that is none."""
        assert any(step in steps for steps in POINTS.values()), step
        self.steps.add(step)

    def is_played(self, step: str) -> bool:
        """Whether a step was played."""
        return step in self.steps

    def of(self, *kinds: str) -> list[Owner]:
        """Owners of these kinds."""
        return [one for one in self.owners if self.kinds[one.enterprise_id] in kinds]

    @property
    def form(self) -> Form:
        """The form with its questions."""
        return self.office.form(self.pack)


async def gather(office: Office, pack: str, shares: dict[str, int]) -> Cast:
    """A district with three towns, its enterprises spread over them, its six officers."""
    place = await office.open_place(pack)
    async with office.database.begin() as db:
        code = (
            await db.execute(text("SELECT code FROM jurisdictions WHERE id = :id").bindparams(id=place.id))
        ).scalar_one()
        third = await jurisdictions.add(db, Actor("cli"), now(), f"{code}-third", TOWNS[2], code)
        for town, name in zip((*place.towns, third.id), TOWNS, strict=True):
            named = text("UPDATE jurisdictions SET name = :name WHERE id = :id")
            await db.execute(named.bindparams(name=name, id=town))
    cast = Cast(office, pack, place, (*place.towns, third.id))
    industries = [one.key for one in office.library.packs[pack].scope.industries] or ["shoes"]
    number = 0
    for kind, count in shares.items():
        for _ in range(count):
            owner = await office.owner(
                pack, industries[number % len(industries)], place=place, enterprise=f"{kind}{number:02}厂"
            )
            cast.owners.append(owner)
            cast.kinds[owner.enterprise_id] = kind
            async with office.database.begin() as db:
                moved = text("UPDATE enterprises SET jurisdiction_id = :town WHERE id = :id")
                await db.execute(moved.bindparams(town=cast.towns[number % 3], id=owner.enterprise_id))
            await owner.send("/start")
            number += 1
    for number, town in enumerate(cast.towns):
        there = Place(TOWNS[number], town, (town, town), place.campaign_id)
        cast.town_heads.append(await office.official(there, "head"))
    cast.head = await office.official(place, "head")
    cast.inspector = await office.official(place, "inspector")
    cast.viewer = await office.official(place, "viewer", "health")
    return cast


async def tap(person: Person, words: str) -> None:
    """The button that has these words."""
    await person.click(next(one for one in labels(await person.last()) if words in one))


# --- owners -----------------------------------------------------------------------------------------


async def check(cast: Cast, owner: Owner) -> None:
    """Answer as this owner does; who stops half-way stops half-way."""
    kind = cast.kinds[owner.enterprise_id]
    if kind == "refusing":
        return
    await begin(owner)
    same = scene()
    done = 0
    while is_question(await owner.last()):
        code = question_shown(await owner.last(), cast.form)
        assert code is not None
        if kind == "late" and done == 5:
            return
        done += 1
        if kind in ("faulty", "stubborn") and code in FAULTS:
            await answer(owner, cast.form, "fail")
            await plan(owner)
        elif kind == "cheating":
            if cast.form.by_code[code][1].evidence.required:
                await owner.photo(same)
            await answer(owner, cast.form, "pass", photo=False)
        else:
            if cast.form.by_code[code][1].evidence.required:
                await owner.photo(scene())
            await answer(owner, cast.form, "pass", photo=False)
    if kind != "cheating":
        await took_their_time(cast, owner)
    await owner.click("提交自查表")


async def took_their_time(cast: Cast, owner: Owner) -> None:
    """Forty minutes, as with somebody who looks first: conversations here take no time."""
    self_check = await cast.office.self_check(owner)
    first = (
        "SELECT min(id) FROM audit WHERE subject = 'self_check' AND subject_id = :id AND action = 'answer'"
    )
    async with cast.office.database.begin() as db:
        for statement in (
            f"UPDATE audit SET at = datetime(at, '-40 minutes') WHERE id = ({first})",
            "UPDATE self_checks SET started_at = datetime(started_at, '-45 minutes') WHERE id = :id",
        ):
            await db.execute(text(statement).bindparams(id=self_check.id))


def scene() -> bytes:
    """A photo unlike any other, also to who compares their light and shade."""
    dice = random.Random(next(_scenes))
    small = Image.new("L", (18, 16))
    small.putdata([dice.randrange(256) for _ in range(18 * 16)])
    out = io.BytesIO()
    small.resize((360, 320), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()


async def mend(owner: Owner) -> None:
    """Put everything right that waits, with a photo each."""
    while True:
        await owner.send("/tasks")
        waiting = [one for one in labels(await owner.last()) if "日 · " in one or "逾期" in one]
        if not waiting:
            return
        await owner.click(waiting[0])
        await owner.click("补整改照片")
        await owner.photo(scene())
        await owner.click("改好了")


# --- officers ---------------------------------------------------------------------------------------


async def review_all(head: Official, *, strict: bool = True) -> list[str]:
    """Review everything that waits in a town, by what the window says; the verdicts in their order. `strict`:
    what looks done for show is handed back; later it is gone through in the enterprise.
    """
    given: list[str] = []
    while True:
        await head.send("/office")
        await tap(head, "复查")
        waiting = [one for one in labels(await head.last()) if one[:1].isdigit()]
        if not waiting:
            return given
        await head.click(waiting[0])
        seen = await head.last()
        if strict and has(seen, "疑点"):
            await head.click("下结论")
            await tap(head, "重新自查")
            await head.send("月底")
            await tap(head, "是，")
            await head.send("每题几秒钟就填完,照片都是同一张。")
            await head.click("确认")
            given.append("again")
        else:
            if not has(seen, "✅"):
                await look_at_each(head)
            await tap(head, "✅")
            await head.click("确认")
            given.append("pass")


async def look_at_each(head: Official) -> None:
    """Agree to every item of the open case: a form with open faults is passed only after that."""
    await head.click("逐项看")
    looked: set[str] = set()
    while has(await head.last(), "✓ 同意") and (text := (await head.last()).text) not in looked:
        looked.add(text)
        await head.click("✓ 同意")
    if not has(await head.last(), "✅"):
        await head.click("返回")


async def verify_all(head: Official) -> int:
    """Accept every rectification; return how many."""
    accepted = 0
    while True:
        await head.send("/office")
        await tap(head, "复查")
        if not any("待销号" in one for one in labels(await head.last())):
            return accepted
        await tap(head, "待销号")
        waiting = [one for one in labels(await head.last()) if "厂" in one]
        if not waiting:
            return accepted
        await head.click(waiting[0])
        await head.click("✓ 同意销号")
        accepted += 1


async def file_summary(head: Official, problems: str) -> None:
    """Write an open problem, choose the first case offered, file."""
    await head.send("/office")
    await tap(head, "总结月报")
    await tap(head, "总结报告")
    await tap(head, "存在问题")
    await head.send(problems)
    await tap(head, "典型事例")
    offered = [one for one in labels(await head.last()) if "厂" in one]
    if offered:
        await head.click(offered[0])
        await head.send("老板自己动手,改得快。")
    await head.click("‹ 返回")
    button = "报送上级" if has(await head.last(), "报送上级") else "定稿存档"
    await head.click(button)
    await head.click("确认报送")
