"""An office's letters as official papers: circulars to offices below, notices to enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.catalog import Catalog
from content.model.library import Library
from content.telegram_html import seen
from documents.papers.parts import (
    Paper,
    PaperWords,
    Section,
    paragraphs,
    typefaces,
)
from storage.exchange.circular_views import Copy
from storage.notices.views import NoticeView
from storage.offices.letterheads import Letterhead


def circular_paper(
    circular: Copy,
    head: Letterhead,
    to: Sequence[str],
    pack: str | None,
    day: date,
    library: Library,
    catalog: Catalog,
) -> Paper:
    """A circular (情况通报, 督办, 批评, 补课). `to`: names of the offices it went to; `day`: it was sent."""
    say = PaperWords(catalog)
    action = say.plan(library, pack or "", say("paper-action"))
    closing, lead = "", [say("paper-circular-corrects")] if circular.corrects_at is not None else []
    if circular.recalled_at is not None:
        lead.append(say("paper-circular-ended", state=circular.state))
    if circular.answer_by is not None:
        closing = say("paper-circular-answer", day=say.day(circular.answer_by))
    return Paper(
        title=say("paper-circular-title", action=action, kind=circular.kind),
        number=head.numbered(day.year),
        to=say("list-comma").join(to),
        sections=(Section("", (*lead, *paragraphs(circular.text))),),
        closing=(closing,) if closing else (),
        office=head.signed,
        day=say.day(day),
        file_name=say("paper-circular-file", kind=circular.kind, day=day.isoformat()),
        typefaces=typefaces(catalog),
    )


def notice_paper(view: NoticeView, head: Letterhead, day: date, catalog: Catalog) -> Paper:
    """A notice to enterprises; its first line is the title where it has several. `day`: it went out."""
    say = PaperWords(catalog)
    lines = paragraphs(seen(view.body))
    said = say.day(day)
    if len(lines) > 1 and _is_signature(lines[-1], head, said):
        lines = lines[:-1]
    titled = len(lines) > 1 and lines[0] == view.title
    return Paper(
        title=view.title,
        number=head.numbered(day.year),
        to=say("paper-notice-to", place=head.place),
        sections=(Section("", lines[1:] if titled else lines),),
        office=head.signed,
        day=said,
        file_name=say("paper-notice-file", title=view.title[:40], day=day.isoformat()),
        typefaces=typefaces(catalog),
    )


def _is_signature(line: str, head: Letterhead, day: str) -> bool:
    """Whether a line is the signature that templates of notices end with: office, wide blank, day."""
    return line.startswith(head.place) and "\u3000" in line and line[-1] == day[-1]
