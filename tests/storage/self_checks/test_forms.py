"""Forms: kept whole under their digest, once each, and read back as they were asked."""

from __future__ import annotations

import asyncio
import json

import pytest
from sqlalchemy import delete, func, insert, select, update

from content import loader
from content.model.base import Text
from content.model.form import Form
from content.model.library import Library
from content.rules import build_form
from storage.base.database import Database
from storage.base.errors import NotFound
from storage.campaigns import forms
from storage.tables.campaigns import Campaign
from storage.tables.self_checks import StoredForm
from tests.storage.workshop import PLAIN, Workshop, varied, workshop

__all__ = ["varied", "workshop"]


async def keep(database: Database, form: Form) -> str:
    async with database.begin() as db:
        return await forms.keep(db, form)


async def stored(database: Database) -> int:
    async with database.read() as db:
        return (await db.execute(select(func.count()).select_from(StoredForm))).scalar_one()


@pytest.fixture
def form(library: Library) -> Form:
    return build_form(library, library.packs["small"])


@pytest.fixture(autouse=True)
def nothing_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test is a process of its own, which has read no form yet."""
    monkeypatch.setattr(forms, "_parsed", {})


async def test_a_form_comes_back_as_it_was(database: Database, form: Form) -> None:
    digest = await keep(database, form)
    assert digest == form.digest
    async with database.read() as db:
        again = await forms.get(db, digest)
        assert again == form
        assert again.digest == digest
        assert await forms.get(db, digest) is again


async def test_every_plans_form_comes_back_as_it_was(database: Database) -> None:
    content = loader.load()
    for pack in content.packs.values():
        whole = build_form(content, pack)
        await keep(database, whole)
        async with database.read() as db:
            again = await forms.get(db, whole.digest)
        assert (again, again.digest) == (whole, whole.digest)
    assert await stored(database) == len(content.packs)


async def test_the_same_form_is_kept_once_also_at_once(database: Database, form: Form) -> None:
    digests = await asyncio.gather(*(keep(database, form) for _ in range(6)))
    assert set(digests) == {form.digest}
    assert await stored(database) == 1


async def test_another_wording_is_another_form(database: Database, form: Form) -> None:
    other = form.model_copy(update={"title": Text(zh="自查表二", en="second form")})
    assert {await keep(database, form), await keep(database, other)} == {form.digest, other.digest}
    assert await stored(database) == 2
    async with database.read() as db:
        assert (await forms.get(db, form.digest)).title == form.title
        assert (await forms.get(db, other.digest)).title == other.title


async def test_there_is_no_such_form(database: Database) -> None:
    async with database.read() as db:
        with pytest.raises(NotFound):
            await forms.get(db, "0" * 32)


async def test_a_form_is_read_and_parsed_once_a_process(database: Database, form: Form) -> None:
    await keep(database, form)
    async with database.begin() as db:
        first = await forms.get(db, form.digest)
        await db.execute(delete(StoredForm))
        assert await forms.get(db, form.digest) is first


async def test_a_self_check_asks_what_was_asked_when_it_began(workshop: Workshop, form: Form) -> None:
    """The campaign goes over to a form of one question; who has begun keeps theirs."""
    before = await workshop.self_check()
    await keep(workshop.database, form)
    await workshop.change(update(Campaign).values(form_digest=form.digest))
    now = await workshop.answer(PLAIN, "pass")
    assert (now.form.digest, now.asked()) == (before.form.digest, before.asked())
    assert now.form.digest != form.digest


async def test_a_form_kept_before_questions_could_ask_for_a_day_still_loads(
    database: Database, form: Form
) -> None:
    old = form.model_dump(mode="json")
    for item in old["items"]:
        for question in item["check"]["questions"]:
            del question["dated"]
    async with database.begin() as db:
        await db.execute(insert(StoredForm).values(digest="old", pack="small", body=json.dumps(old)))
        read = await forms.get(db, "old")
    assert read == form
