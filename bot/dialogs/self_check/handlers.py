"""Taps and messages of the self-check: each stores one answer or file, then moves on."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.self_check.counts import match_counts
from bot.dialogs.self_check.place import deep_of, go_on, last_seen, seen, self_check_of, shown_question
from bot.states.people import SelfCheckSG, start_finding, start_overview, start_submit
from bot.ui.calendar import answered
from bot.ui.confirmation import is_as_shown, show
from bot.ui.incoming_files import receive
from bot.ui.replies import reply
from content.calendar.overdue import overdue
from content.rules import Verdict
from content.verdicts import BY_LETTER
from storage.base.errors import Invalid, Stale
from storage.findings import photos
from storage.self_checks import answers, attachments, other_answers
from storage.self_checks.state import SelfCheckState


async def on_verdict(
    manager: DialogManager, item: str, verdict: Verdict, *, sure: bool = False, everybody: int = 0
) -> None:
    """Store a verdict for the question that was on the button, not for the one that is shown by now.

    A 符合 whose last time is overdue is asked about once, unless `sure`; `everybody`: of all workers, as many
    as the button said.
    """
    code, was = item[:5], BY_LETTER.get(item[5:])
    self_check = await last_seen(manager)
    manager.dialog_data["notice"] = ""
    manager.dialog_data["q"] = code
    if code not in self_check.form.by_code or code in self_check.skips:
        raise Stale
    line = self_check.line(code)
    if line.verdict not in (was, verdict):
        # another phone answered it, or a second finger: show the current state and let the person decide
        manager.dialog_data["notice"] = "check-changed-elsewhere"
        await manager.switch_to(SelfCheckSG.question)
        return
    show(manager, code, line.verdict)
    if verdict == "na":
        await manager.switch_to(SelfCheckSG.na_reason)
        return
    lapsed = self_check.overdue(code, context_of(manager).app.today())
    if verdict == "pass" and lapsed and not sure and line.verdict != "pass":
        await manager.switch_to(SelfCheckSG.lapsed)
        return
    form_item, question = self_check.form.by_code[code]
    if everybody:
        workers = int((await self_check_of(manager)).facts.get("n_workers", 0))
        if everybody != workers:  # the profile says another number by now
            manager.dialog_data["notice"] = "check-changed-elsewhere"
            await manager.switch_to(SelfCheckSG.question)
            return
        await keep(manager, self_check, code, verdict, done=workers, total=workers)
        return
    if form_item.numbers and question.numbers and line.verdict != verdict:
        manager.dialog_data["verdict"] = verdict
        await manager.switch_to(SelfCheckSG.numbers)
        return
    await keep(manager, self_check, code, verdict)


async def on_pass(manager: DialogManager, item: str) -> None:
    """Answer 符合."""
    await on_verdict(manager, item, "pass")


async def on_pass_all(manager: DialogManager, item: str) -> None:
    """Answer 符合 for all workers, where the plan requires 100 %: the numbers are known, so not asked."""
    shown, _, workers = item.partition("=")
    if not workers.isdecimal():
        raise Stale
    await on_verdict(manager, shown, "pass", everybody=int(workers))


async def on_pass_after_all(manager: DialogManager, item: str) -> None:
    """Answer 符合, although the last time is overdue: form and reviewer see that day."""
    await on_verdict(manager, item, "pass", sure=True)


async def on_fail(manager: DialogManager, item: str) -> None:
    """Answer 不符合."""
    await on_verdict(manager, item, "fail")


async def on_na(manager: DialogManager, item: str) -> None:
    """Answer 不涉及."""
    await on_verdict(manager, item, "na")


async def on_put_off(manager: DialogManager, item: str) -> None:
    """Postpone the photo (以后补照片): by which day. Whether there is anything to show is asked first."""
    self_check = await self_check_of(manager)
    asked = self_check.form.by_code.get(item)
    if asked is None or asked[1].later is None or item in self_check.skips:
        raise Stale
    manager.dialog_data["notice"] = ""
    first = asked[1].later.after
    if first not in self_check.answers and first not in self_check.skips:
        manager.dialog_data["q"] = first
        manager.dialog_data["notice"] = "check-put-off-first"
        return
    manager.dialog_data["q"] = item
    show(manager, item, self_check.line(item).verdict)
    await manager.switch_to(SelfCheckSG.put_off)


async def on_put_off_day(manager: DialogManager, item: str) -> None:
    """Take an offered day, of the question on the button."""
    await keep_put_off(manager, item[:5], date.fromisoformat(item[5:]))


async def on_put_off_typed(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    await keep_put_off(manager, shown_question(manager, await self_check_of(manager)), chosen)


async def keep_put_off(manager: DialogManager, code: str, chosen: date) -> None:
    """Owe the photo by that day, and go on; an answer of a colleague meanwhile is shown instead."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    if not await is_as_shown(manager, code, self_check.line(code).verdict):
        await manager.switch_to(SelfCheckSG.question)
        return
    try:
        self_check = await ctx.act(
            answers.put_off, self_check.id, code, chosen, ctx.app.today(), known=self_check
        )
    except Invalid as problem:
        if problem.key != "error-invalid-owed-day":
            raise
        await reply(manager, ctx.say(problem.key, **problem.values))
        return
    seen(manager, self_check)
    await go_on(manager, self_check, code)


