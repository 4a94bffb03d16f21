"""What the windows of the self-check show. Reading only."""

from __future__ import annotations

from collections.abc import Callable

from aiogram.enums import ContentType
from aiogram_dialog import DialogManager
from aiogram_dialog.api.entities import MediaAttachment

from bot.app import Talk, talk_of
from bot.dialogs.self_check.place import deep_of, shown_question, standing_of
from bot.ui.campaign_name import campaign_called, campaign_if_several
from bot.ui.fragments import day, lines, overdue_for, row_of
from content.bars import bar
from content.model.form import FormItem
from content.model.questions import Question
from content.screen import fitted, shortened
from storage.self_checks import attachments, other_answers
from storage.self_checks.other_answers import OtherAnswer
from storage.self_checks.state import Standing, previous_verdicts

LETTERS = {"pass": "p", "fail": "f", "na": "n"}


def evidence_line(talk: Talk, question: Question, files: int, voices: int) -> str:
    """What to photograph and how many there are; what is required says so."""
    what = question.evidence.what.say(talk.language) if question.evidence.what else ""
    if question.evidence.kind == "none" and not files:
        asked = ""
    else:
        key = "check-evidence-required" if question.evidence.required and not files else "check-evidence"
        asked = talk.say(key, what=what, files=files)
    return lines(asked, talk.say("check-voices", voices=voices) if voices else "")


async def question_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question with its place, answer and files."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    code = shown_question(dialog_manager, standing)
    item, question = standing.form.by_code[code]
    line = standing.line(code)
    seen = LETTERS.get(line.verdict or "", "")
    before = await last_time(talk, standing, code)
    of, other = await elsewhere(talk, standing, code)
    offered = other is not None and line.verdict is None and standing.state == "draft"
    notice = str(dialog_manager.dialog_data.get("notice") or "")
    stays = [one.code for one in item.check.questions if one.code not in standing.skips]
    open_details = [one for one in stays if one not in standing.answers and one != code]
    deep = item.check.code in deep_of(dialog_manager, standing)
    return {
        "code": code,
        "seen": f"{code}{seen}",
        "body": fitted(
            talk.say(notice, row=item.row) if notice else "",
            "" if standing.state == "draft" else talk.say("check-locked"),
            (of, ""),
            f"{row_of(talk, item, standing.form.rows)} · {item.check.title.say(talk.language)}"
            f"{detail_mark(talk, standing, item, code)}",
            bar(standing.tally.done, standing.tally.total),
            (" ", ""),
            question.text.say(talk.language),
            (" ", ""),
            evidence_line(talk, question, line.files, line.voices),
            dated_line(talk, standing, code),
            shortening(line.note, lambda note: talk.say("check-note-line", note=note)),
            shortening(
                line.reason,
                lambda reason: answer_line(talk, line.verdict, reason, line.done, line.total, before),
                always=True,
            ),
            other_line(talk, other) if other is not None and offered else "",
        ),
        "sign_pass": "☑ " if line.verdict == "pass" else "",
        "sign_fail": "☑ " if line.verdict == "fail" else "",
        "sign_na": "☑ " if line.verdict == "na" else "",
        "carry": f"{code}{LETTERS.get(before or '', '')}",
        "carry_verdict": talk.say(f"verdict-{before}") if before else "",
        "may_carry": bool(before) and line.verdict is None and standing.state == "draft" and not offered,
        "same": f"{code}{other.digest}" if other is not None and offered else "",
        "same_verdict": talk.say(f"verdict-{other.verdict}") if other is not None else "",
        "may_same": offered,
        "draft": standing.state == "draft",
        "all_answered": standing.state == "draft" and standing.next_open() is None,
        "details": len(open_details),
        "may_deepen": bool(open_details) and not deep and code == stays[0],
        "files": line.files + line.voices,
        "has_files": line.files + line.voices > 0,
        "has_note": bool(line.note),
        "may_date": question.dated is not None and standing.state == "draft",
        "has_finding": line.finding_id is not None,
    }


