"""Builds the past of the demonstration's sample enterprises: answered, planned, handed in, days ago."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.app import App
from content.model.form import Form
from content.model.samples import SampleEnterprise, SampleFault
from content.rules import Verdict, must, skips
from simulator.demo.photos import draw
from storage.base import pictures
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.findings import plans
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.attachments import File


def profile(app: App, sample: SampleEnterprise) -> dict[str, bool | int]:
    """The sample's profile: the industry's presets, and its own facts."""
    preset = app.library.industries[sample.industry].facts
    return {**dict.fromkeys(preset, True), **sample.facts}


async def photos(app: App, form: Form, sample: SampleEnterprise, number: int) -> dict[str, File]:
    """Kept files for the questions that cannot pass without one, by question; `number` makes them its own."""
    asked = _asked(app, form, sample)
    wanted = [code for code in asked if form.by_code[code][1].evidence.required]
    return {code: await _photo(app, number * 40 + at) for at, code in enumerate(wanted)}


async def _photo(app: App, number: int) -> File:
    picture = await pictures.clean(draw(number), app.zone)
    return File(
        kind="photo",
        sha256=await app.files.put(picture.data),
        original_sha256=picture.original_sha256,
        mime="image/jpeg",
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
        taken_at=None,
        likeness=picture.likeness,
    )


def _asked(app: App, form: Form, sample: SampleEnterprise) -> tuple[str, ...]:
    """Codes of the questions the sample has answered."""
    asked = must(form, skips(form, profile(app, sample), sample.industry))
    return asked if sample.handed_in else asked[: sample.answered]


async def check(
    db: Connection,
    app: App,
    now: datetime,
    actor: Actor,
    enterprise_id: int,
    campaign_id: int,
    form: Form,
    sample: SampleEnterprise,
    shown: dict[str, File],
) -> None:
    """Begin the self-check at `now`, answer, plan, and hand in, as the sample says."""
    asked = _asked(app, form, sample)
    if not asked:
        return
    check_id = await submissions.start(db, actor, now, enterprise_id, campaign_id)
    faults = {fault.question: fault for fault in sample.faults}
    closed: Collection[str] = ()
    for code in asked:
        if code in closed:
            continue
        now += timedelta(minutes=2)
        if code in shown and code not in faults:
            await attachments.attach(db, actor, now, check_id, code, shown[code])
        verdict: Verdict = "fail" if code in faults else "pass"
        item, question = form.by_code[code]
        workers = sample.headcount if item.numbers and question.numbers else None
        self_check = await answers.record(
            db, actor, now, check_id, code, verdict, done=workers, total=workers
        )
        closed = self_check.skips
        finding_id = self_check.line(code).finding_id
        if code in faults and finding_id is not None:
            await _plan(db, app, now, actor, finding_id, question.measure.zh, faults[code])
    if sample.handed_in:
        await submissions.submit(
            db,
            actor,
            now,
            check_id,
            form_prefix=form.number_prefix,
            rules=app.library.reviews,
            today=app.local_day(now),
        )


async def _plan(
    db: Connection,
    app: App,
    now: datetime,
    actor: Actor,
    finding_id: int,
    measure: str,
    fault: SampleFault,
) -> None:
    await plans.plan(
        db,
        actor,
        now,
        finding_id,
        measure=measure,
        responsible=fault.responsible,
        funds_fen=fault.yuan * 100,
        due_on=app.today() + timedelta(days=fault.due_in),
        today=app.local_day(now),
        phase_end=None,
    )
