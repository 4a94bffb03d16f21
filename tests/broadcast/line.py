"""A long line: a TCP relay on loopback that holds everything back, half a round trip each way."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

CHUNK = 65536


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    """Pass bytes on after so many seconds, in their order; what follows waits for nothing else."""
    loop = asyncio.get_running_loop()
    held: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def read() -> None:
        while data := await reader.read(CHUNK):
            held.put_nowait((loop.time() + seconds, data))
        held.put_nowait((loop.time() + seconds, b""))

    reading = asyncio.ensure_future(read())
    try:
        while True:
            at, data = await held.get()
            if (left := at - loop.time()) > 0:
                await asyncio.sleep(left)
            if not data:
                return
            writer.write(data)
            await writer.drain()
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        writer.close()


@asynccontextmanager
async def line(url: str, round_trip: float) -> AsyncIterator[str]:
    """The URL of a relay to `url`, an `http://HOST:PORT`; `round_trip` in seconds."""
    host, _, port = url.removeprefix("http://").partition(":")
    connections: set[asyncio.Task[None]] = set()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        try:
            far_reader, far_writer = await asyncio.open_connection(host, int(port))
            await asyncio.gather(
                _pump(reader, far_writer, round_trip / 2), _pump(far_reader, writer, round_trip / 2)
            )
        except (OSError, asyncio.CancelledError):
            writer.close()
        finally:
            connections.discard(task)

    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.gather(*connections, return_exceptions=True)
