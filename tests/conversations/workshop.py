"""A shoe factory in its self-check phase with its owner, and the bot in one process."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pydantic import SecretStr

from bot.app import App
from bot.config import Settings
from bot.runtime import build_app, running_bot
from content.model.questions import Question
from simulator.client import Person, SimulatorClient
from simulator.server import Simulator
from storage.base.audit import Actor
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.findings import plans
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.offices import jurisdictions
from storage.self_checks import answers, submissions
from tests.empty import create_tables

CLI = Actor("cli")


def picture(color: str) -> bytes:
    """A plain picture as bytes."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), color).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Clock:
    """A clock that stands until it is moved: 1 March 2027, 16:00 in China."""

    at: datetime = field(default_factory=lambda: datetime(2027, 3, 1, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at


class Workshop:
    """A shoe factory in 海陵's self-check phase (to 30 April 2027), its owner, and the running bot."""

    def __init__(self, app: App, client: SimulatorClient, owner: Person, clock: Clock) -> None:
        self.app, self.client, self.owner, self.clock = app, client, owner, clock
        self.actor = CLI
        self.enterprise_id = 0
        self.check_id = 0

    async def furnish(self) -> None:
        """Campaign, enterprise and an empty self-check."""
        now = self.clock.at
        async with self.app.database.begin() as db:
            place = await jurisdictions.add(db, CLI, now, "hl", "海陵区")
            opened = await campaigns.open_campaign(
                db, CLI, now, self.app.library, "hailing", place.id, date(2026, 11, 1)
            )
            joined = await registration.register(
                db,
                now,
                self.owner.id,
                "zh",
                "鑫达鞋材厂",
                "91321202123456788T",
                "shoes",
                place.id,
                18,
                "",
                "王师傅",
            )
            self.actor = Actor("person", joined.person_id)
            self.enterprise_id = joined.enterprise_id
            facts = dict.fromkeys(self.app.library.industries["shoes"].facts, True)
            profile: dict[str, bool | int] = {**facts, "n_workers": 18, "n_exposed": 9, "exposed": True}
            await enterprises.set_facts(db, self.actor, now, joined.enterprise_id, profile, [])
            self.check_id = await submissions.start(db, self.actor, now, joined.enterprise_id, opened.id)

    def question(self, code: str) -> Question:
        """A question of the plan."""
        return next(
            question
            for item in self.app.library.items.values()
            for question in item.questions
            if question.code == code
        )

    async def fail(self, *codes: str) -> list[int]:
        """Answer 不符合; ids of the findings."""
        found = []
        for code in codes:
            async with self.app.database.begin() as db:
                self_check = await answers.record(db, self.actor, self.clock.at, self.check_id, code, "fail")
            finding_id = self_check.line(code).finding_id
            assert finding_id is not None
            found.append(finding_id)
        return found

    async def plan(self, finding_id: int, due: date, responsible: str = "李四") -> None:
        """Plan it without a word in the chat."""
        async with self.app.database.begin() as db:
            await plans.plan(
                db,
                self.actor,
                self.clock.at,
                finding_id,
                measure="装抽风罩",
                responsible=responsible,
                funds_fen=300_000,
                due_on=due,
                today=self.clock.at.date(),
                phase_end=None,
            )

    async def finding(self, finding_id: int) -> FindingView:
        """A finding as it is stored."""
        async with self.app.database.read() as db:
            return await finding_views.get_finding(db, self.actor, finding_id)

    async def see(self) -> str:
        """The owner's newest message, with its buttons."""
        last = await self.owner.last()
        return "\n".join([last.text, *(" ".join(f"[{text}]" for text in row) for row in last.buttons)])


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    clock = Clock()
    async with Simulator() as simulator, SimulatorClient(simulator.base_url, settle=30) as client:
        values: dict[str, Any] = {
            "bot_token": SecretStr(simulator.bot_token),
            "bot_api_url": simulator.base_url,
            "data_dir": tmp_path,
        }
        settings = Settings(_env_file=None, **values)
        app = build_app(settings, clock)
        await create_tables(app.database)
        made = Workshop(app, client, await client.person("王师傅"), clock)
        await made.furnish()
        async with running_bot(settings, app):
            yield made
        await app.database.close()
