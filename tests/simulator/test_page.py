"""The page of chats in a real browser: at 360 px and on a desktop, with the keyboard alone."""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Browser, Page, Route, async_playwright, expect

from simulator.client import Person, SimulatorClient
from simulator.server import Simulator
from tests.browser.phone import ARGUMENTS, CHROMIUM, WAIT_MS
from tests.simulator.conftest import picture

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1360, "height": 900}
NASTY = "<img src=x onerror=alert(1)>"


def dispatcher() -> Dispatcher:
    """A little bot that uses what the page can show."""
    made = Dispatcher()
    rows = [["✅ 符合", "不符合"], ["删除", " "]]
    board = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=one, callback_data=one) for one in row] for row in rows]
    )

    @made.message(F.text.startswith("/start"))
    async def on_start(message: Message) -> None:
        link = "https://t.me/chenan_demo_bot?start=again"
        text = f"<b>第 1 项</b> {html.escape(message.text or '')} {link} {html.escape(NASTY)}"
        await message.answer(text, parse_mode="HTML", reply_markup=board)

    @made.message(F.photo)
    async def on_photo(message: Message) -> None:
        await message.answer_document(BufferedInputFile(b"%PDF", "自查表.pdf"), caption=message.caption)

    @made.message(F.text == "键盘")
    async def on_keyboard(message: Message) -> None:
        keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="海陵街道")]])
        await message.answer("选一个", reply_markup=keyboard)

    @made.callback_query(F.data == "✅ 符合")
    async def on_pass(query: CallbackQuery) -> None:
        await query.answer("记下了")
        if isinstance(query.message, Message):
            await query.message.edit_text("第 2 项", reply_markup=board)

    @made.callback_query(F.data == "不符合")
    async def on_fail(query: CallbackQuery) -> None:
        await query.answer("先停下这个岗位", show_alert=True)

    @made.callback_query(F.data == "删除")
    async def on_delete(query: CallbackQuery) -> None:
        await query.answer()
        if isinstance(query.message, Message):
            await query.message.delete()

    return made


@pytest.fixture
async def talking(bot: Bot, client: SimulatorClient) -> AsyncIterator[Person]:
    """An owner, before the first word, with the little bot running."""
    await bot.set_my_commands([BotCommand(command="start", description="首页")])
    made = dispatcher()
    polling = asyncio.ensure_future(made.start_polling(bot, handle_signals=False, close_bot_session=False))
    yield await client.person("王老板")
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        await launched.close()


async def opened(browser: Browser, url: str, viewport: dict[str, int]) -> Page:
    """The page, with every error of its scripts turned into a failure at the end."""
    page = await browser.new_page(viewport={"width": viewport["width"], "height": viewport["height"]})
    page.set_default_timeout(WAIT_MS)
    await page.goto(url)
    return page


async def test_a_whole_talk_with_the_keyboard_alone(
    simulator: Simulator, browser: Browser, talking: Person
) -> None:
    page = await opened(browser, simulator.base_url, PHONE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    start = page.get_by_role("button", name="开始", exact=True)
    await expect(start).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await start.evaluate("one => one === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    # The element after the start button takes the focus over: its first key.
    key = page.get_by_role("button", name="✅ 符合")
    await expect(key).to_be_focused()
    outline = await key.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline == "solid"
    await page.keyboard.press("Space")
    await expect(page.get_by_text("第 2 项")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text="记下了")).to_be_visible()
    await expect(page.get_by_role("button", name="✅ 符合")).to_be_focused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alertdialog")).to_contain_text("先停下这个岗位")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="不符合")).to_be_focused()
    await page.get_by_role("textbox", name="王老板写消息").focus()
    await page.keyboard.type("键盘")
    await page.keyboard.press("Enter")
    reply_key = page.get_by_role("group", name="快捷回复").get_by_role("button", name="海陵街道")
    await reply_key.focus()
    await talking.send("下一句", wait=False)  # the page hears of it while the key has the focus
    await expect(page.locator(".line.mine").last).to_contain_text("下一句")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.mine").last).to_contain_text("海陵街道")
    await page.get_by_role("button", name="命令菜单").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="首页")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="命令菜单")).to_be_focused()
    assert faults == []


async def test_somebody_quicker_than_a_slow_start_gets_their_phone(
    simulator: Simulator, browser: Browser
) -> None:
    page = await browser.new_page(viewport={"width": 360, "height": 740})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    asked = asyncio.Event()
    first: list[Route] = []

    async def late(route: Route) -> None:
        if first:
            return await route.continue_()
        first.append(route)
        asked.set()
        return None

    await page.route("**/api/bot", late)
    await page.goto(simulator.base_url)
    await asked.wait()
    await page.evaluate("document.getElementById('new-person').click()")
    await page.locator("#person-name").fill("新来的")
    await page.locator("#person-name").press("Enter")
    await expect(page.get_by_role("log", name="新来的和尘安的聊天")).to_be_visible()
    await first[0].continue_()
    assert faults == []


