"""The paper by which a task is handed up to an authority outside: 关于提请对…的请示."""

from __future__ import annotations

from datetime import tzinfo

from content.catalog import Catalog
from content.model.form import Form
from content.model.library import Library
from documents.papers.fault_words import LINE, FaultWords, ended
from documents.papers.parts import LANGUAGE, Paper, PaperWords, Section, blank, paragraphs, typefaces
from storage.reviews.referral_papers import ReferralPaper


def referral_paper(
    made: ReferralPaper, form: Form, library: Library, catalog: Catalog, zone: tzinfo
) -> Paper:
    """The paper, addressed to the authority, with what is stored and lines for what is not. `zone`: in which
    instants become days."""
    say, of = PaperWords(catalog), made.referral
    words = FaultWords(say, form, library, zone)
    named = {"enterprise": of.enterprise, "wanted": of.wanted}
    title = say("referral-paper-title", **named)
    body = (
        say(
            "measure-paper-closure-lead",
            enterprise=of.enterprise,
            code=made.credit_code,
            address=made.address or LINE,
        ),
        *(words.faults(made.faults) or (blank(24),)),
        *words.warned(made.warned),
        say("measure-paper-reason", reason=ended(" ".join(paragraphs(of.reason)))),
        *words.plan(made.pack, of.wanted),
        say("measure-paper-law", line=LINE),
        say("referral-paper-ask", **named),
        *(
            [say("referral-paper-by", day=say.day(of.answer_by))]
            if of.answer_by is not None
            else [say("referral-paper-please")]
        ),
        say("referral-paper-end"),
    )
    head = made.head
    return Paper(
        title=title,
        sections=(Section("", body),),
        office=head.signed,
        day=say.day(of.handed_on),
        number=of.number or head.numbered(of.handed_on.year) or say("measure-paper-number"),
        to=of.authority,
        note=say("measure-paper-made"),
        file_name=say("measure-paper-file", title=title, enterprise=of.enterprise),
        typefaces=typefaces(catalog, LANGUAGE),
    )