async def keep(
    manager: DialogManager, self_check: SelfCheckState, code: str, verdict: Verdict, **more: Any
) -> None:
    """Commit the answer, then go on; after a fault open its rectification."""
    ctx = context_of(manager)
    self_check = await ctx.act(answers.record, self_check.id, code, verdict, known=self_check, **more)
    seen(manager, self_check)
    line = self_check.line(code)
    if verdict == "fail" and line.finding_id is not None and not line.settled:
        await start_finding(manager, line.finding_id, back="check", fresh=True, question=code)
        return
    await go_on(manager, self_check, code)


async def keep_asked(
    manager: DialogManager, self_check: SelfCheckState, verdict: Verdict, **more: Any
) -> None:
    """Commit an answer after its further data was asked, unless a colleague answered meanwhile."""
    code = shown_question(manager, self_check)
    was = self_check.line(code).verdict
    if was != verdict and not await is_as_shown(manager, code, was):
        await manager.switch_to(SelfCheckSG.question)
        return
    await keep(manager, self_check, code, verdict, **more)


async def on_carry(manager: DialogManager, item: str) -> None:
    """Take last time's verdict (沿用); 不涉及 and 不符合 ask for their data as if tapped."""
    await on_verdict(manager, item[:5], BY_LETTER[item[5:]])


async def on_same(manager: DialogManager, item: str) -> None:
    """Take the answer of the other campaign's form (照旧), exactly as it was shown; missing parts are
    asked."""
    ctx, code, digest = context_of(manager), item[:5], item[5:]
    self_check = await self_check_of(manager)
    manager.dialog_data["notice"] = ""
    manager.dialog_data["q"] = code
    if code not in self_check.form.by_code or code in self_check.skips:
        raise Stale
    found = await ctx.read(other_answers.find, self_check, code, ctx.app.now())
    if self_check.line(code).verdict is not None or found is None or found.digest != digest:
        await changed_elsewhere(manager, self_check, code)
        return
    dated = self_check.form.by_code[code][1].dated
    lapsed = overdue(dated, found.line.dated_on, ctx.app.today(), severe=bool(self_check.facts.get("severe")))
    if found.verdict == "pass" and lapsed and found.line.dated_on is not None:
        await keep_date(manager, code, found.line.dated_on)  # which asks whether it passes all the same
        return
    if not found.fits(self_check, code):
        await on_verdict(manager, code, found.verdict)
        return
    taken = await ctx.act(other_answers.take_over, self_check.id, code, digest, ctx.app.today())
    if taken is None:
        await changed_elsewhere(manager, self_check, code)
        return
    seen(manager, taken)
    await go_on(manager, taken, code)


