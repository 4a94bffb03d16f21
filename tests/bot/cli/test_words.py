"""Text output says words where JSON has codes: each code in both languages, and every list of a command."""

from __future__ import annotations

import ast
import asyncio
import inspect
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import click
import pytest
from sqlalchemy import text

import storage
from bot.cli import chenan as command_line
from bot.cli.language import speaking
from bot.cli.words import industry, plan_title, reasons, titles, verdict
from content.catalog import Catalog
from content.loader import load, review_rules
from content.model.incidents import IncidentRules
from content.model.pack import Pack, Rhythm
from content.model.questions import Level
from content.model.reminder_kinds import KINDS, UPKEEPS
from content.model.reviews import REASONS, SIGNS
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.rights import DEPARTMENTS, ROLES
from storage.base.urls import sqlite_url
from storage.base.zone import DEFAULT as ZONE
from storage.exchange import circulars, meeting_points, meetings, records
from storage.exchange.record_views import Of
from storage.incidents import recording as incidents
from storage.membership import operators
from storage.notices import drafts, sending, templates
from storage.notices.audiences import Audience
from storage.notices.sending import Rules
from storage.nudges import addresses
from storage.nudges.addresses import KINDS as NUDGE_KINDS
from storage.offices import jurisdictions, staff
from storage.offices.audit_trail import SUBJECTS
from storage.offices.jurisdictions import LEVELS
from storage.outbox import queue as outbox
from storage.outbox.backlog import WAITING
from storage.people import contacts
from storage.reviews.escalations import DECISIONS
from storage.statistics.units import STATES
from tests.bot.cli.office_with_work import CLI, NOW, TODAY, play
from tests.bot.conftest import Chenan

HAN = re.compile(r"[\u4e00-\u9fff]")
LANGUAGES = ("zh", "en")
CODES: dict[tuple[str, str], Sequence[str]] = {
    ("staff-role", "role"): ROLES,
    ("staff-department", "department"): DEPARTMENTS,
    ("circular-kind", "kind"): ("urge", "criticism", "make_up", "report"),
    ("escalation-kind", "kind"): (
        *("overdue", "rejected", "recheck", "suspend", "penalty", "closure", "exposure"),
    ),
    ("ledger-decision", "kind"): (*DECISIONS, "refusal"),
    ("incident-state", "state"): ("open", "closed"),
    ("meeting-state", "state"): ("called", "held", "dropped"),
    ("meeting-answer", "answer"): ("come", "send", "leave", "none"),
    ("cli-meeting-came", "came"): ("yes", "no", "none"),
    ("cli-duty-state", "state"): ("kept", "sent", "received", "returned"),
    ("cli-campaign-state", "state"): ("open", "closed"),
    ("cli-enterprise-state", "state"): ("active", "closed", "merged", "erased"),
    ("cli-notice-state", "state"): (
        *("draft", "waiting", "scheduled", "sending", "paused", "stopped", "sent", "withdrawn"),
    ),
    ("cli-notice-job", "job"): ("send", "again", "correct", "withdraw", "topup"),
    ("cli-outbox-state", "state"): WAITING,
    ("cli-outbox-action", "action"): ("send", "edit", "delete"),
    ("cli-outbox-what", "what"): (
        *("notice", "nprogress", "ntest", "digest", "campaign", "handed-up", "report-text", "reports", "tip"),
    ),
    ("cli-contact-role", "role"): ("owner", "member"),
    ("cli-jurisdiction-level", "level"): LEVELS,
    ("cli-plan-level", "level"): get_args(Pack.model_fields["level"].annotation),
    ("cli-question-level", "level"): [one.value for one in Level],
    ("cli-duty-rhythm", "rhythm"): [one.value for one in Rhythm],
    ("cli-form-state", "state"): ("draft", "submitted", "in_review", "reviewed"),
    ("cli-review-state", "state"): ("open", "second", "decided", "dropped"),
    ("cli-answer", "verdict"): ("pass", "fail", "na", "owed"),
    ("cli-judged", "verdict"): ("agree", "overturn", "object"),
    ("cli-opinion", "verdict"): ("agree", "object"),
    ("cli-nudge-kind", "kind"): tuple(NUDGE_KINDS),
    ("cli-sign", "reason"): SIGNS,
    ("cli-task-state", "state"): ("open", "decided", "dropped", "moot"),
    ("cli-reminder-about", "about"): (
        *(
            one
            for one, kind in KINDS.items()
            if {"contacts", "guests"} & set(kind.hearers) and one not in ("upkeep", "duty")
        ),
        *UPKEEPS,
    ),
    ("cli-audit-subject", "subject"): SUBJECTS,
}
"""Sentences that say a code, the variable that takes it, and every code there is."""


def said(key: str, variable: str, code: str, language: str) -> str:
    catalog = Catalog.load()
    given = dict.fromkeys(catalog.variables(key, language), "") | {"kind": "suspend"}
    return catalog.say(key, language, **(given | {variable: code})).strip()


