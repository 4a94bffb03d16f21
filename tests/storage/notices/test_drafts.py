"""Drafts of notices: who may write one, which texts and files are refused, how long a text may be."""

from __future__ import annotations

import pytest

from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed
from storage.notices import drafts
from storage.notices import views as notice_views
from storage.notices.audiences import Audience
from tests.storage.conftest import CLI
from tests.storage.desk import Desk, desk
from tests.storage.notices.steps import add, picture
from tests.storage.workshop import refused

__all__ = ["desk"]


async def test_a_draft_is_its_authors_alone(desk: Desk) -> None:
    notice_id = await desk.draft()
    for other in (desk.head, desk.town, Actor("person", 999)):
        for doing in (
            desk.run(drafts.write, other, notice_id, "别人的话"),
            desk.run(drafts.add_file, other, notice_id, picture()),
            desk.do(drafts.discard, notice_id, actor=other),
            desk.confirm(notice_id, actor=other),
            desk.run(notice_views.get, other, notice_id),
        ):
            with pytest.raises(NotAllowed):
                await doing
    assert (await desk.notice(notice_id)).body == "请 11 月 20 日前交表。"


@pytest.mark.parametrize(
    ("role", "place", "to"),
    [("inspector", "east", "district"), ("inspector", "east", "west"), ("viewer", "district", "district")],
)
async def test_nobody_writes_beyond_their_place_or_role(desk: Desk, role: str, place: str, to: str) -> None:
    actor = await desk.seat(place, role)
    with pytest.raises(NotAllowed):
        await desk.do(drafts.begin, Audience(desk.places[to]), actor=actor)
    for nobody in (CLI, Actor("person", 999)):
        with pytest.raises(NotAllowed):
            await desk.do(drafts.begin, Audience(desk.places["east"]), actor=nobody)


async def test_beginning_again_leaves_no_empty_draft(desk: Desk) -> None:
    audience = Audience(desk.places["district"])
    first = await desk.do(drafts.begin, audience)
    second = await desk.do(drafts.begin, audience, template="reminder", body="请交表")
    third = await desk.do(drafts.begin, audience, template="reminder", body="请交表")
    await desk.run(drafts.write, desk.author, third, "请快交表")
    fourth = await desk.do(drafts.begin, audience, template="reminder", body="请交表")
    async with desk.database.read() as db:
        kept = {line.id for line in await notice_views.list_own(db, desk.author.person_id or 0)}
    assert kept == {third, fourth}
    assert len({first, second, third, fourth}) >= 2


@pytest.mark.parametrize(
    ("body", "caption", "problem", "over"),
    [
        ("  \n ", False, "notice-empty", None),
        ("<b></b>\u200b", False, "notice-empty", None),
        ("字" * 4097, False, "notice-text-long", 1),
        ("<b>" + "字" * 4090 + "</b>😀😀😀😀", False, "notice-text-long", 2),
        ("字" * 1025, True, "notice-caption-long", 1),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused(
    body: str, caption: bool, problem: str, over: int | None
) -> None:
    with pytest.raises(Invalid) as found:
        drafts.check_body(body, caption=caption)
    assert found.value.problem == problem
    assert found.value.values.get("over") == over


@pytest.mark.parametrize(
    ("body", "caption"),
    [("字" * 4096, False), ("<b>" + "&lt;" * 4096 + "</b>", False), ("字" * 1024, True), ("a<b", False)],
)
def test_a_text_that_just_fits_is_taken(body: str, caption: bool) -> None:
    assert drafts.check_body(f"\n{body}\r\n", caption=caption) == body


async def test_files_are_of_one_kind_and_few_and_light(desk: Desk) -> None:
    notice_id = await desk.draft()
    for number in range(1, 11):
        assert await add(desk, notice_id, picture(number)) == number
    assert await add(desk, notice_id, picture(3)) == 10
    assert (await refused(add(desk, notice_id, picture(11)))).problem == "notice-files-many"
    assert (await refused(add(desk, notice_id, picture(12, kind="document")))).problem == "notice-files-mixed"
    await desk.run(drafts.clear_files, desk.author, notice_id)
    heavy = picture(13, kind="document", size=50 * 1024 * 1024 + 1)
    assert (await refused(add(desk, notice_id, heavy))).problem == "notice-file-heavy"
    assert await add(desk, notice_id, picture(13, kind="document", size=50 * 1024 * 1024)) == 1
