"""The people of an office: its seats, ending one, and links not used yet."""

from __future__ import annotations

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office import deeds
from bot.states.offices import StaffSG, start_staff, start_staff_invite
from bot.states.people import start_home
from bot.ui.confirmation import Confirm, ConfirmChoices, confirm_window
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.labels import in_label
from bot.ui.office_seat import Post, post_of, seat_shown
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import renew_context, reply
from bot.ui.widgets import Choices, Given, T, Tap, going, paging
from bot.ui.window import back_to, house_window, to_office
from content.screen import shortened
from storage.base.errors import Conflict
from storage.base.rights import ROLES, keeps_staff_of
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from storage.offices import audit_trail, staff
from storage.offices.staff import Seat, StaffLine
from storage.web import devices

PAGE = 6

# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a seat."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(StaffSG.member)


async def on_revoke(manager: DialogManager, item: str) -> None:
    """Take the seat of the window away."""
    ctx = context_of(manager)
    try:
        await ctx.act(staff_changes.revoke, int(item))
    except Conflict as problem:
        await reply(manager, ctx.say(problem.key))
        await manager.switch_to(StaffSG.member)
        return
    await renew_context(manager)  # it may have been one's own
    seats = await ctx.read(staff.list_seats, ctx.actor.person_id or 0)
    if seats:
        await start_staff(manager, "staff-revoked", turned_to(manager))
    else:
        await start_home(manager, "staff-left")


async def on_end_devices(manager: DialogManager, item: str) -> None:
    """End all devices on the page of the person on the screen."""
    ctx = context_of(manager)
    ended = await ctx.act(devices.end_of_staff, int(item))
    await reply(manager, ctx.say("devices-of-ended", count=ended))
    await manager.switch_to(StaffSG.member)


async def on_role(manager: DialogManager, item: str) -> None:
    """Give the seat of the window another role."""
    ctx = context_of(manager)
    try:
        await ctx.act(staff_changes.change_role, int(manager.dialog_data["id"]), item)
    except Conflict as problem:
        await reply(manager, ctx.say(problem.key))
    await manager.switch_to(StaffSG.member)


async def on_end_invite(manager: DialogManager, item: str) -> None:
    """Revoke a link that nobody has used."""
    ctx = context_of(manager)
    await ctx.act(staff_invites.revoke_invite, int(item))
    await start_staff(manager, "staff-invite-ended", turned_to(manager))


# --- getters ----------------------------------------------------------------------------------------


def keeps(seat: Seat, department: str) -> bool:
    """Whether this seat's head may manage people of a department."""
    return seat.allows("staff.revoke") and keeps_staff_of(seat.department, department)


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All seats of this office and below."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        everybody = await staff.list_staff(db, ctx.actor, post.place_id)
        waiting = await staff_invites.list_invites(db, ctx.actor, ctx.app.now(), post.place_id)
    page = page_of(
        [(str(one.id), label(ctx, post, one)) for one in everybody],
        turned_to(dialog_manager),
        PAGE,
    )
    may = post.seat.allows("staff.invite")
    return {
        **page,
        "body": lines(
            *notice_lines(dialog_manager), ctx.say("staff-head", place=post.place, people=len(everybody))
        ),
        "may_invite": may,
        "may_see_deeds": post.seat.allows(audit_trail.RIGHT),
        "waiting": len(waiting),
        "has_waiting": may and bool(waiting),
    }


def label(ctx: Context, post: Post, one: StaffLine) -> str:
    """A person on a button."""
    seat = seat_shown(ctx, one.role, one.department)
    place = "" if one.jurisdiction_id == post.place_id else f" · {shortened(one.jurisdiction_name, 6)}"
    return in_label(one.name or "–", after=f" · {seat}{place}")


