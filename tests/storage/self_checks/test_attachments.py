"""Attachments: what may be put to a question or a finding, by whom, and taken away again."""

from __future__ import annotations

import pytest

from storage.base.audit import Actor
from storage.base.errors import Invalid, Locked, NotAllowed, NotFound, Stale
from storage.findings import photos, plans
from storage.self_checks import answers, attachments
from storage.self_checks.attachments import MAX_FILES, Attached
from storage.self_checks.state import load
from storage.tables.self_checks import SelfCheck
from tests.storage.shop import STRANGER, Shop, photo, shop
from tests.storage.workshop import PLAIN, SHOWN, Workshop, varied, workshop

__all__ = ["shop", "varied", "workshop"]


async def answer_files(of: Shop) -> tuple[Attached, ...]:
    """Files of the question, in the order they came."""
    async with of.database.read() as db:
        return await attachments.list_files(db, of.check_id, "Q01.1", "answer")


async def finding_files(of: Shop, actor: Actor | None = None) -> tuple[Attached, ...]:
    """Pictures of the finding."""
    async with of.database.read() as db:
        return await photos.list_finding_files(db, actor or of.owner, of.finding_id)


async def test_the_same_bytes_twice_are_one_file(shop: Shop) -> None:
    assert await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1")) == 1
    assert await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1")) == 1
    assert await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("2")) == 2
    assert len(await answer_files(shop)) == 2


async def test_a_file_taken_away_comes_back_when_it_is_sent_again(shop: Shop) -> None:
    await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1"))
    (file,) = await answer_files(shop)
    await shop.do(photos.remove, file.id)
    await shop.do(photos.remove, file.id)
    assert await answer_files(shop) == ()
    assert await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1")) == 1


async def test_there_is_room_for_so_many_and_for_the_same_one_again(shop: Shop) -> None:
    for number in range(MAX_FILES):
        await shop.do(attachments.attach, shop.check_id, "Q01.1", photo(f"{number}"))
    with pytest.raises(Invalid) as refused:
        await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("x"))
    assert (refused.value.problem, refused.value.values) == ("files-many", {"limit": MAX_FILES})
    assert await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("0")) == MAX_FILES
    assert await shop.do(photos.attach_after, shop.finding_id, photo("x")) == 1


async def test_a_photo_sent_before_any_answer_is_no_answer(shop: Shop) -> None:
    await shop.do(answers.record, shop.check_id, "Q01.1", "pass")
    with pytest.raises(Stale):
        await shop.do(attachments.attach, shop.check_id, "Q09.9", photo("1"))
    await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1"))
    async with shop.database.read() as db:
        assert (await load(db, shop.check_id)).line("Q01.1").files == 1


async def test_answers_files_are_closed_with_the_form_and_open_to_contacts_only(shop: Shop) -> None:
    await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("1"))
    (file,) = await answer_files(shop)
    for actor in (shop.guest, STRANGER):
        with pytest.raises(NotAllowed):
            await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("2"), actor=actor)
        with pytest.raises(NotAllowed):
            await shop.do(photos.remove, file.id, actor=actor)
    await shop.set(SelfCheck, state="submitted")
    with pytest.raises(Locked):
        await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("2"))
    with pytest.raises(Locked):
        await shop.do(photos.remove, file.id)
    assert len(await answer_files(shop)) == 1


async def test_a_findings_files_are_taken_after_handing_in_until_it_is_put_right(shop: Shop) -> None:
    await shop.plan()
    await shop.set(SelfCheck, state="submitted")
    await shop.do(photos.attach_after, shop.finding_id, photo("1"), actor=shop.guest)
    (file,) = await finding_files(shop)
    await shop.do(plans.complete, shop.finding_id)
    with pytest.raises(Locked):
        await shop.do(photos.attach_after, shop.finding_id, photo("2"))
    with pytest.raises(Locked):
        await shop.do(photos.remove, file.id)
    assert [one.id for one in await finding_files(shop)] == [file.id]


async def test_a_guest_takes_away_only_their_own(shop: Shop) -> None:
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(photos.attach_after, shop.finding_id, photo("2"), actor=shop.guest)
    owners, guests = await finding_files(shop, shop.guest)
    with pytest.raises(NotAllowed):
        await shop.do(photos.remove, owners.id, actor=shop.guest)
    await shop.do(photos.remove, guests.id, actor=shop.guest)
    assert [file.id for file in await finding_files(shop)] == [owners.id]


async def test_strangers_put_nothing_to_a_finding_and_remove_nothing(shop: Shop) -> None:
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    (file,) = await finding_files(shop)
    with pytest.raises(NotFound):
        await shop.do(photos.attach_after, shop.finding_id, photo("2"), actor=STRANGER)
    with pytest.raises(NotFound):
        await shop.do(photos.remove, file.id, actor=STRANGER)
    with pytest.raises(NotFound):
        await shop.do(photos.remove, 404)


async def test_a_findings_pictures_are_those_before_then_those_after_without_voices(shop: Shop) -> None:
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("2"))
    await shop.do(attachments.attach, shop.check_id, "Q01.1", photo("3", "voice"))
    assert [file.stage for file in await finding_files(shop, shop.guest)] == ["answer", "after"]


async def test_a_photo_that_comes_again_after_a_crash_stays_at_its_question(workshop: Workshop) -> None:
    await workshop.attach(SHOWN, "1")
    attach, check = attachments.attach, workshop.check_id
    assert await workshop.do(attach, check, PLAIN, photo("1"), repeated=True) == 0
    assert await workshop.do(attach, check, PLAIN, photo("2"), repeated=True) == 1
    mates = workshop.do(attach, check, SHOWN, photo("2"), actor=workshop.mate)
    assert await mates == 2
    assert await workshop.attach(PLAIN, "1") == 2  # chosen for both, on purpose
