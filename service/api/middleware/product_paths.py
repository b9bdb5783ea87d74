"""Product ids in paths: any string, also one with slashes."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_PRODUCTS: Final = "/v1/products/"


class EncodedProductPaths:
    """ASGI middleware: product paths are routed as they were sent, still percent-encoded.

    Decoded, the id `a/image` could not be told from the picture of `a`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the encoded path in the decoded one's place."""
        if scope["type"] == "http" and scope["path"].startswith(_PRODUCTS):
            raw: bytes | None = scope.get("raw_path")
            if raw:
                scope = {**scope, "path": raw.partition(b"?")[0].decode("latin-1")}
        await self._app(scope, receive, send)
