"""Every window of the self-check fits a phone and speaks one language, over all questions there are."""

from __future__ import annotations

import asyncio
import re

import pytest

from content.catalog import Catalog
from content.model.form import Form
from content.rules import questions, skips
from tests.conversations.office import Office, Owner
from tests.conversations.rectify import stop_first
from tests.conversations.screens import LINES, content, faults, height, sent
from tests.conversations.walk import has, picture, question_shown

HAN = re.compile(r"[\u3400-\u9fff\uff01-\uff5e\u3001-\u3011]+")
PROFILE = (
    "dust toxic chemicals acute_place high_toxic new_project abnormal_exam diagnosed accident dispatch union"
    " outsourcing exposed severe"
)
EVERYTHING = dict.fromkeys(PROFILE.split(), True)
PARTS = 4


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load()


def test_the_measure_itself() -> None:
    """A ruler that never fails would measure nothing."""
    assert height("尘" * 22) == 1
    assert height("尘" * 23) == 2
    assert height("dust " * 10) == 2
    assert height("一\n\n二") == 3
    assert faults("尘" * (22 * LINES), 8) == []
    assert faults("尘" * (22 * LINES + 1), 9) == [f"{LINES + 1} lines of text", "9 rows of buttons"]
    assert faults("已收 { $files } 张", 1) == ["shows '{ $files }'"]
    assert faults("尘" * 4000, 1, ["尘" * 4000]) == []


async def _look_into(
    office: Office, owner: Owner, catalog: Catalog, start: str, items: set[str], language: str
) -> set[str]:
    """Open every window of every question of these items, from item `start` on; the codes seen."""
    form = office.form(owner.pack)

    def label(key: str) -> str:
        return re.split(r"[（({\u2068]", catalog.say(f"check-{key}", language, details=1))[0].strip()

    await owner.send("/check")
    await owner.click(label("all"))
    title = next(item for item in form.items if item.check.code == start).check.title.say(language)
    if not any(title in one for row in (await owner.last()).buttons for one in row):
        await owner.send("13")  # the button below the twelve items of a page turns to the next
    await owner.click(title)
    seen: set[str] = set()
    while (code := question_shown(await owner.last(), form, language)) and code not in seen:
        if form.by_code[code][0].check.code not in items:
            break
        seen.add(code)
        if has(await owner.last(), label("deeper")):
            await owner.click(label("deeper"))
        for window, back in (("why", "back"), ("example", "back")):
            await owner.click(label(window))
            await owner.click(label(back))
        await owner.click("不涉及")
        await owner.click(label("back"))
        await owner.click(label("later"))
    return seen


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_window_of_every_question(office: Office, catalog: Catalog, language: str) -> None:
    """Windows that do not fit are reported with all others at the end; here, that each was opened."""
    walks, wanted = [], set()
    owners = []
    for pack, only in (("tianjin", None), ("hailing", {"I05"}), ("county_town", {"I19"})):
        form = office.form(pack)
        codes = [item.check.code for item in form.items if only is None or item.check.code in only]
        wanted |= {
            code
            for code in questions(form, skips(form, {**EVERYTHING, "n_workers": 300}, "stone"), codes)
            if form.by_code[code][0].check.code in codes
        }
        for part in range(PARTS if only is None else 1):
            size = -(-len(codes) // PARTS)
            mine = codes[part * size : (part + 1) * size]
            owner = await office.owner(pack, "stone", {**EVERYTHING, "n_workers": 300}, language=language)
            owners.append(owner)
            walks.append(_look_into(office, owner, catalog, mine[0], set(mine), language))
    found = await asyncio.gather(*walks)
    assert set().union(*found) == wanted
    assert len(wanted) > 50
    if language == "en":
        for owner in owners:
            assert await _chinese(owner, office.form(owner.pack)) == []


async def test_a_walk_in_english_holds_no_chinese(office: Office, catalog: Catalog) -> None:
    owner = await office.owner("tianjin", "stone", language="en", enterprise="Stone & Sons", name="Li")
    form = office.form("tianjin")
    await owner.send("/start")
    await owner.click(catalog.say("home-check-start", "en"))
    pressed = 0
    while code := question_shown(await owner.last(), form, "en"):
        item, question = form.by_code[code]
        pressed += 1
        if question.evidence.required:
            await owner.photo(picture())
        if pressed == 3:
            await owner.click("不涉及")
            await owner.send("no such thing here")
            continue
        if pressed == 4:
            await owner.click("不符合")
            await stop_first(owner)
            for key in ("finding-choose-plan", "finding-measure-usual"):
                await owner.click(catalog.say(key, "en"))
            for number in ("1", "1"):
                await owner.send(number)
            await owner.send("tomorrow")
            await owner.click("Yes")
            await owner.send("1")
            continue
        await owner.click("符合")
        if item.numbers and question.numbers:
            await owner.send("18/18")
    await owner.click(catalog.say("submit-button", "en"))
    assert (await office.self_check(owner)).state == "submitted"
    for command in ("/start", "/help", "/privacy", "/language", "/tasks", "/nonsense", "/check"):
        await owner.send(command)
    await owner.other("sticker")
    assert await _chinese(owner, form) == []


async def _chinese(owner: Owner, form: Form) -> list[str]:
    """Sentences in Chinese that are neither names nor quoted from the plan or a button."""
    quoted = {
        owner.enterprise,
        owner.name,
        form.plan,
        owner.place.name,
        "城东街道",
        "语言",
        "中文",
        "请选语言",
    }
    quoted |= {part for item in form.items for part in (item.number, item.source_text, item.department)}
    # where the window is full, the plan is quoted by its beginning
    quoted |= {f"{item.source_text[: limit - 1]}…" for item in form.items for limit in (60, 30, 24, 12)}
    quoted |= {ref.article for _, question in form.by_code.values() for ref in question.law}
    quoted |= {"符合", "不符合", "不涉及", "提交自查表", "开始自查", "继续自查"}

    def stripped(text: str) -> str:
        for words in sorted(quoted, key=len, reverse=True):
            text = text.replace(words, "")
        return text

    texts = [content(request["params"])[0] for request in await sent(owner)]
    labels = [label for message in await owner.messages() for row in message.buttons for label in row]
    return sorted({f"{found}: {one}" for one in (*texts, *labels) if (found := HAN.findall(stripped(one)))})
