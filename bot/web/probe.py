"""Whether the page answers: for health checks, and for `chenan doctor`."""

from __future__ import annotations

from urllib.parse import urlsplit

import aiohttp

SECONDS = 4.0
PATH = "/w/icon.svg"


async def fault(url: str, listen: str = "") -> str:
    """The reason the page of `url` does not answer, empty where it does; `listen`: the address asked
    instead of its name."""
    host = urlsplit(url).netloc
    where = f"http://{listen}" if listen else url
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
            session.get(where + PATH, headers={"Host": host}, allow_redirects=False) as response,
        ):
            body = await response.content.read(1024)
            if response.status == 200 and b"<svg" in body:
                return ""
            return f"HTTP {response.status}"
    except (TimeoutError, aiohttp.ClientError, OSError) as problem:
        return type(problem).__name__
