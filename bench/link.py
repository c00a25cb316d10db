"""A slow line: a proxy on this machine with a delay, a bandwidth and a queue that is full at some point."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

_PACKET = 1400
_QUEUE = 64 * 1024
"""Bytes that may be under way; who sends more waits."""


@dataclass(frozen=True, slots=True)
class Line:
    """How slow it is."""

    round_trip: float
    """Seconds there and back."""
    bandwidth: float
    """Bytes a second, each way."""


class _Way:
    """One direction of one connection."""

    def __init__(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._line = line
        self._reader = reader
        self._writer = writer
        self._under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        self._room = asyncio.Semaphore(_QUEUE // _PACKET)

    async def carry(self) -> None:
        """Carry bytes until one end closes."""
        arriving = asyncio.create_task(self._arrive())
        loop = asyncio.get_running_loop()
        free = 0.0
        with suppress(ConnectionError):
            while data := await self._reader.read(_PACKET):
                await self._room.acquire()
                free = max(loop.time(), free) + len(data) / self._line.bandwidth
                self._under_way.put_nowait((free + self._line.round_trip / 2, data))
        self._under_way.put_nowait((loop.time(), b""))
        await arriving

    async def _arrive(self) -> None:
        loop = asyncio.get_running_loop()
        with suppress(ConnectionError):
            while True:
                at, data = await self._under_way.get()
                if not data:
                    break
                await asyncio.sleep(max(0.0, at - loop.time()))
                self._writer.write(data)
                await self._writer.drain()
                self._room.release()
        self._writer.close()


@contextmanager
def slow(line: Line, port: int) -> Iterator[int]:
    """A port of this machine that leads to another one over a slow line."""
    loop = asyncio.new_event_loop()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        for each in (writer, back):
            each.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # At the end whatever is still open is cut off.
        with suppress(asyncio.CancelledError):
            await asyncio.gather(_Way(line, reader, back).carry(), _Way(line, there, writer).carry())

    server = loop.run_until_complete(asyncio.start_server(connect, "127.0.0.1", 0))
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(_cut_off())
        loop.close()


async def _cut_off() -> None:
    """End whatever is still carried."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
