"""The furniture of the demonstration: a place, a campaign in its self-check phase, sample people.

Names of the samples come from content/demo.yaml.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import App
from bot.clock import system_clock
from content import loader
from storage import campaigns, enterprises, jurisdictions, registration, reports_keys
from storage.audit import Actor

if TYPE_CHECKING:
    from bot.simulator import Simulator

SYSTEM = Actor("system")


def sample_key(folder: Path) -> Path:
    """The report key of a demonstration, made once, beside its data: here nothing needs protecting."""
    path = folder / "report.key"
    if not path.exists():
        reports_keys.save(path, reports_keys.generate(system_clock().date()), new=True)
    return path


async def furnish(app: App, simulator: Simulator) -> None:
    """Put the samples in, once: with a kept data directory nothing is doubled."""
    samples = loader.samples()
    now = app.now()
    places = {}
    async with app.database.begin() as db:
        for place in samples.places:
            places[place.code] = await jurisdictions.add(
                db, SYSTEM, now, place.code, place.name, place.parent
            )
        open_already = await campaigns.list_campaigns(db)
    if not open_already:
        start = samples.start_on(app.today())
        async with app.database.begin() as db:
            await campaigns.open_campaign(
                db, SYSTEM, now, app.library, samples.pack, places[samples.places[0].code].id, start
            )
    for person in samples.people:
        number = simulator.add_person(person.name)
        if person.enterprise is None:
            continue
        sample = person.enterprise
        async with app.database.begin() as db:
            joined = await registration.register(
                db,
                now,
                number,
                "zh",
                sample.name,
                sample.credit_code,
                sample.industry,
                places[sample.place].id,
                sample.headcount,
                sample.address,
                person.name,
            )
            industry = app.library.industries[sample.industry]
            await enterprises.set_facts(
                db,
                Actor("person", joined.person_id),
                now,
                joined.enterprise_id,
                {**dict.fromkeys(industry.facts, True), **sample.facts},
                [hazard.name.zh for hazard in industry.hazards],
            )
