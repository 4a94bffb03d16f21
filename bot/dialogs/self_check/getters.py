"""Getters of the self-check. They only read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.self_check.place import deep_of, self_check_of, shown_question
from bot.ui.campaign_name import campaign_called, campaign_if_several
from bot.ui.evidence import picture_of
from bot.ui.fragments import closing_line, day, lines, overdue_for, owed_line, row_of
from bot.ui.pickers import Picker, Pickers
from content.bars import bar
from content.grounds import grounds, notes
from content.model.form import FormItem
from content.model.questions import Question
from content.screen import fitted, shortened
from content.verdicts import VERDICTS, letter_of
from documents.words import plan_day
from storage.self_checks import attachments, other_answers, owed_photos
from storage.self_checks.other_answers import OtherAnswer
from storage.self_checks.state import Line, SelfCheckState, previous_verdicts

PUT_OFF_DAYS = (1, 3, 7, 14)
"""Offered days ahead for a photo that comes later."""


def evidence_line(ctx: Context, question: Question, files: int, voices: int) -> str:
    """The line of photos required and taken."""
    what = question.evidence.what.say(ctx.language) if question.evidence.what else ""
    if question.evidence.kind == "none" and not files:
        asked = ""
    else:
        key = "check-evidence-required" if question.evidence.required and not files else "check-evidence"
        asked = ctx.say(key, what=what, files=files)
    return lines(asked, ctx.say("check-voices", voices=voices) if voices else "")


async def question_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question with its place, answer and files."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    code = shown_question(dialog_manager, self_check)
    item, question = self_check.form.by_code[code]
    line = self_check.line(code)
    seen = letter_of(line.verdict)
    before = await last_time(ctx, self_check, code)
    of, other = await elsewhere(ctx, self_check, code)
    offered = other is not None and line.verdict is None and self_check.state == "draft"
    notice = str(dialog_manager.dialog_data.get("notice") or "")
    workers = int(self_check.facts.get("n_workers", 0))
    counts = bool(item.numbers and question.numbers) and line.verdict != "pass"
    needed, details = parts_of(self_check, item)
    open_details = [one for one in details if one not in self_check.answers and one != code]
    deep = item.check.code in deep_of(dialog_manager, self_check)
    return {
        "code": code,
        "seen": f"{code}{seen}",
        "body": fitted(
            ctx.say(notice, row=item.row) if notice else "",
            locked_line(ctx, self_check, code),
            (of, ""),
            f"{row_of(ctx, item, self_check.form.rows)} · {item.check.title.say(ctx.language)}"
            f"{part_mark(ctx, self_check, item, code)}",
            bar(self_check.tally.done, self_check.tally.total),
            (" ", ""),
            question.text.say(ctx.language),
            (" ", ""),
            evidence_line(ctx, question, line.files, line.voices),
            dated_line(ctx, self_check, code),
            owed_line(ctx, self_check, code),
            shortening(line.note, lambda note: ctx.say("check-note-line", note=note)),
            shortening(
                line.reason,
                lambda reason: answer_line(ctx, line.verdict, reason, line.done, line.total, before),
                always=True,
            ),
            closing_line(ctx, self_check, code),
            other_line(ctx, other) if other is not None and offered else "",
        ),
        "workers": workers,
        "pass_all": f"{code}{seen}={workers}",
        "may_pass_all": self_check.state == "draft" and counts and workers > 0,
        "sign_pass": "☑ " if line.verdict == "pass" else "",
        "sign_fail": "☑ " if line.verdict == "fail" else "",
        "sign_na": "☑ " if line.verdict == "na" else "",
        "carry": f"{code}{letter_of(before)}",
        "carry_verdict": ctx.say(VERDICTS[before].label) if before else "",
        "may_carry": bool(before) and line.verdict is None and self_check.state == "draft" and not offered,
        "same": f"{code}{other.digest}" if other is not None and offered else "",
        "same_verdict": ctx.say(VERDICTS[other.verdict].label) if other is not None else "",
        "may_same": offered,
        "draft": self_check.state == "draft",
        "may_answer": self_check.may_answer(code),
        "may_put_off": question.later is not None and self_check.may_answer(code),
        "put_off": put_off_label(ctx, question, line),
        "all_answered": self_check.state == "draft" and self_check.next_open() is None,
        "details": len(open_details),
        "may_deepen": bool(open_details) and not deep and code in needed,
        "files": line.files + line.voices,
        "voices": line.voices,
        "has_files": line.files + line.voices > 0,
        "has_note": bool(line.note),
        "may_date": question.dated is not None and self_check.state == "draft",
        "has_finding": line.finding_id is not None,
    }


def locked_line(ctx: Context, self_check: SelfCheckState, code: str) -> str:
    """The line that the form is handed in; of a question that owes its photo, how it can still be
    answered."""
    if self_check.state == "draft":
        return ""
    return ctx.say("check-owed-how" if code in self_check.owed else "check-locked")


def put_off_label(ctx: Context, question: Question, line: Line) -> str:
    """The label of the button that postpones the photo, or postpones it further."""
    if question.later is None:
        return ""
    if line.owed_on is not None:
        return ctx.say("check-put-off-again")
    return ctx.say("check-put-off", reason=question.later.reason.say(ctx.language))


def dated_line(ctx: Context, self_check: SelfCheckState, code: str) -> str:
    """The day it was done last, and the time by which it is overdue."""
    last_on = self_check.line(code).dated_on
    if last_on is None:
        return ""
    lapsed = self_check.overdue(code, ctx.app.today())
    said = ctx.say("check-dated", day=day(ctx, last_on))
    return f"{said} · {overdue_for(ctx, lapsed)}" if lapsed else said


async def last_time(ctx: Context, self_check: SelfCheckState, code: str) -> str | None:
    """Last time's verdict of this question."""
    if self_check.previous_id is None:
        return None
    async with ctx.app.database.read() as db:
        return (await previous_verdicts(db, self_check.previous_id)).get(code)


