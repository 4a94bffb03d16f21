"""A relay on loopback between a process and a server, which a test cuts: the line fails, both ends go on."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

CHUNK = 65536
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER by which closing resets the connection."""


class Relay:
    """Passes connections on to HOST:PORT of this machine, in a thread of its own.

    `cut` ends every connection and refuses new ones. `silence` loses all that is sent, on both ways: a new
    connection is taken and never answered, and one that had been lost stays so after `heal`, as where a
    firewall has forgotten it.
    """

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self._far = (host, port)
        self._state: Literal["open", "cut", "silent"] = "open"
        self._pairs: set[_Pair] = set()
        self._loop = asyncio.new_event_loop()
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._loop.run_forever, name="relay", daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result()

    @property
    def connections(self) -> int:
        """The number of connections that pass bytes on."""
        return sum(not one.is_lost for one in tuple(self._pairs))

    def lead_to(self, port: int) -> None:
        """Pass new connections on to another port of the same machine."""
        self._far = (self._far[0], port)

    def cut(self) -> None:
        """End all connections, and refuse new ones."""
        self._set("cut")

    def drop(self) -> None:
        """End all connections at once; new ones are passed on."""
        self._set("cut")
        self._set("open")

    def silence(self) -> None:
        """Lose whatever is sent from now on."""
        self._set("silent")

    def heal(self) -> None:
        """Pass new connections on again."""
        self._set("open")

    def close(self) -> None:
        """End the relay."""
        self._set("cut")
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._socket.close()
        self._loop.close()

    def _set(self, state: Literal["open", "cut", "silent"]) -> None:
        async def change() -> None:
            self._state = state
            for one in tuple(self._pairs):
                if state == "cut":
                    one.reset()
                elif state == "silent":
                    one.is_lost = True

        asyncio.run_coroutine_threadsafe(change(), self._loop).result()

    async def _end(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _begin(self) -> None:
        self._server = await asyncio.start_server(self._take, sock=self._socket)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pair = _Pair(writer, is_lost=self._state == "silent")
        self._pairs.add(pair)
        try:
            if self._state == "cut":
                return
            if pair.is_lost:
                while await reader.read(CHUNK):
                    pass
                return
            far_reader, pair.far = await asyncio.open_connection(*self._far)
            await asyncio.gather(self._pump(pair, reader, pair.far), self._pump(pair, far_reader, writer))
        except OSError:
            pass
        finally:
            pair.reset()
            self._pairs.discard(pair)

    async def _pump(self, pair: _Pair, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(CHUNK):
            if not pair.is_lost:
                writer.write(data)
                await writer.drain()
        if not pair.is_lost:  # nobody hears that the other end has closed, either
            pair.reset()


class _Pair:
    """A connection, and the one it is passed on by."""

    def __init__(self, near: asyncio.StreamWriter, *, is_lost: bool) -> None:
        self.near = near
        self.far: asyncio.StreamWriter | None = None
        self.is_lost = is_lost

    def reset(self) -> None:
        """End both."""
        for one in (self.near, self.far):
            if one is not None and not one.is_closing():
                with contextlib.suppress(OSError):
                    one.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                one.transport.abort()


@contextmanager
def relay_to(port: int, host: str = "127.0.0.1") -> Iterator[Relay]:
    """A relay until the block ends."""
    made = Relay(port, host)
    try:
        yield made
    finally:
        made.close()
