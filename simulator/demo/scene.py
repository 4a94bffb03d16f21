"""The content of the demonstration: places with offices, a campaign in its self-check phase, people.

What the samples are called and have done comes from content/demo.yaml.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App
from bot.clock import system_clock
from content import loader
from content.model.samples import SampleEnterprise, SampleListed, Samples, SampleSeat
from content.rules import build_form
from simulator.demo import history
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.enterprises import registration
from storage.enterprises import registry as enterprises
from storage.membership import staff_invites
from storage.offices import jurisdictions
from storage.offices.jurisdictions import Place
from storage.people import contacts
from storage.reports import keys as reports_keys

if TYPE_CHECKING:
    from simulator.server import Simulator

SYSTEM = Actor("system")
OPENED_AT = time(9)
DEEDS_AT = time(10)
Places = dict[str, Place]


def sample_key(folder: Path) -> Path:
    """The report key of a demonstration, made once, beside its data: here nothing needs protecting."""
    path = folder / "report.key"
    if not path.exists():
        reports_keys.save(path, reports_keys.generate(system_clock().date()), new=True)
    return path


async def furnish(app: App, simulator: Simulator, samples: Samples | None = None) -> None:
    """Insert the samples, once: in a kept data directory nothing is doubled, and nothing set back."""
    samples = samples or loader.samples()
    start = samples.start_on(app.today())
    async with app.database.begin() as db:
        places = await _places(db, app, samples, start)
        campaign_id = await _campaign(db, app, samples, places, start)
        for listed in samples.listed:
            await _enlist(db, app.now(), places, listed)
    for number, person in enumerate(samples.people):
        known = person.enterprise is not None or person.seat is not None
        account = simulator.add_person(person.name, started=known)
        if person.seat is not None:
            async with app.database.begin() as db:
                await _seat(db, _at(app, start, OPENED_AT), places, account, person.name, person.seat)
        if person.enterprise is not None:
            await _enterprise(
                app, samples.pack, places, campaign_id, account, person.name, person.enterprise, number
            )


async def _places(db: Connection, app: App, samples: Samples, start: date) -> Places:
    now = _at(app, start, OPENED_AT)
    places: Places = {}
    for one in samples.places:
        there = await jurisdictions.find(db, one.code)  # it may have another name or level by now
        places[one.code] = there or await jurisdictions.add(
            db, SYSTEM, now, one.code, one.name, one.parent, level=one.level
        )
    return places


async def _campaign(db: Connection, app: App, samples: Samples, places: Places, start: date) -> int:
    """The first campaign there is, opened on its first day if there is none."""
    there = await campaigns.list_campaigns(db)
    if there:
        return there[-1].id
    top = places[samples.places[0].code].id
    now = _at(app, start, OPENED_AT)
    opened = await campaigns.open_campaign(db, SYSTEM, now, app.library, samples.pack, top, start)
    return opened.id


async def _enlist(db: Connection, now: datetime, places: Places, sample: SampleListed) -> None:
    if await enterprises.find_enterprise(db, sample.credit_code) is None:
        enlisted = await registration.enlist(
            db,
            SYSTEM,
            now,
            sample.name,
            sample.credit_code,
            sample.industry,
            places[sample.place].id,
            sample.headcount,
            sample.address,
        )
        await registration.set_phone(db, SYSTEM, now, enlisted, sample.contact_name, sample.phone)


async def _seat(
    db: Connection, now: datetime, places: Places, account: int, name: str, sample: SampleSeat
) -> None:
    """Give a seat to a person who never had one; a seat that was left or lost is not given back."""
    if await contacts.identify(db, account) is not None:
        return
    place_id = places[sample.place].id
    invite = await staff_invites.create(db, SYSTEM, now, place_id, sample.role, sample.department, name)
    await staff_invites.accept(db, now, account, "zh", staff_invites.hash_of_link(invite.secret))


async def _enterprise(
    app: App,
    pack: str,
    places: Places,
    campaign_id: int,
    account: int,
    name: str,
    sample: SampleEnterprise,
    number: int,
) -> None:
    """Insert an enterprise with its history in one transaction; an existing one is left as it is."""
    async with app.database.read() as db:
        if await enterprises.find_enterprise(db, sample.credit_code) is not None:
            return
    today = app.today()
    now = _at(app, today - timedelta(days=sample.days_ago), DEEDS_AT) if sample.days_ago else app.now()
    form = build_form(app.library, app.library.packs[pack])
    shown = await history.photos(app, form, sample, number)
    async with app.database.begin() as db:
        joined = await registration.register(
            db,
            now,
            account,
            "zh",
            sample.name,
            sample.credit_code,
            sample.industry,
            places[sample.place].id,
            sample.headcount,
            sample.address,
            name,
        )
        actor = Actor("person", joined.person_id)
        hazards = [hazard.name.zh for hazard in app.library.industries[sample.industry].hazards]
        facts = history.profile(app, sample)
        await enterprises.set_facts(db, actor, now, joined.enterprise_id, facts, hazards)
        await history.check(db, app, now, actor, joined.enterprise_id, campaign_id, form, sample, shown)


def _at(app: App, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, app.zone)
