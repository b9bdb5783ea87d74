"""Deadlines: nothing is computed for a client that has gone, and nothing goes on for ever."""

import asyncio
from http import HTTPStatus
from typing import Final

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.errors import problem

_API: Final = "/v1/"
_DISCONNECT: Final[Message] = {"type": "http.disconnect"}


class Deadline:
    """ASGI middleware for the API's own routes.

    Args:
        app: what answers.
        timeout_s: seconds for a request from its first line to its answer, its body included.
    """

    def __init__(self, app: ASGIApp, *, timeout_s: float) -> None:
        self._app = app
        self._timeout_s = timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in time, or stop."""
        if scope["type"] != "http" or not scope["path"].startswith(_API):
            await self._app(scope, receive, send)
            return
        call = _Call(receive, send)
        work = asyncio.create_task(self._answer(scope, call))
        call.watch(work, has_body=_has_body(scope))
        try:
            done, _ = await asyncio.wait({work}, timeout=self._timeout_s)
        finally:
            call.unwatch()
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
        if not work.cancelled():
            work.result()
        elif not done and not call.started:
            await self._refuse(scope, receive, send, read=call.read)

    async def _answer(self, scope: Scope, call: "_Call") -> None:
        await self._app(scope, call.receive, call.send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, *, read: bool) -> None:
        status = HTTPStatus.SERVICE_UNAVAILABLE if read else HTTPStatus.REQUEST_TIMEOUT
        what = "no answer was found" if read else "the body did not arrive"
        detail = f"{what} within {self._timeout_s:g} seconds; try again"
        # What is left of a body that comes too slowly is not waited for.
        headers = {} if read else {"Connection": "close"}
        response = problem(Request(scope), status, detail, headers=headers)
        await response(scope, receive, send)


class _Call:
    """One request: passes messages on, and looks out for the client's going."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._gone = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._empty = False
        self._finished = False
        self.started = False
        self.read = False

    def watch(self, work: "asyncio.Task[None]", *, has_body: bool) -> None:
        """Cancel the work when the client goes; from the end of its body on."""
        self._work = work
        if not has_body:
            self._empty = True
            self._begin_watching()

    def unwatch(self) -> None:
        """Look out no longer."""
        if self._watcher is not None:
            self._watcher.cancel()

    async def receive(self) -> Message:
        if self._watcher is not None:
            if self._empty:
                self._empty = False
                return {"type": "http.request", "body": b"", "more_body": False}
            await self._gone.wait()
            return _DISCONNECT
        message = await self._receive()
        if message["type"] == "http.request" and not message.get("more_body"):
            self._begin_watching()
        return message

    async def send(self, message: Message) -> None:
        self.started = True
        # What follows the last byte of an answer is still done when the client hangs up on it.
        self._finished = message["type"] == "http.response.body" and not message.get("more_body")
        await self._send(message)

    def _begin_watching(self) -> None:
        self.read = True
        self._watcher = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone.set()
        if self._work is not None and not self._finished:
            self._work.cancel()


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
