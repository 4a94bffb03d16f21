"""State that survives a restart and a killed process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BufferedInputFile

from simulator.client import SimulatorClient
from simulator.server import Simulator
from tests.simulator.conftest import aiogram_bot, picture
from tests.simulator.test_sending import keys


async def _run(data_dir: Path) -> tuple[asyncio.subprocess.Process, str, str]:
    """`chenan simulator` in a process of its own: process, base URL, token."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "simulator", "--port", "0", "--data-dir", str(data_dir)),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    lines = {}
    async with asyncio.timeout(30):
        while "ready" not in lines:
            key, _, value = (
                (await process.stdout.readline()).decode().strip().replace(" ", "=").partition("=")
            )
            lines[key] = value
    return process, lines["ready"], lines["CHENAN_BOT_TOKEN"]


async def test_a_killed_process_forgets_nothing(tmp_path: Path) -> None:
    process, url, token = await _run(tmp_path)
    async with SimulatorClient(url) as client:
        person = await client.person("王师傅")
        await person.send("/start", wait=False)
        bot = aiogram_bot(url, token)
        (start,) = await bot.get_updates(timeout=0)
        await bot.get_updates(offset=start.update_id + 1, timeout=0)
        await bot.set_my_commands([BotCommand(command="check", description="自查")])
        sent = await bot.send_photo(
            person.id, BufferedInputFile(picture(), "a.jpg"), reply_markup=keys("开始")
        )
        assert sent.photo is not None
        content = await client.download(sent.photo[-1].file_id)
        await person.click("开始", wait=False)
        await person.photo(picture(color="blue"), wait=False)
        process.send_signal(signal.SIGKILL)
        await process.wait()
        await bot.session.close()

    process, url, same = await _run(tmp_path)
    try:
        assert same == token
        async with SimulatorClient(url) as client:
            assert (await client.person("王师傅")).id == person.id
            assert await client.download(sent.photo[-1].file_id) == content
            bot = aiogram_bot(url, token)
            click, photo = await bot.get_updates(timeout=0)
            assert click.callback_query is not None
            assert await bot.answer_callback_query(click.callback_query.id, "好")
            assert photo.message is not None
            assert [one.description for one in await bot.get_my_commands()] == ["自查"]
            after = await bot.send_photo(person.id, sent.photo[-1].file_id)
            assert after.message_id == photo.message.message_id + 1
            assert photo.update_id > click.update_id > start.update_id
            await bot.session.close()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_line_cut_off_by_the_kill_is_left_out(tmp_path: Path) -> None:
    first = Simulator(tmp_path)
    await first.start()
    number = first.add_person("王师傅")
    await first.stop()
    with (tmp_path / "journal.jsonl").open("ab") as file:
        file.write(b'["chats","1",{"id":1,"ty')
    async with Simulator(tmp_path) as second:
        assert second.bot_token == first.bot_token
        assert second.add_person("王师傅") == number
        assert [chat["id"] for chat in second.world.chats()] == [number]


async def test_deleted_messages_stay_deleted_and_edits_stay_made(tmp_path: Path) -> None:
    simulator = Simulator(tmp_path)
    for second_life in (False, True):
        url = await simulator.start()
        bot: Bot = aiogram_bot(url, simulator.bot_token)
        async with SimulatorClient(url) as client:
            person = await client.person("王师傅")
            if second_life:
                assert [message.text for message in await person.messages()] == ["改"]
            else:
                await person.send("/start", wait=False)
                kept, gone = await bot.send_message(person.id, "旧"), await bot.send_message(person.id, "删")
                await bot.edit_message_text("改", chat_id=person.id, message_id=kept.message_id)
                await bot.delete_message(person.id, gone.message_id)
        await bot.session.close()
        await simulator.stop()
        simulator = Simulator(tmp_path)


async def test_one_data_dir_belongs_to_one_simulator(tmp_path: Path) -> None:
    async with Simulator(tmp_path):
        pass
    first = Simulator(tmp_path)
    await first.start()
    with pytest.raises(BlockingIOError):
        await Simulator(tmp_path).start()
    await first.stop()