async def changed_elsewhere(manager: DialogManager, self_check: SelfCheckState, code: str) -> None:
    """Show the current state, and the reason."""
    answered = self_check.line(code).verdict is not None
    manager.dialog_data["notice"] = "check-changed-elsewhere" if answered else "check-other-changed"
    await manager.switch_to(SelfCheckSG.question)


async def on_na_reason(manager: DialogManager, item: str) -> None:
    """Take a usual reason."""
    self_check = await self_check_of(manager)
    question = self_check.form.by_code[shown_question(manager, self_check)][1]
    usual = question.na_reasons[int(item)]
    if not usual.fits(self_check.facts):  # the profile was changed meanwhile
        raise Stale
    reason = usual.say(context_of(manager).language)
    await keep_asked(manager, self_check, "na", reason=reason)


async def on_na_words(manager: DialogManager, text: str) -> None:
    """Take a typed reason."""
    await keep_asked(manager, await self_check_of(manager), "na", reason=text)


async def on_numbers(manager: DialogManager, text: str) -> None:
    """Take typed counts (几人/共几人); unclear or contradicting ones are asked again."""
    ctx = context_of(manager)
    manager.dialog_data.pop("other", None)
    self_check = await self_check_of(manager)
    workers = int(self_check.facts.get("n_workers", 0))
    verdict = cast(Verdict, manager.dialog_data.get("verdict", "pass"))
    try:
        done, total = match_counts(text, verdict, workers)
    except Invalid as problem:
        await reply(manager, ctx.say(problem.key, **problem.values))
        if problem.problem.endswith("-other"):
            manager.dialog_data["other"] = f"{problem.values['done']}/{problem.values['total']}"
        return
    await keep_numbers(manager, verdict, done, total)


async def on_numbers_other(manager: DialogManager, item: str) -> None:
    """Take the other verdict, which the counts on the button agree with."""
    done, _, total = item.partition("/")
    manager.dialog_data.pop("other", None)
    await keep_numbers(manager, "pass" if done == total else "fail", int(done), int(total))


async def keep_numbers(manager: DialogManager, verdict: Verdict, done: int, total: int) -> None:
    """Store a verdict with its counts."""
    await keep_asked(manager, await self_check_of(manager), verdict, done=done, total=total)


async def on_numbers_all(manager: DialogManager, item: str) -> None:
    """Answer that all are covered."""
    await on_numbers(manager, item)


async def on_note(manager: DialogManager, text: str) -> None:
    """Add typed text, and words under a photo, to the question's note."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    code = shown_question(manager, self_check)
    self_check = await ctx.act(answers.add_note, self_check.id, code, text, known=self_check)
    await noted(manager, self_check, "check-note-kept")


async def on_note_gone(manager: DialogManager, item: str) -> None:
    """Delete the note."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    code = shown_question(manager, self_check)
    self_check = await ctx.act(answers.set_note, self_check.id, code, "", known=self_check)
    await noted(manager, self_check, "check-note-gone")


async def noted(manager: DialogManager, self_check: SelfCheckState, notice: str) -> None:
    """Show the question with its note."""
    seen(manager, self_check)
    manager.dialog_data["notice"] = notice
    await manager.switch_to(SelfCheckSG.question)


