"""Each language there is, chosen in the chat and spoken from then on; what it lacks is said in Chinese."""

from __future__ import annotations

import pytest

from content.catalog import Catalog
from content.languages import languages
from tests.conversations.office import Office
from tests.conversations.walk import labels, question_shown


@pytest.mark.parametrize("language", languages())
async def test_a_language_is_chosen_and_spoken(office: Office, language: str) -> None:
    catalog = Catalog.load()
    owner = await office.owner()
    await owner.send("/language")
    offered = labels(await owner.last())
    assert [catalog.say("language-name", one) for one in languages()] == offered[: len(languages())]
    await owner.click(catalog.say("language-name", language))
    (row,) = await office.rows(
        "SELECT language FROM people JOIN accounts a ON a.id = account_id WHERE address = :id",
        id=owner.id,
    )
    assert row["language"] == language
    await owner.send("/start")
    await owner.click(catalog.say("home-check-start", language))
    form = office.form("hailing")
    first = question_shown(await owner.last(), form, language)
    must = (await office.self_check(owner)).must
    assert first == must[0]
    await owner.click(catalog.say("check-later", language))
    assert question_shown(await owner.last(), form, language) == must[1]


async def test_a_private_conversation_goes_through_all_languages(office: Office) -> None:
    catalog = Catalog.load()
    worker = await office.person()
    await worker.send("/report")
    for language in (*languages(), "zh"):
        assert catalog.say("report-begin", language) in labels(await worker.last())
        await worker.send("/language")