def dated_line(talk: Talk, standing: Standing, code: str) -> str:
    """When it was done last, and for how long it is overdue."""
    last_on = standing.line(code).dated_on
    if last_on is None:
        return ""
    lapsed = standing.overdue(code, talk.app.today())
    said = talk.say("check-dated", day=day(talk, last_on))
    return f"{said} · {overdue_for(talk, lapsed)}" if lapsed else said


async def last_time(talk: Talk, standing: Standing, code: str) -> str | None:
    """Last time's verdict of this question."""
    if standing.previous_id is None:
        return None
    async with talk.app.database.read() as db:
        return (await previous_verdicts(db, standing.previous_id)).get(code)


async def elsewhere(talk: Talk, standing: Standing, code: str) -> tuple[str, OtherAnswer | None]:
    """The campaign's name where the enterprise is in another one too, and the answer that stands there."""
    async with talk.app.database.read() as db:
        of = await campaign_if_several(db, talk, standing.id)
        return of, await other_answers.find(db, standing, code, talk.app.now()) if of else None


def other_line(talk: Talk, other: OtherAnswer) -> tuple[str, ...]:
    """What was answered in the other campaign's form, when, and what goes along."""
    return tuple(
        talk.say(
            "check-other",
            campaign=campaign_called(talk, other.campaign, size),
            verdict=talk.say(f"verdict-{other.verdict}"),
            reason=talk.say("check-reason", reason=shortened(other.line.reason, size))
            if other.line.reason
            else "",
            day=day(talk, talk.app.local_day(other.answered_at)),
            files=other.line.files + other.line.voices,
            note="yes" if other.line.note else "no",
        )
        for size in (16, 8)
    )


def detail_mark(talk: Talk, standing: Standing, item: FormItem, code: str) -> str:
    """细查 2/4, where the question is one of the item's further ones."""
    stays = [one.code for one in item.check.questions if one.code not in standing.skips]
    place = stays.index(code)
    return talk.say("check-detail-mark", place=place, total=len(stays) - 1) if place else ""


def answer_line(
    talk: Talk, verdict: str | None, reason: str, done: int | None, total: int | None, before: str | None
) -> str:
    """What was answered, and whether it is as last time."""
    if verdict is None:
        return talk.say("check-last-time", verdict=talk.say(f"verdict-{before}")) if before else ""
    said = talk.say("check-answered", verdict=talk.say(f"verdict-{verdict}"))
    if reason:
        said += talk.say("check-reason", reason=shortened(reason, 60))
    if total is not None:
        said += talk.say("check-numbers", done=done or 0, total=total)
    if before:
        said += talk.say("check-carried" if before == verdict else "check-not-carried")
    return said


def shortening(text: str, say: Callable[[str], str], *, always: bool = False) -> tuple[str, ...]:
    """A sentence around a text in several lengths; nothing where there is no text, unless `always`."""
    if not text and not always:
        return ("",)
    return tuple(say(shortened(text, limit)) for limit in (60, 30, 12))


async def why_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Why it is asked, what passes, the law in force and the plan's own words."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    item, question = standing.form.by_code[shown_question(dialog_manager, standing)]
    laws = talk.app.library.laws
    grounds = [
        f"{laws[ref.law].title.say(talk.language)} {ref.article}{mark(talk, ref.mark)}"
        for ref in question.law[:3]
    ]
    law = tuple(
        talk.say("check-law", law=talk.say("list-comma").join(grounds[:count]))
        for count in range(len(grounds), 0, -1)
    )
    source = shortening(
        item.source_text,
        lambda text: talk.say("check-source", text=text, plan=standing.form.plan, number=item.number),
    )
    return {
        "body": fitted(
            question.why.say(talk.language),
            talk.say("check-passes", passes=question.passes.say(talk.language)),
            law,
            (
                *source,
                talk.say("check-source-short", text=shortened(item.source_text, 24), number=item.number),
            ),
            (talk.say("check-department", department=item.department), ""),
        )
    }


def mark(talk: Talk, sure: str) -> str:
    """A law's article that was not read in its text is marked."""
    return "" if sure == "verified" else talk.say("law-unverified")


