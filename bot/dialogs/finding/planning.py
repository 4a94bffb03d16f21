"""A plan, part by part: measure, responsible person, funds. Day and summary are in `dating`."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window

from bot.app import Context, context_of
from bot.dialogs.finding.case import Case, case_of, finding_id
from bot.states.people import FindingSG
from bot.ui.fragments import label_of, measure_shown, yuan
from bot.ui.labels import in_label
from bot.ui.pickers import a_sum
from bot.ui.replies import reply
from bot.ui.sentences import fen_typed, said
from bot.ui.typed_days import ask_later, full_day
from bot.ui.unfinished import Unfinished, say_taken_up
from bot.ui.widgets import Choices, T, Tap, Words
from bot.ui.window import house_window
from content.screen import shortened
from content.typed.days import parse_day
from storage.findings import plans
from storage.findings import views as finding_views
from storage.people import contacts as people
from storage.self_checks.answers import tidy

PARTS = ("measure", "responsible", "funds", "due")
"""Keys of the draft of a plan in the dialog's data; funds in fen, due an ISO day."""
ENTERED = Unfinished("plan", (*PARTS, "beyond"))
MAX_NAMES = 4


def draft(manager: DialogManager) -> dict[str, str]:
    """The stored parts entered so far."""
    return {name: str(manager.dialog_data[name]) for name in PARTS if name in manager.dialog_data}


def seed(manager: DialogManager, case: Case) -> None:
    """Begin with the existing plan."""
    view = case.view
    if view.measure is None or view.due_on is None:
        return
    if not view.measure:
        manager.dialog_data["due"] = view.due_on.isoformat()
        return
    manager.dialog_data.update(
        measure=view.measure,
        responsible=view.responsible or "",
        funds=view.funds_fen or 0,
        due=view.due_on.isoformat(),
        beyond=view.beyond_reason or "",
    )


async def keep(manager: DialogManager, part: str, value: str | int) -> None:
    """Store a part and go to the next missing one, or to the summary."""
    manager.dialog_data[part] = value
    await ENTERED.keep(manager, finding_id(manager))
    await to_missing(manager)


async def to_missing(manager: DialogManager) -> None:
    """Go to the first missing part, or to the summary."""
    missing = next((name for name in PARTS if name not in manager.dialog_data), None)
    await manager.switch_to(getattr(FindingSG, missing) if missing else FindingSG.confirm)


async def begin(manager: DialogManager, item: str = "") -> None:
    """Begin a plan: with the unfinished draft, else the existing plan, else the first part."""
    case = await case_of(manager)
    seed(manager, case)
    if await ENTERED.take_up(manager, finding_id(manager)):
        if case.has_day and case.view.due_on is not None:
            manager.dialog_data["due"] = case.view.due_on.isoformat()
        await say_taken_up(manager)
        await to_missing(manager)
        return
    planned = case.view.remedy == "plan" and case.view.measure
    await manager.switch_to(FindingSG.confirm if planned else FindingSG.measure)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go to the part before; if all parts are there and one was being changed, to the summary."""
    here = manager.current_context().state
    if all(name in manager.dialog_data for name in PARTS):
        await manager.switch_to(FindingSG.confirm)
    elif here == FindingSG.measure:
        has_day = (await case_of(manager)).has_day
        await manager.switch_to(FindingSG.view if has_day else FindingSG.choose)
    else:
        before = {FindingSG.responsible: FindingSG.measure, FindingSG.funds: FindingSG.responsible}
        await manager.switch_to(before.get(here, FindingSG.funds))


def money(ctx: Context, fen: int) -> str:
    """A sum as people read it."""
    if not fen:
        return ctx.say("finding-free")
    return ctx.say("finding-yuan", yuan=yuan(fen))


# --- handlers ---------------------------------------------------------------------------------------


async def on_measure(manager: DialogManager, item: str) -> None:
    """Take the usual measure, or the one entered before."""
    kept = manager.dialog_data.get("measure")
    usual = (await case_of(manager)).question.measure.zh
    await keep(manager, "measure", kept if item == "kept" and kept else usual)


async def on_measure_words(manager: DialogManager, text: str) -> None:
    """A measure in the person's own words."""
    await keep(manager, "measure", tidy(text))


_take_measure = said("measure", on_measure_words)