def words(language: str) -> set[str]:
    """All that is said for codes; in English some words are what the code is."""
    ledger = {Catalog.load().say("ledger-stands", language, kind="penalty", state="open")}
    return ledger | {
        said(*one, code, language).split(",")[0] for one, codes in CODES.items() for code in codes
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "variable"), CODES)
def test_each_code_has_a_word_of_its_own(key: str, variable: str, language: str) -> None:
    codes = CODES[key, variable]
    found = {code: said(key, variable, code, language) for code in codes}
    assert len(set(found.values())) == len(found)
    for code, word in found.items():
        assert word
        assert language == "en" or HAN.search(word)
        assert code not in re.findall(r"[a-z_-]+", word) or (language == "en" and "_" not in code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_content_names_has_a_word(language: str) -> None:
    with speaking(language):
        for code, pack in load().packs.items():
            assert plan_title(code) == pack.title.say(language)
        assert industry("shoes") not in ("shoes", "")
        assert [verdict(one) for one in review_rules().by_key] == [
            one.title.say(language) for one in review_rules().verdicts
        ]
        line = reasons(dict.fromkeys(REASONS, 2))
        assert not [one for one in REASONS if "_" in one and one in line]
    assert (verdict(None), plan_title("gone"), industry("gone")) == ("", "gone", "gone")


def test_each_deed_of_the_audit_trail_is_said_in_words() -> None:
    """Every literal deed that a person can do, as the operations write it."""
    catalog = Catalog.load()
    found = set(deeds())
    assert len(found) > 60
    for code in found:
        for language in LANGUAGES:
            assert catalog.say("deed", language, deed=code) != code, code


def deeds() -> Iterator[str]:
    """Actions that operations write into the audit trail and office people see; without those of the
    system."""
    for path in Path(storage.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != "audit.write":
                continue
            actor, deed, subject = ast.unparse(node.args[1]), node.args[3], node.args[4]
            if not isinstance(deed, ast.Constant) or not isinstance(subject, ast.Constant):
                continue
            if actor == "SYSTEM" or subject.value not in SUBJECTS:
                continue
            if deed.value not in ("add-jurisdiction", "describe-jurisdiction"):  # an operator's
                yield f"{subject.value!s}-{deed.value!s}".replace("_", "-")


def load_incidents() -> IncidentRules:
    rules = load().incidents
    assert rules is not None
    return rules


async def fill(url: str) -> None:
    """Rows for every list."""
    await play(url)
    database = Database(url)
    async with database.begin() as db:
        place, town = await jurisdictions.get(db, "HL"), await jurisdictions.get(db, "HL-CD")
        head = await contacts.ensure_person(db, NOW, 901, "zh")
        await staff.seat(db, NOW, head, place.id, "head", "safety", "周科长")
        await staff.seat(db, NOW, head, town.id, "viewer", "labour", "周科长")
        actor = Actor("person", head)
        for number in (1, 2):
            made = await drafts.begin(db, actor, NOW, Audience(place.id), title=f"{number}", body=f"{number}")
            if number == 1:
                await sending.confirm(db, actor, NOW, made, Rules(ZONE, 500))
        given = ("t", "make_up", "请补", [town.id], None, TODAY)
        await circulars.send(db, actor, NOW, place.id, *given)
        await templates.save(db, actor, NOW, place.id, "催交", "请尽快提交自查表。")
        for kind, address in (("sms", "13800138000"), ("email", "zhou@example.org")):
            line = await addresses.add(db, actor, NOW, TODAY, kind, address)
            code = (await addresses.find_code(db, NOW, line.id) or ("", ""))[1]
            assert await addresses.confirm(db, actor, NOW, line.id, code)
        guests = [(place.id, "labour"), (town.id, "")]
        called = (place.id, 1, "m", TODAY, "14:30", "三楼", "通报情况", guests, TODAY)
        held = await meetings.call(db, actor, NOW, *called)
        await meeting_points.decide(db, actor, NOW, held, "补齐名单", (town.id, ""), TODAY, TODAY)
        await records.add(db, actor, NOW, load(), Of(1, "start_notice", place.id), TODAY, "已宣传")
        firm = (await db.execute(text("SELECT min(id) FROM enterprises"))).scalar_one()
        accident = await incidents.record(db, CLI, NOW, firm, "i", "喷漆房有人晕倒")
        await incidents.tell_party(db, CLI, NOW, load_incidents(), accident, "health", NOW)
        payload, _ = await operators.invite(db, CLI, NOW)
        await operators.accept(db, NOW, 77, "en", payload)
        for key, topic, state in (("a", None, "failed"), ("b", "handed-up", "failed"), ("c", None, "retry")):
            await outbox.enqueue(
                db,
                NOW,
                dedupe_key=key,
                person_id=head,
                text_key="outbox-submitted",
                topic=topic,
                topic_id=1,
            )
            await db.execute(
                text("UPDATE outbox SET state = :s WHERE dedupe_key = :k"), {"s": state, "k": key}
            )
    await database.close()


HL = ("--jurisdiction", "HL")
LISTS: dict[str, tuple[str, ...]] = {
    "audit": HL,
    "campaign list": (),
    "campaign show": ("1",),
    "circular list": HL,
    "circular show": ("1",),
    "content list": (),
    "duty list": (),
    "enterprise list": (),
    "enterprise requests": HL,
    "extension list": HL,
    "incident list": HL,
    "incident show": ("1",),
    "inspection list": HL,
    "inspection show": ("1",),
    "jurisdiction hotline": ("HL",),
    "jurisdiction list": (),
    "meeting list": HL,
    "meeting show": ("1",),
    "notice list": (),
    "referral list": HL,
    "nudge list": (),
    "notice templates": HL,
    "notice show": ("1",),
    "notice why": ("1", "CODE"),
    "operator list": (),
    "outbox parked": (),
    "outbox unreachable": (),
    "outbox waiting": (),
    "overview": ("--league",),
    "reminder why": ("CODE",),
    "review done": HL,
    "review exposures": HL,
    "review measures": HL,
    "review places": HL,
    "review queue": (),
    "review sample": ("--count", "2"),
    "review show": ("2",),
    "review tasks": HL,
    "staff list": (),
    "status": (),
    "summary case": (),
    "summary list": (),
}
EMPTY = {
    *("enterprise requests", "inspection list", "inspection show", "jurisdiction hotline"),
    "extension list",
    "outbox unreachable",
    "referral list",
    *("review exposures", "review places", "review queue", "review tasks"),
}
"""Lists of which nothing is left here once the office has decided, or that its plan does not have."""


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, (*path, name))


def test_every_command_that_prints_a_table_is_looked_at() -> None:
    tables = {
        name
        for name, command in commands(command_line)
        if re.search(
            r"print_(table|list)\(|_print_cases\(|_show_days\(", inspect.getsource(command.callback or ast)
        )
    }
    assert tables <= set(LISTS), tables - set(LISTS)


HEADS = {"review", "enterprise"}
"""Words before a colon."""
TYPED_BACK = {"content list", "campaign show"}
"""They show codes that other commands take: of plans, phases and duties."""


@pytest.fixture
def filled(ready: Chenan, home: Path) -> Chenan:
    asyncio.run(fill(sqlite_url(home / "chenan.db")))
    assert ready("jurisdiction", "set", "HL", "--level", "county").out.endswith(
        "time zone of the place above\n"
    )
    by = ("--by", str(ready("staff", "list", "--json").json[0]["id"]))
    for step in (
        ("claim", "2", *by),
        ("decide", "2", "penalty", "--comment", "无证生产", *by),
        ("refused", "1", "--reason", "拒签文书"),
        ("settle", "1", "penalty", "--reason", "依法罚款"),
    ):
        assert ready("review", *step).code == 0, step
    ready("review", "sample", "--count", "1", "--seed", "s")
    return ready


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_shows_a_bare_code(filled: Chenan, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    codes = {code for some in CODES.values() for code in some} | {*STATES, *REASONS, *load().packs, "shoes"}
    codes |= {"pass", "fail", "na", "owed"} | set(review_rules().by_key)
    code = filled("enterprise", "list", "--json").json[0]["credit_code"]
    english = {word for word in codes if word in words("en")}
    monkeypatch.setenv("CHENAN_LANGUAGE", language)
    bare: dict[str, set[str]] = {}
    for name, given in LISTS.items():
        out = filled(*name.split(), *(code if one == "CODE" else one for one in given)).out
        assert out.count("\n") > 1 or name in EMPTY, (name, out)
        cells = {cell.strip() for line in out.splitlines() for cell in re.split(r"  +|: |, |：|，", line)}
        if language == "zh":
            cells |= set(re.findall(r"[a-z][a-z_-]*[a-z]", out))
        allowed = HEADS | english if language == "en" else set()
        if name in TYPED_BACK:
            allowed = allowed | {*load().packs, *titles(load().packs["hailing"])}
        if found := (cells & codes) - allowed:
            bare[name] = found
    assert bare == {}


def test_json_keeps_the_codes(filled: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    (campaign,) = filled("campaign", "list", "--json").json
    assert (campaign["pack"], campaign["state"]) == ("hailing", "open")
    assert {one["role"] for one in filled("staff", "list", "--json").json} == {"viewer", "inspector", "head"}
    assert {one["kind"] for one in filled("review", "measures", *HL, "--json").json} == {"penalty", "refusal"}
    assert {one["action"] for one in filled("outbox", "parked", "--json").json} == {"send"}


def test_what_is_reminded_of_is_said_by_its_kind(filled: Chenan, monkeypatch: pytest.MonkeyPatch) -> None:
    code = filled("enterprise", "list", "--json").json[0]["credit_code"]
    assert "the self-check form" in filled("reminder", "why", code).out
    monkeypatch.setenv("CHENAN_LANGUAGE", "zh")
    assert "负责人" in filled("reminder", "why", code).out
