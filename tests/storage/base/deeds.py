"""Deeds of storage on an enterprise, each ready to be tried by an officer; and the names of all others."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, update

from content import loader
from content.calendar.duties import ONCE
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.base.zone import DEFAULT as ZONE
from storage.changes import enterprises as enterprise_keeping
from storage.changes import records as enterprise_records
from storage.enterprises import imports as enterprise_imports
from storage.enterprises import join_requests
from storage.enterprises.imports import Listed
from storage.findings import extensions, verifications
from storage.incidents import ending as incident_ending
from storage.incidents import recording as incidents
from storage.inspections import planning as inspections
from storage.notices import drafts, sending
from storage.notices import moves as notice_moves
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.offices import staff
from storage.reviews import cases as reviews
from storage.reviews import (
    escalations,
    evidence,
    measure_views,
    measures,
    opinions,
    questions,
    referrals,
    resumptions,
    signed_papers,
    verdicts,
    withdrawals,
)
from storage.reviews import queue as review_queue
from storage.reviews.signed_papers import PAPERS
from storage.statistics import summaries
from storage.tables.offices import Jurisdiction
from storage.tables.reviews import Escalation
from storage.web import devices
from tests.storage.review_desk import LATER, RULES, ReviewDesk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import PLAIN

LIBRARY = loader.load()
assert LIBRARY.incidents is not None
ACCIDENTS = LIBRARY.incidents

OTHERS_OWN = {
    "as its contact": (
        "self_checks.answers.put_off self_checks.owed_photos.put_off"
        " self_checks.answers.record self_checks.answers.set_note self_checks.answers.add_note"
        " self_checks.answers.set_date self_checks.answers.set_facts"
        " self_checks.attachments.attach findings.photos.attach_after"
        " findings.photos.attach_before"
        " reviews.evidence.attach_reply findings.photos.remove findings.comments.comment"
        " enterprises.registry.rename changes.enterprises.move_own"
        " enterprises.registry.set_headcount enterprises.registry.set_facts"
        " enterprises.registry.set_phone self_checks.other_answers.take_over"
        " findings.extensions.ask"
        " findings.extensions.withdraw people.contacts.switch_enterprise"
        " membership.enterprise_contacts.leave findings.plans.touch findings.plans.mark_stopped"
        " findings.plans.fix_at_once findings.plans.plan findings.plans.complete"
        " findings.plans.plan_for_the_day findings.plans.reopen"
        " enterprises.registration.set_phone reviews.questions.answer"
        " self_checks.submissions.start self_checks.submissions.submit"
        " self_checks.submissions.withdraw enterprises.upkeeps.set_last"
        " enterprises.upkeeps.mark_kept enterprises.upkeeps.stop"
        " findings.verifications.still_holds"
        " self_checks.signed_forms.attach self_checks.signed_forms.replace"
        " reviews.resumptions.write reviews.resumptions.attach reviews.resumptions.ask"
    ),
    "records of duties, of which an enterprise's own is refused: exchange/test_records": (
        "exchange.records.add exchange.records.say exchange.records.set_day exchange.records.remove"
        " exchange.records.attach exchange.records.send exchange.records.receive"
        " exchange.records.give_back"
    ),
    "about no enterprise in particular": (
        "base.audit.write campaigns.days.set_phase_dates campaigns.days.set_duty_date"
        " campaigns.days.set_since notices.templates.save notices.templates.change"
        " notices.templates.remove nudges.addresses.add nudges.addresses.confirm nudges.addresses.remove"
        " offices.letterheads.set_full_name offices.letterheads.set_pattern"
        " reviews.place_exposures.propose reviews.place_exposures.confirm"
        " campaigns.days.take_offered_day campaigns.telling.tell_moved"
        " campaigns.opening.preview campaigns.opening.open_campaign"
        " campaigns.opening.close changes.campaign_ending.close changes.campaign_ending.reopen"
        " changes.campaign_ending.look offices.staff.choose_campaign campaigns.duties.mark_done"
        " campaigns.duties.undo offices.hotlines.set_hotline offices.hotlines.publish"
        " offices.hotlines.withdraw offices.rankings.set_ranked offices.jurisdictions.add"
        " offices.jurisdictions.describe outbox.parked.try_again people.contacts.set_language"
        " people.reachability.mark_unreachable people.reachability.mark_reachable"
        " people.reachability.fall_back web.devices.end_all web.devices.get web.devices.end_of_staff"
        " web.sessions.create_login web.sessions.set_pin"
        " enterprises.registration.enlist reminders.office_rules.set_days"
        " reminders.answers.snooze reminders.answers.mute reminders.answers.unmute"
        " offices.staff.switch_seat membership.seats.revoke membership.seats.change_role"
        " membership.staff_invites.create membership.staff_invites.revoke_invite"
        " membership.staff_invites.list_invites statistics.summaries.begin"
        " statistics.summaries.write statistics.summaries.file notices.reading.read"
        " membership.operators.invite membership.operators.remove notices.moves.count_by"
    ),
    "pages of a paper that the caller holds: signed_forms and signed_papers": (
        "self_checks.signed_copies.add self_checks.signed_copies.replace"
    ),
    "prints what was decided": "reviews.signed_papers.make reviews.referral_papers.make",
    "circulars, from office to office": (
        "exchange.circulars.send exchange.circulars.read exchange.circulars.answer exchange.circulars.recall"
    ),
    "of an accident, by its own people or by an office that is not the enterprise's": (
        "incidents.recording.record incidents.recording.set_text incidents.recording.set_people"
        " incidents.recording.set_time incidents.recording.tell_party incidents.recording.attach"
    ),
    "meetings, from office to office": (
        "exchange.meetings.call exchange.meetings.drop exchange.meetings.answer"
        " exchange.meeting_points.attend exchange.meeting_points.write exchange.meeting_points.issue"
        " exchange.meeting_points.decide exchange.meeting_points.undecide"
    ),
    "links and posters, which contacts have anyway": (
        "membership.invites.create membership.invites.revoke reports.posters.ensure"
    ),
    "a draft of one's own, before it is addressed or confirmed": (
        "notices.drafts.write notices.drafts.unwrite notices.drafts.add_file"
        " notices.drafts.clear_files notices.drafts.choose_time notices.drafts.choose_end"
        " notices.drafts.set_kind notices.drafts.discard notices.drafts.hold"
        " notices.drafts.send_test"
    ),
    "a part of another deed, which has asked": (
        "findings.rectifications.put self_checks.submissions.open_by_office "
        "self_checks.attachments.attach_to enterprises.registry.correct"
        " reviews.raising.from_verdict offices.recusals.refusal offices.recusals.check"
        " findings.verifications.close reviews.cases.own notices.ending.give_back_unsent"
        " notices.moves.require offices.staff.require offices.staff.may offices.staff.current"
        " membership.consequences.settle membership.consequences.release_cases"
        " membership.consequences.left membership.consequences.closed"
        " changes.transfers.transferred changes.transfers.merged"
        " reviews.measures.made reviews.measures.finish reviews.measures.hold reviews.resumptions.lapse"
        " reviews.escalations.hold reviews.escalations.settle"
        " inspections.transfers.leave inspections.transfers.end inspections.transfers.resume"
    ),
    "a look that changes nothing": "notices.why.why reminders.why.why",
    "of reports, which are shut: reports/test_recusal": (
        "reports.access.held reports.closing.close reports.closing.mark_spam"
        " reports.closing.reopen reports.deeds.clear_acceptance reports.handling.accept"
        " reports.handling.say reports.handling.hand_on reports.handling.inspect"
        " reports.office.note_reading reports.relay.request"
    ),
    "of visits to an enterprise of one's own, which are not found: inspections/test_visits": (
        "inspections.planning.take inspections.planning.join inspections.planning.drop"
        " inspections.recording.begin inspections.recording.take_open"
        " inspections.recording.answer inspections.recording.attach inspections.recording.attach_signed"
        " inspections.ending.finish inspections.days.move"
        " inspections.recording.choose inspections.recording.set_due"
        " inspections.voiding.void_fault inspections.voiding.void"
    ),
}
OUT = ("市卫生健康委", "suspend", "不改")
Deed = Callable[[Connection, Actor, ReviewDesk, dict[str, Any]], Awaitable[Any]]


async def _claimed(db: Connection, desk: ReviewDesk, at: dict[str, Any], by: Actor) -> None:
    await reviews.claim(db, by, desk.clock.now(), at["check"])


async def _second(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> None:
    await _claimed(db, desk, at, desk.chen)
    (key,) = [verdict.key for verdict in RULES.verdicts if verdict.second][:1]
    await verdicts.decide(
        db,
        desk.chen,
        desk.clock.now(),
        RULES,
        at["check"],
        key,
        today=TODAY,
        due_on=LATER,
        comment="拒不整改",
    )


async def _asked(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> int:
    now, later = desk.clock.now(), TODAY + timedelta(days=40)
    return await extensions.ask(db, at["owner"], now, at["finding"], later, "设备没到", TODAY)


async def _task(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> int:
    made = insert(Escalation).values(
        key="overdue:1",
        kind="overdue",
        enterprise_id=at["enterprise"],
        self_check_id=at["check"],
        finding_id=at["finding"],
        jurisdiction_id=desk.town,
        raised_at=desk.clock.now(),
    )
    return int((await db.execute(made.returning(Escalation.id))).scalar_one())


async def _measure(db: Connection, desk: ReviewDesk, at: dict[str, Any], kind: str) -> int:
    task = await _task(db, desk, at)
    await escalations.decide(db, desk.head, desk.clock.now(), task, kind, "依法决定")
    (made,) = await measure_views.list_measures(db, desk.head, desk.town)
    return made.id


async def _outer(db: Connection, desk: ReviewDesk, at: dict[str, Any], who: Actor) -> int:
    """A task of the town's office, above which there is none; the officer has a seat there."""
    assert who.person_id is not None
    await staff.seat(db, desk.clock.now(), who.person_id, desk.town, "head", "safety", "王")
    await db.execute(update(Jurisdiction).where(Jurisdiction.id == desk.town).values(parent_id=None))
    return await _task(db, desk, at)