async def on_measure_typed(manager: DialogManager, text: str) -> None:
    """Take a typed measure; a typed day is kept for the question of the day."""
    ctx = context_of(manager)
    today = ctx.app.today()
    found = parse_day(text, today, "future")
    if found is None or found.day < today or (await case_of(manager)).has_day:
        await _take_measure(manager, text)
        return
    await ask_later(manager, FindingSG.due, found.day)
    manager.dialog_data.pop("due", None)
    await reply(manager, ctx.say("finding-measure-day", day=full_day(ctx, found.day)))


async def on_responsible(manager: DialogManager, item: str) -> None:
    """Take the person themselves, a name used before, or the one entered before."""
    name = (await _names(manager)).get(item)
    if name:
        await keep(manager, "responsible", name)


async def on_responsible_words(manager: DialogManager, text: str) -> None:
    """Take a typed name."""
    await keep(manager, "responsible", tidy(text, 40))


async def on_funds(manager: DialogManager, item: str) -> None:
    """Take no funds, or the sum entered before."""
    await keep(manager, "funds", int(item))


async def on_funds_words(manager: DialogManager, text: str) -> None:
    """Take a typed sum of yuan."""
    fen = await fen_typed(manager, text, "finding-funds-unclear", plans.MAX_FUNDS_FEN)
    if fen is not None:
        await keep(manager, "funds", fen)


# --- getters ----------------------------------------------------------------------------------------


async def measure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual measure and the one entered before."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    kept = str(dialog_manager.dialog_data.get("measure", ""))
    choices = [("usual", ctx.say("finding-measure-usual"))]
    if kept and kept != case.question.measure.zh:
        choices.insert(0, ("kept", label_of(ctx, "finding-kept", "value", shortened(kept, 40))))
    return {
        "fault": case.question.marked_fault.say(ctx.language),
        "usual": case.question.measure.say(ctx.language),
        "measures": choices,
    }


async def _names(manager: DialogManager) -> dict[str, str]:
    """Offered names by the data of their buttons; each name once."""
    ctx = context_of(manager)
    actor = ctx.actor
    async with ctx.app.database.read() as db:
        view = await finding_views.get_finding(db, actor, finding_id(manager))
        contacts = await people.list_contacts(db, view.enterprise_id)
        others = await finding_views.list_findings(db, actor, self_check_id=view.self_check_id)
    offered = {"kept": str(manager.dialog_data.get("responsible", ""))}
    offered["me"] = next((one.name for one in contacts if one.person_id == actor.person_id), "")
    offered |= {f"f{other.id}": other.responsible or "" for other in others}
    names: dict[str, str] = {}
    for item, name in offered.items():
        if name and name not in names.values():
            names[item] = name
    return dict(list(names.items())[:MAX_NAMES])


async def responsible_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Names to choose from."""
    ctx = context_of(dialog_manager)
    labels = {"kept": "finding-kept", "me": "finding-me"}
    choices = []
    for item, name in (await _names(dialog_manager)).items():
        choices.append(
            (item, label_of(ctx, labels[item], "value", name) if item in labels else in_label(name))
        )
    measure = measure_shown(
        ctx, (await case_of(dialog_manager)).question, dialog_manager.dialog_data.get("measure")
    )
    return {"names": choices, "measure": shortened(measure, 40)}


async def funds_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Offer no funds, or the sum entered before."""
    ctx = context_of(dialog_manager)
    kept = int(dialog_manager.dialog_data.get("funds", 0))
    choices = [("0", ctx.say("finding-free"))]
    if kept:
        choices.insert(0, (str(kept), ctx.say("finding-kept", value=money(ctx, kept))))
    return {"sums": choices}


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """measure, responsible, funds."""
    return [
        house_window(
            T("finding-measure"),
            Choices("measure", "measures", on_measure),
            Tap(T("back"), "measure_back", on_back),
            Words(on_measure_typed),
            state=FindingSG.measure,
            getter=measure_getter,
        ),
        house_window(
            T("finding-responsible"),
            Choices("name", "names", on_responsible),
            Tap(T("back"), "responsible_back", on_back),
            Words(said("person", on_responsible_words)),
            state=FindingSG.responsible,
            getter=responsible_getter,
        ),
        house_window(
            T("finding-funds"),
            Choices("sum", "sums", on_funds),
            Tap(T("back"), "funds_back", on_back),
            Words(on_funds_words, numbers_too=True, pickers=a_sum(plans.MAX_FUNDS_FEN)),
            state=FindingSG.funds,
            getter=funds_getter,
        ),
    ]