async def elsewhere(ctx: Context, self_check: SelfCheckState, code: str) -> tuple[str, OtherAnswer | None]:
    """The campaign's name where the enterprise is in another one too, and the answer of its form there."""
    async with ctx.app.database.read() as db:
        of = await campaign_if_several(db, ctx, self_check.id)
        return of, await other_answers.find(db, self_check, code, ctx.app.now()) if of else None


def other_line(ctx: Context, other: OtherAnswer) -> tuple[str, ...]:
    """The answer in the other campaign's form, its day, and the files that go along."""
    return tuple(
        ctx.say(
            "check-other",
            campaign=campaign_called(ctx, other.campaign, size),
            verdict=ctx.say(VERDICTS[other.verdict].label),
            reason=ctx.say("check-reason", reason=shortened(other.line.reason, size))
            if other.line.reason
            else "",
            day=day(ctx, ctx.app.local_day(other.answered_at)),
            files=other.line.files + other.line.voices,
            note="yes" if other.line.note else "no",
        )
        for size in (16, 8)
    )


def parts_of(self_check: SelfCheckState, item: FormItem) -> tuple[list[str], list[str]]:
    """The item's questions that have to be answered, and those only asked by 继续回答细项."""
    stays = [one for one in self_check.asked({item.check.code}) if self_check.form.by_code[one][0] is item]
    return [one for one in stays if one in self_check.must], [
        one for one in stays if one not in self_check.must
    ]


def part_mark(ctx: Context, self_check: SelfCheckState, item: FormItem, code: str) -> str:
    """第 2/4 题, where several have to be answered; 细项 1/2 for one of the item's further ones."""
    needed, details = parts_of(self_check, item)
    if code in details:
        return ctx.say("check-detail-mark", place=details.index(code) + 1, total=len(details))
    if len(needed) < 2:
        return ""
    return ctx.say("check-part-mark", place=needed.index(code) + 1, total=len(needed))


