"""The server home: generations as collections of a Qdrant server or cluster."""

from service.engine.index.server.home import ServerHome
from service.engine.index.server.index import ServerIndex
from service.engine.index.server.options import ServerOptions, connect

__all__ = ["ServerHome", "ServerIndex", "ServerOptions", "connect"]
