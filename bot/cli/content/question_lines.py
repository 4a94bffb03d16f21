"""Lines that `chenan content show` prints of a question: each field in words, texts in every language."""

from __future__ import annotations

from collections.abc import Iterable

from bot.cli.language import language, say
from bot.cli.words import industry
from content.model.base import LawRef, Text
from content.model.library import Library
from content.model.questions import NaReason, Question
from content.profile_facts import DERIVED_FACTS


def question_lines(library: Library, question: Question) -> list[str]:
    """All fields of a question, headed by its code; empty ones are left out."""
    core = f" ({say('cli-content-core')})" if question.core else ""
    days = say(
        "cli-question-days", days=question.days, mark=question.days_mark, law=_yes(question.days_by_law)
    )
    level = say("cli-question-level", level=question.level)
    evidence = question.evidence
    lines = [f"{question.code}{core} · {level} · {days}", *_indented(question.text.sentences, 1)]
    lines += _part("cli-question-why", question.why.sentences)
    lines += _part("cli-question-passes", question.passes.sentences)
    lines += _part("cli-question-example", question.example.sentences)
    lines += _part("cli-question-fails", question.fails.sentences)
    lines += _part("cli-question-stop", _texts(question.stop))
    asked = say(
        "cli-question-evidence-kind",
        kind=evidence.kind,
        required=_yes(evidence.required),
        fresh=_yes(evidence.fresh),
    )
    lines += _part("cli-question-evidence", [asked, *_texts(evidence.what)])
    if question.numbers is not None:
        lines += _part("cli-question-numbers", _texts(question.numbers.done, question.numbers.total))
    lines += _part("cli-question-measure", question.measure.sentences)
    lines += _part("cli-question-at-once", [say("cli-question-at-once-kind", kind=question.at_once)])
    lines += _conditions(library, question)
    if question.later is not None:
        most = say("cli-question-later-days", question=question.later.after, days=question.later.most_days)
        lines += _part("cli-question-later", [most, *question.later.reason.sentences])
    if question.dated is not None:
        dated = question.dated
        every = say(
            "cli-question-every",
            upkeep=say("cli-reminder-about", about=dated.upkeep),
            months=dated.every_months,
            severe=dated.severe_months or 0,
        )
        lines += _part("cli-question-dated", [every, *dated.ask.sentences])
    for reason in question.na_reasons:
        lines += _part("cli-question-na", [*reason.sentences, *_limits(library, reason)])
    lines += _part("cli-question-law", _laws(library, question.law))
    lines += _part("cli-question-penalty", _laws(library, question.penalty))
    return lines


def _conditions(library: Library, question: Question) -> list[str]:
    """The enterprises and earlier answers that it is asked for."""
    lines: list[str] = []
    if question.skip is not None:
        asked = [_only_where(library, question.skip.unless)]
        if question.skip.workers_over is not None:
            asked.append(say("cli-question-workers-over", count=question.skip.workers_over))
        lines += _part("cli-question-asked", [*asked, *question.skip.reason.sentences])
    for closing in question.closed_by:
        answered = " / ".join(say("cli-answer", verdict=verdict) for verdict in closing.answered)
        closed = say("cli-question-closed-by", question=closing.question, answered=answered)
        lines += _part("cli-question-closed", [closed, *closing.reason.sentences])
    if question.industries:
        names = " / ".join(map(industry, question.industries))
        lines += _part("cli-question-industries", [names, *_texts(question.industries_reason)])
    return lines


def _limits(library: Library, reason: NaReason) -> list[str]:
    """The enterprises that a reason for 不涉及 is offered to; nothing: to all."""
    lines = [_not_where(library, reason.unless)] if reason.unless else []
    if reason.workers_at_most is not None:
        lines.append(say("cli-question-workers-at-most", count=reason.workers_at_most))
    return lines


def _only_where(library: Library, facts: Iterable[str]) -> str:
    return say("cli-question-only-where", facts=" / ".join(_facts(library, facts)))


def _not_where(library: Library, facts: Iterable[str]) -> str:
    return say("cli-question-not-where", facts=" / ".join(_facts(library, facts)))


def _facts(library: Library, facts: Iterable[str]) -> list[str]:
    """Facts of the profile in words: those of the options that make one true, each once."""
    said: dict[str, None] = {}
    for fact in facts:
        if fact in DERIVED_FACTS:
            said[say("cli-question-fact", fact=fact)] = None
        for asked in library.profile:
            for option in asked.options:
                if fact in option.facts:
                    said[option.text.say(language())] = None
    return list(said)


def _laws(library: Library, refs: Iterable[LawRef]) -> list[str]:
    lines: list[str] = []
    for ref in refs:
        title = library.laws[ref.law].title.say(language())
        lines.append(say("cli-question-article", title=title, article=ref.article, mark=ref.mark))
        lines += _texts(ref.note)
    return lines


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _texts(*texts: Text | None) -> list[str]:
    return [sentence for text in texts if text is not None for sentence in text.sentences]


def _part(key: str, lines: Iterable[str]) -> list[str]:
    lines = list(lines)
    return [*_indented([say(key)], 1), *_indented(lines, 2)] if lines else []


def _indented(lines: Iterable[str], depth: int) -> list[str]:
    return ["  " * depth + line for line in lines]