def answer_line(
    ctx: Context, verdict: str | None, reason: str, done: int | None, total: int | None, before: str | None
) -> str:
    """The answer, and whether it is the same as last time."""
    if verdict is None and reason:
        return ctx.say("check-denied", reason=shortened(reason, 60))
    if verdict is None:
        return ctx.say("check-last-time", verdict=ctx.say(VERDICTS[before].label)) if before else ""
    said = ctx.say("check-answered", verdict=ctx.say(VERDICTS[verdict].label))
    if reason:
        said += ctx.say("check-reason", reason=shortened(reason, 60))
    if total is not None:
        said += ctx.say("check-numbers", done=done or 0, total=total)
    if before:
        said += ctx.say("check-carried" if before == verdict else "check-not-carried")
    return said


def shortening(text: str, say: Callable[[str], str], *, always: bool = False) -> tuple[str, ...]:
    """A sentence around a text in several lengths; empty where there is no text, unless `always`."""
    if not text and not always:
        return ("",)
    return tuple(say(shortened(text, limit)) for limit in (60, 30, 12))


async def why_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The purpose of the question, what passes, the plan's own words, the law in force; the last is
    shortened first."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    item, question = self_check.form.by_code[shown_question(dialog_manager, self_check)]
    laws = ctx.app.library.laws
    cited = grounds(question.law, laws, ctx.language, ctx.say("law-unverified"))[:3]
    law = tuple(
        ctx.say("check-law", law=ctx.say("list-comma").join(cited[:count]))
        for count in range(len(cited), 0, -1)
    )
    known = notes(question.law[:3], laws, ctx.language)
    source = shortening(
        item.source_text,
        lambda text: ctx.say("check-source", text=text, plan=self_check.form.plan, number=item.number),
    )
    return {
        "body": fitted(
            question.why.say(ctx.language),
            ctx.say("check-passes", passes=question.passes.say(ctx.language)),
            (
                *source,
                ctx.say("check-source-short", text=shortened(item.source_text, 24), number=item.number),
            ),
            (ctx.say("check-department", department=item.department), ""),
            law,
            *((note, "") for note in known),
        )
    }


async def example_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One example to copy, and the way to answer."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    _item, question = self_check.form.by_code[shown_question(dialog_manager, self_check)]
    return {
        "body": fitted(
            (question.text.say(ctx.language), ""),
            (" ", ""),
            question.example.say(ctx.language),
            (" ", ""),
            (ctx.say("check-how"), ctx.say("check-how-short")),
        )
    }


async def na_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons for 不涉及."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    item, question = self_check.form.by_code[shown_question(dialog_manager, self_check)]
    return {
        "row": row_of(ctx, item, self_check.form.rows),
        "question": question.text.say(ctx.language),
        "reasons": [
            (str(n), reason.say(ctx.language))
            for n, reason in enumerate(question.na_reasons)
            if reason.fits(self_check.facts)
        ],
    }


async def put_off_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Days on which the photo may come; the latest is named."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    code = shown_question(dialog_manager, self_check)
    item, question = self_check.form.by_code[code]
    today, later = ctx.app.today(), question.later
    since = await ctx.read(owed_photos.first_put_off, self_check.id, code)
    last = owed_photos.latest(later, since, today) if later else today
    offered = [today + timedelta(days=ahead) for ahead in PUT_OFF_DAYS]
    return {
        "row": row_of(ctx, item, self_check.form.rows),
        "question": question.text.say(ctx.language),
        "last": day(ctx, last),
        "is_over": last <= today,
        "may_choose": last > today,
        "days": [
            (f"{code}{one:%Y%m%d}", plan_day(ctx.say, one, today, years=False))
            for one in offered
            if one <= last
        ],
    }