async def _referral(db: Connection, desk: ReviewDesk, at: dict[str, Any], who: Actor) -> int:
    task = await _outer(db, desk, at, who)
    return await referrals.send(db, Actor("cli"), desk.clock.now(), task, *OUT)


async def _draft(db: Connection, desk: ReviewDesk, at: dict[str, Any], by: Actor, *of: int) -> int:
    audience = Audience(desk.town, enterprises=of)
    return await drafts.begin(db, by, desk.clock.now(), audience, body="请交表。")


async def _addressed(db: Connection, desk: ReviewDesk, at: dict[str, Any], by: Actor) -> int:
    """A draft of an officer that means their own enterprise alone, whatever its audience says it is."""
    made = await _draft(db, desk, at, by)
    await drafts._set(db, made, audience=Audience(desk.town, enterprises=(at["enterprise"],)).as_json())
    return made


async def _waiting(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> int:
    made = await _draft(db, desk, at, desk.chen, at["enterprise"])
    rules = Rules(ZONE, release_above=0)
    await sending.confirm(db, desk.chen, desk.clock.now(), made, rules)
    return made


async def _case(db: Connection, desk: ReviewDesk) -> int:
    made = await summaries.begin(db, desk.head, desk.clock.now(), desk.campaign_id, desk.town, "whole", ONCE)
    return int(made)


async def _request(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> int:
    return await join_requests.ask(db, desk.clock.now(), 990, "zh", at["code"], "老王")


def _deeds() -> dict[str, Deed]:  # noqa: C901 - one small function for each deed
    """Deeds on the enterprise, by module and name; what each needs is made first by somebody who may."""
    rules = Rules(ZONE, release_above=0)

    async def claim(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await reviews.claim(db, who, desk.clock.now(), at["check"])

    async def judge(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _claimed(db, desk, at, desk.above)
        await reviews.judge(db, who, desk.clock.now(), at["check"], PLAIN, "agree")

    async def advise(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        assert who.person_id is not None
        await staff.seat(db, desk.clock.now(), who.person_id, desk.town, "inspector", "labour", "王")
        await opinions.say(db, who, desk.clock.now(), at["check"], PLAIN, "agree")

    async def give_back(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _claimed(db, desk, at, desk.chen)
        await reviews.give_back(db, who, desk.clock.now(), at["check"])

    async def ask(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _claimed(db, desk, at, desk.above)
        await questions.ask(db, who, desk.clock.now(), at["check"], PLAIN, "哪天装的?")

    async def attach(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _claimed(db, desk, at, desk.above)
        await evidence.attach_review(db, who, desk.clock.now(), at["check"], PLAIN, photo("现场"))

    async def decide(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _claimed(db, desk, at, desk.above)
        now = desk.clock.now()
        await verdicts.decide(
            db, who, now, RULES, at["check"], "again", today=TODAY, due_on=LATER, comment="重做"
        )

    async def confirm(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _second(db, desk, at)
        now = desk.clock.now()
        await verdicts.confirm(db, who, now, RULES, at["check"], agreed=True, today=TODAY)

    async def sample(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        now = desk.clock.now()
        await review_queue.draw_sample(db, who, now, desk.campaign_id, desk.town, 1, "a")

    async def accept(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await verifications.accept(db, who, desk.clock.now(), RULES, at["finding"])

    async def reject(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await verifications.reject(db, who, desk.clock.now(), RULES, at["finding"], "不行", TODAY)

    async def extend(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        extension, later = await _asked(db, desk, at), TODAY + timedelta(days=35)
        await extensions.decide(db, who, desk.clock.now(), extension, later, "同意", TODAY)

    async def warn(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await escalations.warn(db, who, desk.clock.now(), await _task(db, desk, at))

    async def hand_up(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await escalations.hand_up(db, who, desk.clock.now(), await _task(db, desk, at), "请县里定")

    async def inspect(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await inspections.schedule(db, who, desk.clock.now(), at["enterprise"], LATER, today=TODAY)

    async def accident(db: Connection, desk: ReviewDesk, at: dict[str, Any]) -> int:
        return await incidents.record(db, desk.above, desk.clock.now(), at["enterprise"], "t")

    async def inquire(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await incident_ending.inquire(
            db, who, desk.clock.now(), await accident(db, desk, at), "县应急局", TODAY
        )

    async def conclude(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await incident_ending.conclude(
            db, who, desk.clock.now(), await accident(db, desk, at), "已处理", TODAY
        )

    async def publish(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await accident(db, desk, at)
        await incident_ending.conclude(db, desk.above, desk.clock.now(), made, "已处理", TODAY)
        await incident_ending.publish(db, who, desk.clock.now(), made, "已处理", TODAY)

    async def shown(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await accident(db, desk, at)
        await incident_ending.show(db, who, desk.clock.now(), ACCIDENTS, made, "cause", "抽风没开")

    async def settled(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made, now = await accident(db, desk, at), desk.clock.now()
        await incident_ending.show(db, desk.above, now, ACCIDENTS, made, "cause", "抽风没开")
        await incident_ending.settle(db, who, now, ACCIDENTS, made, "cause", today=TODAY)

    async def closed(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made, now = await accident(db, desk, at), desk.clock.now()
        for point in ACCIDENTS.points:
            await incident_ending.show(db, desk.above, now, ACCIDENTS, made, point.code, "已办")
            await incident_ending.settle(db, desk.above, now, ACCIDENTS, made, point.code, today=TODAY)
        await incident_ending.conclude(db, desk.above, now, made, "已处理", TODAY)
        await incident_ending.close(db, who, now, ACCIDENTS, made)

    async def no_accident(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await incident_ending.void(db, who, desk.clock.now(), await accident(db, desk, at), "误报")

    async def taken_up(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await incident_ending.reopen(db, who, desk.clock.now(), await accident(db, desk, at))

    async def settle(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await escalations.decide(db, who, desk.clock.now(), await _task(db, desk, at), None, "已整改")

    async def refuse(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await measures.refuse(db, who, desk.clock.now(), await _task(db, desk, at), "三次上门不改")

    async def penalty(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await measures.note_penalty(db, who, desk.clock.now(), made, number="某罚〔2026〕1号")

    async def end(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await measures.end(db, who, desk.clock.now(), made, TODAY)

    async def resume(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made, now = await _measure(db, desk, at, "suspend"), desk.clock.now()
        asked = await resumptions.write(db, at["owner"], now, made, "改好了")
        await resumptions.attach(db, at["owner"], now, asked.id, photo("改好"))
        await resumptions.ask(db, at["owner"], now, asked.id)
        await resumptions.decide(db, who, now, asked.id, agreed=True)

    async def withdraw(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await withdrawals.withdraw(db, who, desk.clock.now(), made, "error", TODAY)

    async def note_withdrawal(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await withdrawals.withdraw(db, Actor("cli"), desk.clock.now(), made, "court", TODAY)
        await withdrawals.note(db, who, desk.clock.now(), made, number="（2026）某行初3号")

    async def raise_again(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await withdrawals.withdraw(db, Actor("cli"), desk.clock.now(), made, "error", TODAY)
        await withdrawals.raise_again(db, who, desk.clock.now(), made)

    async def attach_paper(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await signed_papers.attach(db, who, desk.clock.now(), made, PAPERS["penalty"][0], photo("盖章"))

    async def refer(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await referrals.send(db, who, desk.clock.now(), await _outer(db, desk, at, who), *OUT)

    async def noted(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _referral(db, desk, at, who)
        await referrals.note(db, who, desk.clock.now(), made, number="某卫〔2026〕1号")

    async def answered(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _referral(db, desk, at, who)
        await referrals.answer(db, who, desk.clock.now(), made, "refused", "证据不足", TODAY)

    async def taken_back(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await referrals.withdraw(db, who, desk.clock.now(), await _referral(db, desk, at, who))

    async def attach_referral(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _referral(db, desk, at, who)
        await referrals.attach(db, who, desk.clock.now(), made, photo("盖章的请示"))

    async def replace_paper(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _measure(db, desk, at, "penalty")
        await signed_papers.replace(db, who, desk.clock.now(), made, PAPERS["penalty"][0])

    async def phone(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.keep_phone(db, who, desk.clock.now(), at["enterprise"], "13800138000")

    async def sign_out(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await devices.end_of_enterprise(db, who, desk.clock.now(), at["enterprise"])

    async def rename(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.keep_name(db, who, desk.clock.now(), at["enterprise"], "新名厂")

    async def move(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.move_to(db, who, desk.clock.now(), at["enterprise"], desk.town)

    async def close(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.close_for(db, who, desk.clock.now(), at["enterprise"], "stopped")

    async def reopen(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.reopen(db, who, desk.clock.now(), at["enterprise"])

    async def merge(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.merge(db, who, desk.clock.now(), at["enterprise"], at["other"])

    async def merge_into(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_keeping.merge(db, who, desk.clock.now(), at["other"], at["enterprise"])

    async def erase(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await enterprise_records.erase(db, who, desk.clock.now(), RULES, at["enterprise"], TODAY)

    async def imported(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        cells = {"name": "华美鞋材厂", "credit_code": at["code"], "industry": "shoes", "headcount": "23"}
        row = Listed(2, {**cells, "phone": "13900001111", "contact_name": "", "address": "", "place": ""}, {})
        now = desk.clock.now()
        done = await enterprise_imports.run(db, who, now, desk.town, [row], LIBRARY.industries)
        assert not done.faults

    async def let_in(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        asked = await _request(db, desk, at)
        await join_requests.decide(db, who, desk.clock.now(), asked, grant=True)

    async def add_case(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await summaries.add_case(db, who, await _case(db, desk), at["check"], "做得好")

    async def remove_case(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await summaries.remove_case(db, who, await _case(db, desk), at["check"])

    async def begin(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await _draft(db, desk, at, who, at["enterprise"])

    async def address(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        made = await _draft(db, desk, at, who)
        await drafts.address(db, who, made, Audience(desk.town, enterprises=(at["enterprise"],)))

    async def send(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await sending.confirm(db, who, desk.clock.now(), await _addressed(db, desk, at, who), rules)

    async def release(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await sending.release(db, who, desk.clock.now(), await _waiting(db, desk, at), rules)

    async def return_it(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
        await sending.give_back(db, who, desk.clock.now(), await _waiting(db, desk, at), "写错了")

    def moved(operation: Any, *values: Any) -> Deed:
        async def deed(db: Connection, who: Actor, desk: ReviewDesk, at: dict[str, Any]) -> None:
            await operation(db, who, desk.clock.now(), await _waiting(db, desk, at), *values)

        return deed

    return {
        "reviews.cases.claim": claim,
        "reviews.cases.judge": judge,
        "reviews.cases.give_back": give_back,
        "reviews.opinions.say": advise,
        "reviews.questions.ask": ask,
        "reviews.evidence.attach_review": attach,
        "reviews.verdicts.decide": decide,
        "reviews.verdicts.confirm": confirm,
        "reviews.queue.draw_sample": sample,
        "findings.verifications.accept": accept,
        "findings.verifications.reject": reject,
        "findings.extensions.decide": extend,
        "reviews.escalations.warn": warn,
        "reviews.escalations.hand_up": hand_up,
        "reviews.escalations.decide": settle,
        "inspections.planning.schedule": inspect,
        "incidents.ending.inquire": inquire,
        "incidents.ending.conclude": conclude,
        "incidents.ending.publish": publish,
        "incidents.ending.show": shown,
        "incidents.ending.settle": settled,
        "incidents.ending.close": closed,
        "incidents.ending.void": no_accident,
        "incidents.ending.reopen": taken_up,
        "reviews.measures.refuse": refuse,
        "reviews.measures.note_penalty": penalty,
        "reviews.measures.end": end,
        "reviews.withdrawals.withdraw": withdraw,
        "reviews.withdrawals.note": note_withdrawal,
        "reviews.withdrawals.raise_again": raise_again,
        "reviews.resumptions.decide": resume,
        "reviews.signed_papers.attach": attach_paper,
        "reviews.signed_papers.replace": replace_paper,
        "reviews.referrals.send": refer,
        "reviews.referrals.note": noted,
        "reviews.referrals.answer": answered,
        "reviews.referrals.withdraw": taken_back,
        "reviews.referrals.attach": attach_referral,
        "web.devices.end_of_enterprise": sign_out,
        "changes.enterprises.keep_name": rename,
        "changes.enterprises.keep_phone": phone,
        "changes.enterprises.move_to": move,
        "changes.enterprises.close_for": close,
        "changes.enterprises.reopen": reopen,
        "changes.enterprises.merge": merge,
        "changes.enterprises.merge the other way": merge_into,
        "changes.records.erase": erase,
        "enterprises.imports.run": imported,
        "enterprises.join_requests.decide": let_in,
        "statistics.summaries.add_case": add_case,
        "statistics.summaries.remove_case": remove_case,
        "notices.drafts.begin": begin,
        "notices.drafts.address": address,
        "notices.sending.confirm": send,
        "notices.sending.release": release,
        "notices.sending.give_back": return_it,
        "notices.moves.pause": moved(notice_moves.pause),
        "notices.moves.resume": moved(notice_moves.resume),
        "notices.moves.stop": moved(notice_moves.stop),
        "notices.moves.send_again": moved(notice_moves.send_again),
        "notices.moves.correct": moved(notice_moves.correct, "改了。"),
        "notices.moves.withdraw": moved(notice_moves.withdraw),
        "notices.moves.end_standing": moved(notice_moves.end_standing),
    }


DEEDS = _deeds()