async def test_nothing_sticks_out_or_lacks_a_name_at_360_pixels(
    simulator: Simulator, browser: Browser, talking: Person
) -> None:
    await talking.client.person("车间工人")
    page = await opened(browser, f"{simulator.base_url}/?person=王老板", PHONE)
    await page.get_by_role("button", name="开始", exact=True).click()
    await expect(page.get_by_role("button", name="✅ 符合")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await expect(page.get_by_text("演示模式")).to_be_visible()
    small = await page.evaluate(
        """[...document.querySelectorAll(".key, .icon, .chip, textarea, .big")]
           .filter(one => one.offsetParent && one.getBoundingClientRect().height < 40)
           .map(one => one.outerHTML)"""
    )
    assert small == []
    nameless = await page.evaluate(
        """[...document.querySelectorAll("button, textarea, input, img")]
           .filter(one => !(one.ariaLabel || one.textContent.trim() || one.alt || one.labels?.length))
           .filter(one => one.id !== "viewer-image").map(one => one.outerHTML)"""
    )
    assert nameless == []
    # Text is text: no element came out of it.
    await expect(page.locator(".log")).to_contain_text(NASTY)
    assert await page.locator(".log img").count() == 0
    await page.get_by_role("button", name="车间工人").click()
    await expect(page.get_by_role("region", name="车间工人的手机")).to_be_visible()
    await expect(page.get_by_role("region", name="王老板的手机")).to_have_count(0)


async def test_edits_deletions_and_links_are_live(
    simulator: Simulator, browser: Browser, talking: Person, bot: Bot
) -> None:
    page = await opened(browser, f"{simulator.base_url}/?person={talking.id}", PHONE)
    await page.get_by_role("button", name="开始", exact=True).click()
    await page.get_by_role("link", name="https://t.me/chenan_demo_bot?start=again").first.click()
    await expect(page.locator(".line.mine").last).to_contain_text("/start again")
    await expect(page.locator(".line:not(.mine)")).to_have_count(2)
    await page.get_by_role("button", name="删除").last.click()
    await expect(page.locator(".line:not(.mine)")).to_have_count(1)
    shown = (await talking.messages())[-1]
    await bot.edit_message_text("改过的", chat_id=talking.id, message_id=shown.id)
    await expect(page.get_by_text("改过的")).to_be_visible()
    await bot.send_chat_action(talking.id, "typing")
    await expect(page.get_by_text("正在输入…")).to_be_visible()
    await talking.block(wait=False)
    restart = page.get_by_role("button", name="重新启动机器人")
    await restart.click()
    await expect(page.get_by_role("textbox", name="王老板写消息")).to_be_visible()
    await expect(page.locator(".line:not(.mine)")).to_have_count(2)
    await talking.clear(wait=False)
    await expect(page.get_by_role("button", name="开始", exact=True)).to_be_visible()


async def test_several_phones_side_by_side_with_photos_and_files(
    simulator: Simulator, browser: Browser, talking: Person
) -> None:
    await talking.client.person("车间工人")
    page = await opened(browser, simulator.base_url, DESKTOP)
    owner = page.get_by_role("region", name="王老板的手机")
    worker = page.get_by_role("region", name="车间工人的手机")
    boxes = [await owner.bounding_box(), await worker.bounding_box()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    await owner.get_by_role("button", name="开始", exact=True).click()
    await expect(owner.get_by_role("button", name="✅ 符合")).to_be_visible()
    await owner.get_by_role("textbox").fill("现场")
    await owner.get_by_role("button", name="发照片、文件或语音").click()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("menuitem", name="照片").click()
    photos = [
        {"name": f"{color}.jpg", "mimeType": "image/jpeg", "buffer": picture(800, 600, color)}
        for color in ("red", "blue")
    ]
    await (await choosing.value).set_files(photos)  # type: ignore[arg-type]
    await expect(owner.locator(".album .photo img")).to_have_count(2)
    await owner.locator(".album .photo").first.click()
    await expect(page.get_by_role("dialog", name="查看照片")).to_be_visible()
    await page.keyboard.press("Escape")
    async with page.expect_download() as downloading:
        await owner.get_by_role("link", name="自查表.pdf").first.click()
    assert (await downloading.value).suggested_filename == "自查表.pdf"
    await expect(worker.locator(".line")).to_have_count(0)
    await page.get_by_role("button", name="加个人").click()
    await page.get_by_label("怎么称呼").fill("安监办")
    await page.keyboard.press("Enter")
    office = page.get_by_role("region", name="安监办的手机")
    await expect(office.get_by_role("button", name="开始", exact=True)).to_be_focused()
