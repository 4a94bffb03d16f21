"""Every button under delivered messages, tapped by those it was not meant for, with every number there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.delivered import DELIVERED
from simulator.client import Person
from storage.base.audit import Actor
from storage.campaigns import opening as campaigns
from storage.enterprises import registry as enterprises
from storage.findings import extensions, plans
from storage.self_checks import answers, submissions
from storage.tables import metadata
from tests.conversations.bureau import Bureau, Firm
from tests.conversations.notice_steps import bureau, send_off, write

__all__ = ["bureau"]

MEASURE, REASON, NOTE = "装抽风罩甲甲甲", "设备没到乙乙乙", "车间丙丙丙"
OWN = {"dialog_states", "leases", "audit", "clock_trust"}
"""Tables of the program itself; where the person who taps stands is written there."""


async def furnish(bureau: Bureau) -> Firm:
    """An enterprise with all that buttons may be about: a form, a fault, a plan, a question, a notice."""
    firm = await bureau.firm("hl-cd")
    assert firm.owner is not None
    library, now = bureau.app.library, bureau.clock.at
    async with bureau.app.database.begin() as db:
        (person,) = await bureau.rows(
            "SELECT person_id AS id FROM accounts WHERE address = :id",
            id=firm.owner.id,
        )
        owner = Actor("person", person["id"])
        facts: dict[str, Any] = dict.fromkeys(library.industries["shoes"].facts, True)
        facts |= {"n_workers": 18, "n_exposed": 9, "exposed": True}
        await enterprises.set_facts(db, owner, now, firm.id, facts, [])
        (campaign,) = await campaigns.list_campaigns(db)
        check = await submissions.start(db, owner, now, firm.id, campaign.id)
        form = await answers.record(db, owner, now, check, "Q12.1", "fail")
        await answers.set_note(db, owner, now, check, "Q12.1", NOTE)
        today = bureau.app.today()
        finding = form.line("Q12.1").finding_id
        assert finding is not None
        await plans.plan(
            db,
            owner,
            now,
            finding,
            measure=MEASURE,
            responsible="李四",
            funds_fen=300_000,
            due_on=today + timedelta(days=5),
            today=today,
            phase_end=None,
        )
        await extensions.ask(db, owner, now, finding, today + timedelta(days=20), REASON, today)
    author = await bureau.official("张三", "hl-cd", "head")
    await write(author)
    await send_off(author)
    await bureau.settled()
    return firm


async def snapshot(bureau: Bureau) -> dict[str, list[str]]:
    """All rows but those of the program itself."""
    names = [table.name for table in metadata.sorted_tables if table.name not in OWN]
    return {name: sorted(map(str, await bureau.rows(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608


async def numbers(bureau: Bureau) -> list[int]:
    """Every number that any row of the enterprise, its notices or its messages has."""
    found = {0}
    for table in ("findings", "self_checks", "extensions", "notices", "notice_copies", "outbox", "reminders"):
        found |= {row["id"] for row in await bureau.rows(f"SELECT id FROM {table}")}  # noqa: S608
    return sorted(found)


async def stranger(bureau: Bureau) -> Person:
    """A person without a row."""
    person = await bureau.client.person("路人")
    await person.send("/start")
    return person


async def another_owner(bureau: Bureau) -> Person:
    """The owner of an enterprise of another town, who has done nothing yet."""
    owner = (await bureau.firm("hl-cx")).owner
    assert owner is not None
    return owner


async def another_office(bureau: Bureau) -> Person:
    """The head of the other town's office."""
    person = await bureau.official("李科长", "hl-cx", "head")
    await person.send("/start")
    return person


@pytest.mark.parametrize("who", [stranger, another_owner, another_office])
async def test_nothing_is_shown_or_changed_by_forged_buttons(bureau: Bureau, who: Any) -> None:
    firm = await furnish(bureau)
    attacker = await who(bureau)
    await bureau.settled()
    before, ids = await snapshot(bureau), await numbers(bureau)
    assert len(DELIVERED) > 30
    assert len(ids) > 2
    shown = []
    for kind in DELIVERED:
        for number in ids:
            await bureau.tap_raw(attacker, f"go:{kind}:{number}{':1' if number == 1 else ''}")
            shown.append(f"{kind}: {await attacker.toast()}")
    shown += [seen.text + str(seen.buttons) for seen in await attacker.messages()]
    secret = (firm.name, MEASURE, REASON, NOTE, "李四")
    assert [text for text in shown if any(word in text for word in secret)] == []
    await bureau.settled()
    after = await snapshot(bureau)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == set(), {name: set(after[name]) ^ set(before[name]) for name in changed}