async def example_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One example to copy, and how to answer."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    _item, question = standing.form.by_code[shown_question(dialog_manager, standing)]
    return {
        "body": fitted(
            (question.text.say(talk.language), ""),
            (" ", ""),
            question.example.say(talk.language),
            (" ", ""),
            (talk.say("check-how"), talk.say("check-how-short")),
        )
    }


async def na_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons for 不涉及."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    item, question = standing.form.by_code[shown_question(dialog_manager, standing)]
    return {
        "row": row_of(talk, item, standing.form.rows),
        "question": question.text.say(talk.language),
        "reasons": [(str(n), reason.say(talk.language)) for n, reason in enumerate(question.na_reasons)],
    }


async def numbers_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """几人/共几人."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    item, question = standing.form.by_code[shown_question(dialog_manager, standing)]
    workers = int(standing.facts.get("n_workers", 0))
    passing = dialog_manager.dialog_data.get("verdict") == "pass"
    numbers, other = question.numbers, str(dialog_manager.dialog_data.get("other", ""))
    return {
        "row": row_of(talk, item, standing.form.rows),
        "done": numbers.done.say(talk.language) if numbers else "",
        "total": numbers.total.say(talk.language) if numbers else "",
        "workers": f"{workers}/{workers}",
        "example": f"{max(workers - 1, 0)}/{workers}" if workers else "17/18",
        "known": workers,
        "other": other,
        "other_verdict": "fail" if passing else "pass",
        "has_other": bool(other),
        "offer_all": passing and workers > 0,
    }


async def files_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One file of the question at a time."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    code = shown_question(dialog_manager, standing)
    async with talk.app.database.read() as db:
        files = await attachments.list_files(db, standing.id, code, "answer")
    place = min(int(dialog_manager.dialog_data.get("file", 0)), max(len(files) - 1, 0))
    file = files[place] if files else None
    picture = file.picture if file is not None else None
    return {
        "place": place + 1,
        "total": len(files),
        "any": bool(files),
        "none": not files,
        "file": file.id if file else 0,
        "kind": file_kind(talk, file) if file is not None else "",
        "next": (place + 1) % max(len(files), 1),
        "previous": (place - 1) % max(len(files), 1),
        "several": len(files) > 1,
        "media": MediaAttachment(ContentType.PHOTO, path=talk.app.files.path(picture)) if picture else None,
    }


def file_kind(talk: Talk, file: attachments.Attached) -> str:
    """照片, 语音, or PDF with its pages."""
    if file.pages is not None:
        return talk.say("file-pdf", pages=file.pages)
    return talk.say("file-voice" if file.kind == "voice" else "file-photo")


async def note_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The note, whole."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    note = standing.line(shown_question(dialog_manager, standing)).note
    return {"body": lines(talk.say("check-note-head"), note, " ", talk.say("check-note-how"))}


async def date_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """When it was done last."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    code = shown_question(dialog_manager, standing)
    dated = standing.form.by_code[code][1].dated
    return {"ask": dated.ask.say(talk.language) if dated else "", "code": code}


async def lapsed_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last time, and for how long it is overdue."""
    talk = talk_of(dialog_manager)
    standing = await standing_of(dialog_manager)
    code = shown_question(dialog_manager, standing)
    question = standing.form.by_code[code][1]
    line, lapsed = standing.line(code), standing.overdue(code, talk.app.today())
    severe = bool(standing.facts.get("severe"))
    said = ""
    if lapsed and line.dated_on and question.dated:
        said = talk.say(
            "check-lapsed",
            last=day(talk, line.dated_on),
            months=question.dated.months(severe=severe),
            due=day(talk, lapsed.due_on),
            overdue=overdue_for(talk, lapsed),
        )
    ask = talk.say("check-lapsed-ask")
    return {
        "body": fitted((question.text.say(talk.language), ""), (" ", ""), said, " ", ask),
        "seen": f"{code}{LETTERS.get(line.verdict or '', '')}",
        "code": code,
        "sign_fail": "",
    }
