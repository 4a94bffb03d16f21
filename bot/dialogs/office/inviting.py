"""A head makes a link for a new colleague: office, department, role. The link is shown once."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.memory import RememberingDialog, memory_of
from bot.states.offices import StaffInviteSG, start_staff, start_staff_invite
from bot.ui.fragments import day
from bot.ui.labels import in_label
from bot.ui.office_seat import post_of, seat_shown
from bot.ui.paging import page_of, turned_to
from bot.ui.widgets import Choices, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window
from storage.base.errors import Stale
from storage.base.rights import DEPARTMENTS, ROLES, keeps_staff_of
from storage.membership import staff_invites
from storage.offices import jurisdictions
from storage.offices.jurisdictions import Place

PAGE = 6

# --- handlers ---------------------------------------------------------------------------------------


async def on_start(start_data: object, manager: DialogManager) -> None:
    """With only one office, skip its question."""
    here = await places(manager)
    if len(here) == 1:
        await on_place(manager, str(here[0].id))


async def on_place(manager: DialogManager, item: str) -> None:
    """Choose the office."""
    manager.dialog_data["place"] = int(item)
    offered = await departments(manager)
    if len(offered) == 1:
        await on_department(manager, offered[0])
    else:
        await manager.switch_to(StaffInviteSG.department)


async def on_search(manager: DialogManager, text: str) -> None:
    """Search offices with these words in their name."""
    manager.dialog_data["search"] = text.strip()[:40]
    manager.dialog_data["page"] = 0


async def on_department(manager: DialogManager, item: str) -> None:
    """Choose the department."""
    manager.dialog_data["department"] = item
    await manager.switch_to(StaffInviteSG.role)


async def on_role(manager: DialogManager, item: str) -> None:
    """Choose the role; this makes the link."""
    ctx, data = context_of(manager), manager.dialog_data
    if "place" not in data or "department" not in data:
        raise Stale
    made = await ctx.act(staff_invites.create, int(data["place"]), item, str(data["department"]))
    memory_of(manager).codes.put(made.id, made.secret)
    data.update(invite=made.id, role=item, until=ctx.app.local_day(made.expires_at).isoformat())
    await manager.switch_to(StaffInviteSG.link)


# --- getters ----------------------------------------------------------------------------------------


async def places(manager: DialogManager) -> list[Place]:
    """Offices to which the head may invite: their own and all below it."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        inside = await jurisdictions.below(db, post.place_id)
        tree = await jurisdictions.list_tree(db)
    return [place for place in tree if place.id in inside]


async def departments(manager: DialogManager) -> list[str]:
    """Departments whose people this head may manage."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        seat = (await post_of(db, ctx)).seat
    return [one for one in DEPARTMENTS if keeps_staff_of(seat.department, one)]


async def place_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Offices on buttons."""
    ctx = context_of(dialog_manager)
    search = str(dialog_manager.dialog_data.get("search", ""))
    offered = [place for place in await places(dialog_manager) if search in place.name]
    page = page_of(
        [(str(place.id), in_label(place.name)) for place in offered],
        turned_to(dialog_manager),
        PAGE,
    )
    return {**page, "body": ctx.say("staff-place-ask" if offered else "join-town-none")}


async def department_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Departments on buttons."""
    ctx = context_of(dialog_manager)
    return {
        "departments": [
            (one, ctx.say("staff-department", department=one)) for one in await departments(dialog_manager)
        ]
    }


async def role_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Roles on buttons, with their rights in words."""
    ctx = context_of(dialog_manager)
    return {"roles": [(one, ctx.say("staff-role", role=one)) for one in ROLES]}


async def link_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The link to pass on, while this process remembers it."""
    ctx, data = context_of(dialog_manager), dialog_manager.dialog_data
    secret = memory_of(dialog_manager).codes.get(int(data.get("invite", 0)))
    if secret is None:
        return {"body": ctx.say("staff-link-gone")}
    path = await ctx.read(jurisdictions.path, int(data["place"]))
    return {
        "body": ctx.say(
            "staff-link",
            place=path[-1],
            seat=seat_shown(ctx, str(data["role"]), str(data["department"])),
            until=day(ctx, date.fromisoformat(str(data["until"]))),
            link=ctx.link(secret),
        )
    }


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> RememberingDialog:
    """The dialog of StaffInviteSG; links just made are remembered in memory only."""
    return RememberingDialog(
        house_window(
            Choices("place", "choices", on_place),
            paging("page"),
            Tap(T("staff-back"), "place_back", going(start_staff)),
            Words(on_search),
            state=StaffInviteSG.place,
            getter=place_getter,
        ),
        house_window(
            T("staff-department-ask"),
            Choices("department", "departments", on_department),
            back_to("department_back", StaffInviteSG.place),
            state=StaffInviteSG.department,
            getter=department_getter,
        ),
        house_window(
            T("staff-role-ask"),
            Choices("role", "roles", on_role),
            Tap(T("staff-back"), "role_back", going(start_staff)),
            state=StaffInviteSG.role,
            getter=role_getter,
        ),
        house_window(
            Tap(T("staff-another"), "another", going(start_staff_invite)),
            Tap(T("staff-back"), "link_back", going(start_staff)),
            state=StaffInviteSG.link,
            getter=link_getter,
        ),
        on_start=on_start,
    )