async def member_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A seat, and whether it may be taken away."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        one = await staff.get_seat(db, ctx.actor, int(dialog_manager.dialog_data["id"]))
        there = await devices.count_of(db, [one.person_id])
    own = one.person_id == post.seat.person_id
    seat = seat_shown(ctx, one.role, one.department)
    return {
        "name": shortened(one.name or "–", 30),
        "place": one.jurisdiction_name,
        "seat": seat,
        "since": day(ctx, ctx.app.local_day(one.joined_at)),
        "id": str(one.id),
        "confirms": (one.id, one.role, one.department, one.jurisdiction_id),
        "own": own,
        "roles": [(role, ctx.say("staff-role", role=role)) for role in ROLES if role != one.role],
        "other": not own and keeps(post.seat, one.department),
        "devices": there,
        "has_devices": there > 0 and not own and keeps(post.seat, one.department),
        "ask": ctx.say("staff-leave-ask", place=one.jurisdiction_name, seat=seat)
        if own
        else ctx.say(
            "staff-revoke-ask", name=shortened(one.name or "–", 30), place=one.jurisdiction_name, seat=seat
        ),
    }


async def invites_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Unused links that this head may revoke."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        waiting = await staff_invites.list_invites(db, ctx.actor, ctx.app.now(), post.place_id)
    mine = [one for one in waiting if keeps(post.seat, one.department)]
    choices = []
    for one in mine[:PAGE]:
        until = ctx.app.local_day(one.expires_at)
        seat = seat_shown(ctx, one.role, one.department)
        whom = one.name or one.jurisdiction_name
        said = label_of(ctx, "staff-invite-one", "whom", whom, seat=seat, until=f"{until:%m-%d}")
        choices.append((str(one.id), said))
    return {"choices": choices, "waiting": len(mine), "confirms": [one.id for one in mine]}


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of StaffSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page"),
            Row(
                to_office(),
                Tap(T("staff-invite"), "invite", going(start_staff_invite), when="may_invite"),
                SwitchTo(T("staff-waiting"), "to_invites", StaffSG.invites, when="has_waiting"),
            ),
            SwitchTo(T("deeds-button"), "to_deeds", StaffSG.deeds, when="may_see_deeds"),
            state=StaffSG.list,
            getter=list_getter,
        ),
        house_window(
            T("staff-member"),
            SwitchTo(T("staff-change"), "to_role", StaffSG.role, when="other"),
            SwitchTo(T("staff-revoke"), "to_sure", StaffSG.sure, when="other"),
            SwitchTo(T("devices-end"), "to_devices", StaffSG.devices, when="has_devices"),
            SwitchTo(T("staff-leave"), "to_leave", StaffSG.sure, when="own"),
            SwitchTo(T("staff-back"), "member_back", StaffSG.list),
            state=StaffSG.member,
            getter=member_getter,
        ),
        confirm_window(
            T("staff-change-ask"),
            ConfirmChoices("role", "roles", on_role),
            back=back_to("role_back", StaffSG.member),
            state=StaffSG.role,
            getter=member_getter,
        ),
        confirm_window(
            Given("ask"),
            Confirm(T("staff-revoke-yes"), "revoke", on_revoke, "id", when="other"),
            Confirm(T("staff-leave-yes"), "leave", on_revoke, "id", when="own"),
            back=back_to("sure_back", StaffSG.member),
            state=StaffSG.sure,
            getter=member_getter,
        ),
        confirm_window(
            T("devices-of-ask"),
            Confirm(T("devices-end-yes"), "end_devices", on_end_devices, "id"),
            back=back_to("devices_back", StaffSG.member),
            state=StaffSG.devices,
            getter=member_getter,
        ),
        confirm_window(
            T("staff-invites"),
            ConfirmChoices("ended", "choices", on_end_invite),
            back=SwitchTo(T("staff-back"), "invites_back", StaffSG.list),
            state=StaffSG.invites,
            getter=invites_getter,
        ),
        house_window(
            paging("deeds_page", "deeds_"),
            SwitchTo(T("staff-back"), "deeds_back", StaffSG.list),
            state=StaffSG.deeds,
            getter=deeds.deeds_getter,
        ),
    )