async def numbers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """几人/共几人."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    item, question = self_check.form.by_code[shown_question(dialog_manager, self_check)]
    workers = int(self_check.facts.get("n_workers", 0))
    passing = dialog_manager.dialog_data.get("verdict") == "pass"
    numbers, other = question.numbers, str(dialog_manager.dialog_data.get("other", ""))
    return {
        "row": row_of(ctx, item, self_check.form.rows),
        "done": numbers.done.say(ctx.language) if numbers else "",
        "total": numbers.total.say(ctx.language) if numbers else "",
        "workers": f"{workers}/{workers}",
        "example": f"{max(workers - 1, 0)}/{workers}" if workers else "17/18",
        "known": workers,
        "other": other,
        "other_verdict": "fail" if passing else "pass",
        "has_other": bool(other),
        "offer_all": passing and workers > 0,
    }


async def counts_picked(manager: DialogManager) -> Pickers:
    """The two counts, the total as the profile has it."""
    ctx, self_check = context_of(manager), await self_check_of(manager)
    _, question = self_check.form.by_code[shown_question(manager, self_check)]
    workers = str(self_check.facts.get("n_workers") or "")
    done, total = (
        (question.numbers.done.say(ctx.language), question.numbers.total.say(ctx.language))
        if question.numbers
        else ("", "")
    )
    return Pickers(
        (Picker("number", done, "0", workers), Picker("number", total, "1", workers, workers)), between="/"
    )


async def files_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One file of the question at a time."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    code = shown_question(dialog_manager, self_check)
    files = await ctx.read(attachments.list_files, self_check.id, code, "answer")
    place = min(int(dialog_manager.dialog_data.get("file", 0)), max(len(files) - 1, 0))
    file = files[place] if files else None
    picture = file.picture if file is not None else None
    return {
        "place": place + 1,
        "total": len(files),
        "any": bool(files),
        "none": not files,
        "file": file.id if file else 0,
        "kind": file_kind(ctx, file) if file is not None else "",
        "next": (place + 1) % max(len(files), 1),
        "previous": (place - 1) % max(len(files), 1),
        "several": len(files) > 1,
        **await picture_of(ctx, picture),
    }


def file_kind(ctx: Context, file: attachments.Attached) -> str:
    """照片, 语音, or PDF with its pages."""
    if file.pages is not None:
        return ctx.say("file-pdf", pages=file.pages)
    return ctx.say("file-voice" if file.kind == "voice" else "file-photo")


async def note_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The full note."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    note = self_check.line(shown_question(dialog_manager, self_check)).note
    return {"body": lines(ctx.say("check-note-head"), note, " ", ctx.say("check-note-how"))}


async def date_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question for the day it was done last."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    code = shown_question(dialog_manager, self_check)
    dated = self_check.form.by_code[code][1].dated
    return {"ask": dated.ask.say(ctx.language) if dated else "", "code": code}


async def lapsed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last time, and the time by which it is overdue."""
    ctx = context_of(dialog_manager)
    self_check = await self_check_of(dialog_manager)
    code = shown_question(dialog_manager, self_check)
    question = self_check.form.by_code[code][1]
    line, lapsed = self_check.line(code), self_check.overdue(code, ctx.app.today())
    severe = bool(self_check.facts.get("severe"))
    said = ""
    if lapsed and line.dated_on and question.dated:
        said = ctx.say(
            "check-lapsed",
            last=day(ctx, line.dated_on),
            months=question.dated.months(severe=severe),
            due=day(ctx, lapsed.due_on),
            overdue=overdue_for(ctx, lapsed),
        )
    ask = ctx.say("check-lapsed-ask")
    return {
        "body": fitted((question.text.say(ctx.language), ""), (" ", ""), said, " ", ask),
        "seen": f"{code}{letter_of(line.verdict)}",
        "code": code,
        "sign_fail": "",
    }
