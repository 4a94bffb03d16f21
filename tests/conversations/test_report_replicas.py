"""A bot that has no private key: it takes reports in, and the scheduler's process opens them for officers."""

from __future__ import annotations

import asyncio

from storage.reports import keys as reports_keys
from tests.conversations.office import SETTLE_SECONDS, Office
from tests.conversations.test_report_case import STORY, doctor, open_case, report
from tests.conversations.walk import labels, picture


async def test_the_intake_runs_without_the_private_key_and_officers_read_all_the_same(
    own_office: Office,
) -> None:
    made = own_office.installation
    made.bot.terminate()
    full, part = made.report_key, made.directory / "intake.key"
    reports_keys.save(part, reports_keys.load(full).for_intake(), new=True)
    settings = {
        "CHENAN_BOT_TOKEN": made.token,
        "CHENAN_BOT_API_URL": made.url,
        "CHENAN_DATA_DIR": str(made.data_dir),
    }
    made.bot = made._start("bot", settings={**settings, "CHENAN_REPORT_KEY_FILE": str(part)})
    made.bot.wait_for("ready")
    opener = made._start("scheduler", settings={**settings, "CHENAN_REPORT_KEY_FILE": str(full)})
    opener.wait_for("ready")
    place = await own_office.open_place("hailing")
    officer = await doctor(own_office, place)
    await officer.send("/start")
    worker = await report(own_office, place, photos=(picture(),))
    seen = await open_case(officer)
    assert STORY not in seen.text
    assert worker.case_number in seen.text
    assert "看照片 1" not in labels(seen)
    await officer.click("把正文发给我")
    sent = await own_office.until(officer, STORY)
    assert sent.raw["has_protected_content"]
    photo = await own_office.until(officer, worker.case_number)
    assert photo.raw["has_protected_content"]
    await officer.click("受理")
    await officer.click("提问")
    await officer.click("问现在的情况")
    await officer.click("确定")
    assert "最近一次" in (await worker.seen()).messages[-1].text
    # A row goes with its mark, a moment after its message has come.
    async with asyncio.timeout(SETTLE_SECONDS):
        while await own_office.rows("SELECT id FROM outbox WHERE topic = 'report-text'"):
            await own_office.client.idle(officer.id)
    own_office.errors_expected = True  # the old process was ended
    opener.terminate()
