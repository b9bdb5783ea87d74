"""Listening: connections that must say what they want soon."""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEADER_TIMEOUT_S: Final = 10.0


class HurriedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, but a request's headers must be whole in time.

    Without it, a connection that sends nothing, or a byte of a header now and then, stays for ever.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._hurry()

    def data_received(self, data: bytes) -> None:
        """Read on; the time for the headers does not begin anew with every byte."""
        super().data_received(data)
        if self._answering:
            self._unhurry()
        elif self.conn.trailing_data[0]:
            self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._unhurry()
        super().connection_lost(exc)

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _hurry(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEADER_TIMEOUT_S, self._give_up)

    def _unhurry(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if not self._answering:
            self.transport.close()