async def on_file(message: Message, manager: DialogManager) -> None:
    """Add a photo, an image file or a voice message to the question shown."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    code = shown_question(manager, self_check)
    file = await receive(message, ctx)
    await ctx.act(attachments.attach, self_check.id, code, file, repeated=ctx.first)
    manager.dialog_data["notice"] = ""
    manager.dialog_data["q"] = code


async def on_previous(manager: DialogManager, item: str) -> None:
    """Go one question back, answered or not."""
    await step(manager, item, -1)


async def on_later(manager: DialogManager, item: str) -> None:
    """Leave the question for later; from an answered one go to the next."""
    self_check = await self_check_of(manager)
    manager.dialog_data["notice"] = ""
    if item in self_check.answers and item != self_check.asked(deep_of(manager, self_check))[-1]:
        await step(manager, item, 1)
        return
    order = self_check.asked(deep_of(manager, self_check))
    start = order.index(item) + 1 if item in order else 0
    rest = [
        code for code in (*order[start:], *order[:start]) if code not in self_check.answers and code != item
    ]
    if not rest:
        await start_overview(manager, self_check.id)
        return
    manager.dialog_data["q"] = rest[0]


async def step(manager: DialogManager, item: str, by: int) -> None:
    """The neighbour of the question on the button."""
    self_check = await self_check_of(manager)
    manager.dialog_data["notice"] = ""
    order = self_check.asked({*deep_of(manager, self_check), self_check.form.by_code[item][0].check.code})
    place = order.index(item) + by if item in order else 0
    manager.dialog_data["q"] = order[max(0, min(place, len(order) - 1))]


async def on_deeper(manager: DialogManager, item: str) -> None:
    """Open the item's other questions too (继续回答细项)."""
    self_check = await self_check_of(manager)
    check = self_check.form.by_code[item][0].check.code
    chosen: list[str] = manager.dialog_data.setdefault("deep", [])
    if check not in chosen:
        chosen.append(check)
    manager.dialog_data["notice"] = ""
    if item in self_check.answers:
        await go_on(manager, self_check, item)
    else:
        manager.dialog_data["notice"] = "check-deeper-next"


async def on_all(manager: DialogManager, item: str) -> None:
    """Open all items, on the page with the current question."""
    self_check = await self_check_of(manager)
    await start_overview(manager, self_check.id, shown_question(manager, self_check))


async def on_to_submit(manager: DialogManager, item: str) -> None:
    """Go to the summary, once everything is answered: the way on after a missing photo."""
    await start_submit(manager, (await self_check_of(manager)).id)


async def on_finding(manager: DialogManager, item: str) -> None:
    """Open the rectification of the finding."""
    self_check = await self_check_of(manager)
    line = self_check.line(item)
    if line.finding_id is None:
        raise Stale
    await start_finding(manager, line.finding_id, back="check", fresh=line.remedy is None, question=item)


async def on_file_gone(manager: DialogManager, item: str) -> None:
    """Remove a file."""
    ctx = context_of(manager)
    await ctx.act(photos.remove, int(item))
    manager.dialog_data["file"] = 0


async def on_file_next(manager: DialogManager, item: str) -> None:
    """Show another file."""
    manager.dialog_data["file"] = int(item)


async def on_date(manager: DialogManager, item: str) -> None:
    """Open 填上次日期 of the question on the button."""
    manager.dialog_data["notice"] = ""
    manager.dialog_data["q"] = item
    await manager.switch_to(SelfCheckSG.date)


async def on_date_today(manager: DialogManager, item: str) -> None:
    """Answer that it was done today."""
    await answered(manager)
    await keep_date(manager, item, context_of(manager).app.today())


async def on_date_typed(manager: DialogManager, chosen: date) -> None:
    """Take a typed day."""
    await keep_date(manager, shown_question(manager, await self_check_of(manager)), chosen)


async def keep_date(manager: DialogManager, code: str, chosen: date) -> None:
    """Store the day with the answer; its next due day is reminded of."""
    ctx = context_of(manager)
    self_check = await self_check_of(manager)
    self_check = await ctx.act(
        answers.set_date, self_check.id, code, chosen, ctx.app.today(), known=self_check
    )
    seen(manager, self_check)
    manager.dialog_data["q"] = code
    if self_check.overdue(code, ctx.app.today()) and self_check.line(code).verdict != "fail":
        await manager.switch_to(SelfCheckSG.lapsed)
        return
    manager.dialog_data["notice"] = "check-date-kept"
    await manager.switch_to(SelfCheckSG.question)
