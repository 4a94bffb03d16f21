"""The office all conversations are held with: real processes, shared by the session, killed at its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator, Iterator

import pytest

from content import loader
from content.model.library import Library
from tests.conversations.installation import Installation
from tests.conversations.office import Office
from tests.conversations.screens import Screens


@pytest.fixture(scope="session")
def library() -> Library:
    """All content."""
    return loader.load()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Installation]:
    """The installation all tests share."""
    made = Installation(tmp_path_factory.mktemp("office"), library)
    yield made
    made.end()


@pytest.fixture(scope="session")
def screens() -> Iterator[Screens]:
    """Every window of the session, measured; what does not fit a phone fails at the end, all at once."""
    found = Screens()
    yield found
    assert not found.bad, f"{len(found.bad)} windows do not fit a phone:\n\n{found.report()}"


async def _work(
    installation: Installation, library: Library, screens: Screens, test: str
) -> AsyncIterator[Office]:
    made = Office(installation, library)
    try:
        yield made
        for person in made.people:
            await screens.look(person, test)
        assert made.errors_expected or not made.errors(), "the bot logged errors:\n" + "\n".join(
            made.errors()
        )
    finally:
        await made.close()


@pytest.fixture
async def office(
    installation: Installation, library: Library, screens: Screens, request: pytest.FixtureRequest
) -> AsyncIterator[Office]:
    """The shared office. Each test brings its own people and enterprises; nothing here is restarted."""
    async for made in _work(installation, library, screens, request.node.name):
        yield made


@pytest.fixture(scope="module")
def own_installation(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Installation]:
    """An installation of this module alone, to be killed, restarted and broken."""
    made = Installation(tmp_path_factory.mktemp("own"), library)
    yield made
    made.end()


@pytest.fixture
async def own_office(
    own_installation: Installation, library: Library, screens: Screens, request: pytest.FixtureRequest
) -> AsyncIterator[Office]:
    """An office of this module alone: `installation.bot.kill()`, `start_bot()`, `restart_simulator()`."""
    if not own_installation.bot.running:  # the test before killed it
        await asyncio.to_thread(own_installation.start_bot)
    async for made in _work(own_installation, library, screens, request.node.name):
        yield made


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs all tests of a module that has an installation of its own: it takes long to start."""
    for item in items:
        if isinstance(item, pytest.Function) and "own_installation" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the processes said beside a failure."""
    report = yield
    if report.failed:
        for name in ("installation", "own_installation"):
            made = getattr(item, "funcargs", {}).get(name)
            if isinstance(made, Installation):
                for process in (made.bot, made.simulator):
                    report.sections.append(
                        (f"chenan {process.name}", process.output(max(0, process.said - 40)))
                    )
    return report
