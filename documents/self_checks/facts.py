"""Gathers a submitted self-check from storage, and makes its PDF. No layout, no rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.grounds import cite
from content.model.library import Library
from content.model.pack import Pack
from content.typed.substances import match
from documents.self_checks.form import (
    Citation,
    Head,
    ReviewDone,
    SelfCheckFormDocument,
    render_self_check_form,
)
from documents.self_checks.rows import (
    LANGUAGE,
    choose,
    make_evidence,
    make_findings,
    make_items,
    make_law_notes,
    make_opinions,
)
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.base.errors import NotAllowed
from storage.base.files import Files
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import EnterpriseView
from storage.findings import views as finding_views
from storage.offices import staff
from storage.people import contacts as people
from storage.people.contacts import ContactLine
from storage.reviews import views as review_views
from storage.self_checks import attachments
from storage.self_checks import state as self_check_states
from storage.self_checks.state import SelfCheckState
from storage.statistics import handing_in
from storage.tables.finding_states import last_day

NAME_LENGTH = 60
# Letters and digits of any script, and few signs: no system, phone or mail program stumbles over these.
_UNSAFE = re.compile(r"[^\w()（）·&+-]+|_+")


@dataclass(frozen=True, slots=True)
class SelfCheckPdf:
    """A form as a file. `label`: its number, or the word for a draft."""

    data: bytes
    label: str
    enterprise: str


async def self_check_pdf(
    database: Database,
    actor: Actor,
    self_check_id: int,
    *,
    library: Library,
    catalog: Catalog,
    files: Files,
    zone: ZoneInfo,
    today: date,
) -> SelfCheckPdf:
    """The form as a PDF; no transaction is held while its photos are fetched and it is set.

    Raises:
        NotFound, NotAllowed: see `gather`. FontProblem: see `render_self_check_form`. StoreAway: the photos
            cannot be fetched now.
    """
    async with database.read() as db:
        form = await gather(
            db, actor, self_check_id, library=library, catalog=catalog, zone=zone, today=today
        )
    data = await render_self_check_form(await with_pictures(form, files))
    return SelfCheckPdf(data, form.number or catalog.say("form-draft", LANGUAGE), form.head.enterprise)


async def with_pictures(form: SelfCheckFormDocument, files: Files) -> SelfCheckFormDocument:
    """The form with its stored pictures; a lost one is left out.

    Raises:
        StoreAway: they cannot be fetched now.
    """
    found = await files.all_local(one.picture for one in form.evidence if one.picture is not None)
    evidence = (replace(one, image=found.get(one.picture or "")) for one in form.evidence)
    return replace(form, evidence=tuple(evidence))


def file_name(pdf: SelfCheckPdf) -> str:
    """HL-0173_鑫达鞋材厂.pdf: at most NAME_LENGTH characters, all of them safe in a file's name."""
    parts = (_UNSAFE.sub(" ", part).strip().replace(" ", "-") for part in (pdf.label, pdf.enterprise))
    return "_".join(part for part in parts if part)[: NAME_LENGTH - len(".pdf")].rstrip("-_") + ".pdf"


async def gather(
    db: Connection,
    actor: Actor,
    self_check_id: int,
    *,
    library: Library,
    catalog: Catalog,
    zone: ZoneInfo,
    today: date,
) -> SelfCheckFormDocument:
    """Gather all stored facts of a self-check for its form (domain 1.7); days are local days of `zone`.

    `today` decides which rectifications are overdue, in an ended campaign its last day does. A draft, also
    one taken back, has no number yet.

    Raises:
        NotFound: no such self-check. NotAllowed: the actor may not read it.
    """
    self_check = await self_check_states.load(db, self_check_id)
    await require_reader(db, actor, self_check)
    enterprise = await enterprises.get_enterprise(db, self_check.enterprise_id)
    campaign = await campaigns.get_campaign(db, self_check.campaign_id)
    today = last_day(today, campaign.closed_on)
    contacts = await people.list_contacts(db, self_check.enterprise_id)
    handed_in = None
    if self_check.state != "draft":
        handed_in = await handing_in.last_handing_in(db, self_check_id)
    shown = choose(
        self_check,
        await attachments.list_files(db, self_check_id),
        await finding_views.list_of_check(db, self_check_id),
    )
    handed_in_on = handed_in.at.astimezone(zone).date() if handed_in else None
    filled_by = _name_of(contacts, handed_in.person_id if handed_in else actor.person_id)
    pack = library.packs.get(campaign.pack)
    return SelfCheckFormDocument(
        title=self_check.form.title.say(LANGUAGE).strip("《》"),
        campaign=pack.title.say(LANGUAGE) if pack else self_check.form.plan,
        jurisdiction=campaign.jurisdiction_name,
        form_version=self_check.form.digest,
        head=_head(
            self_check,
            enterprise,
            library,
            filled_by,
            handed_in_on,
            phone=enterprise.phone if await _may_call(db, actor, enterprise) else "",
        ),
        items=make_items(shown, library.laws, catalog, today),
        tally=self_check.tally,
        number=self_check.number if handed_in else None,
        handed_in_on=handed_in_on,
        addressee=_addressee(pack),
        due_on=next((duty.due_on for duty in campaign.duties if duty.code == running.FORM_DUTY), None),
        citations=_citations(pack, library),
        law_notes=make_law_notes(shown, library.laws),
        findings=make_findings(shown, catalog, zone, today),
        evidence=make_evidence(shown, catalog, zone),
        reviews=tuple(
            ReviewDone(
                one.decided_at.astimezone(zone).date(), one.reviewer, one.verdict, one.comment, one.due_on
            )
            for one in await review_views.list_over(db, self_check_id)
            if handed_in is not None
        ),
        opinions=make_opinions(
            shown,
            await review_views.list_opinions(db, self_check_id) if handed_in is not None else (),
            catalog,
            zone,
        ),
    )


