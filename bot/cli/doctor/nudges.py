"""The ways of nudges, and the addresses people gave: for `chenan doctor`. Sends nothing."""

from __future__ import annotations

from bot.cli.doctor.data import Seen
from bot.cli.language import language, say
from bot.config import Settings, SettingsError
from bot.nudges import nudge_ways
from storage.base.database import Database
from storage.nudges import addresses


async def look_at_nudges(settings: Settings) -> list[Seen]:
    """A finding for each way; nothing where none is set."""
    try:
        ways = nudge_ways(settings)
    except SettingsError as problem:
        name = say("cli-doctor-name-nudges")
        return [(name, problem.say_problem(language()), problem.say_mend(language()))]
    if not ways:
        return []
    database = Database(settings.database)
    try:
        async with database.read() as db:
            counts = await addresses.count(db)
    finally:
        await database.close()
    found: list[Seen] = []
    for kind, way in ways.items():
        name = say("cli-doctor-name-nudges")
        total, refused = counts.get(kind, (0, 0))
        try:
            reason = await way.check()
        finally:
            await way.close()
        if reason:
            said = say("cli-doctor-nudge-away", kind=kind, reason=reason)
            found.append((name, said, say("cli-doctor-nudge-away-mend", kind=kind)))
        elif refused:
            said = say("cli-doctor-nudge-refused", kind=kind, total=total, refused=refused)
            found.append((name, said, say("cli-doctor-nudge-refused-mend")))
        else:
            found.append((name, say("cli-doctor-nudge-good", kind=kind, total=total), ""))
    return found