async def require_reader(db: Connection, actor: Actor, self_check: SelfCheckState) -> None:
    """Require a reader of the form: contacts of its enterprise, and once it was handed in offices that reach
    it.

    Raises:
        NotAllowed: anybody else.
    """
    if not await people.is_contact(db, actor, self_check.enterprise_id):
        if self_check.state == "draft":  # taken back, or never handed in
            raise NotAllowed
        await review_views.get_case(db, actor, self_check.id)


async def _may_call(db: Connection, actor: Actor, enterprise: EnterpriseView) -> bool:
    """Whether a reader may see the telephone number: the enterprise's people, and people who may
    telephone there."""
    if await people.is_contact(db, actor, enterprise.id):
        return True
    return await staff.may(db, actor, "enterprise.call", enterprise.jurisdiction_id, of=[enterprise.id])


def _name_of(contacts: Iterable[ContactLine], person_id: int | None) -> str:
    """A contact's name; empty, to be filled in by hand, for one who has left."""
    return next((one.name for one in contacts if one.person_id == person_id), "")


def _head(
    self_check: SelfCheckState,
    enterprise: EnterpriseView,
    library: Library,
    filled_by: str,
    filled_on: date | None,
    *,
    phone: str,
) -> Head:
    facts = self_check.facts
    industry = library.industries.get(self_check.industry)
    listed = _list_of_54(enterprise.hazards, library)
    high_toxic: bool | None = bool(facts.get("high_toxic", False))
    if not high_toxic and (listed or not facts):
        # Without a profile, or with a no beside a listed poison, the form does not declare a no.
        high_toxic = None
    return Head(
        enterprise=enterprise.name,
        credit_code=enterprise.credit_code,
        address=enterprise.address,
        town=enterprise.jurisdiction_name,
        industry=industry.name.say(LANGUAGE) if industry else "",
        contact=filled_by,
        phone=phone,
        filled_by=filled_by,
        workers=facts.get("n_workers", enterprise.headcount),
        exposed=facts.get("n_exposed"),
        hazards=enterprise.hazards,
        high_toxic=high_toxic,
        high_toxic_names=listed if high_toxic else (),
        filled_on=filled_on,
    )


def _list_of_54(hazards: Iterable[str], library: Library) -> tuple[str, ...]:
    """Names of the substances on the list of highly toxic ones (2003) among the hazards."""
    found = match("、".join(hazards), library.substances)
    return tuple(one.name.say(LANGUAGE) for one in found if one.number is not None)


def _addressee(pack: Pack | None) -> str:
    """The office that receives the form, by the plan's name."""
    if pack is None:
        return ""
    return next((one.name for one in pack.departments if one.code == pack.form_duty.to), "")


def _citations(pack: Pack | None, library: Library) -> tuple[Citation, ...]:
    """The plan's citations, with the rule in force where it is another one."""
    made = []
    for cited in pack.cites if pack else ():
        law = library.laws.get(cited.now) if cited.now else None
        now = cite(law, LANGUAGE) if law and law.in_force else None
        made.append(Citation(cited.written, None if now == cited.written else now))
    return tuple(made)
