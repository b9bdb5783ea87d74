"""Modiste's own embedded index, through the protocol that the engine searches by."""

import asyncio
from pathlib import Path
from uuid import UUID

from qdrant_client import models

from service.engine.index import IndexQuery, Leg, Record
from service.engine.index.folder_home import FolderHome
from service.engine.index.protocol import EF, LIVE_BATCH, Candidate, DenseVector
from service.engine.lexicon import Lexicon
from service.engine.schema import Field, Schema
from tests.benchmarks.engines.contender import DEPTH
from tests.benchmarks.engines.stock import Only, Stock


class Modiste:
    """See `Contender`; as it ships, nothing is tuned."""

    package = "modiste"
    setting = "ef, as it ships"
    efforts = (EF,)
    fuses = True

    def build(self, stock: Stock, folder: Path) -> None:
        """See `Contender.build`."""
        home, lexicon = FolderHome(folder), Lexicon()
        writer = home.create(home.begin(), dimension=stock.vectors.shape[1])
        for rows in stock.batches(LIVE_BATCH):
            writer.write(
                [
                    Record(
                        str(UUID(int=row)),
                        {"title": stock.titles[row], "attributes": stock.described(row)},
                        stock.vectors[row],
                        lexicon.weigh_document(stock.titles[row]),
                    )
                    for row in rows
                ]
            )
        writer.finish(Schema(tuple(Field(name, "keyword") for name in stock.attributes)))

    def open(self, folder: Path) -> None:
        """See `Contender.open`."""
        home = FolderHome(folder)
        self._index = home.open(home.names()[-1])
        self._lexicon = Lexicon()
        self._loop = asyncio.new_event_loop()

    def search(self, vector: DenseVector, only: Only | None, effort: int, k: int) -> list[int]:
        """See `Contender.search`."""
        del effort
        return self._ask(IndexQuery((Leg(vector),), _filter(only), k))[:k]

    def hybrid(self, vector: DenseVector, text: str, effort: int, k: int) -> list[int]:
        """See `Contender.hybrid`."""
        del effort
        legs = (Leg(vector), Leg(self._lexicon.weigh_query(text)))
        return self._ask(IndexQuery(legs, None, DEPTH))[:k]

    def _ask(self, query: IndexQuery) -> list[int]:
        found: list[Candidate] = self._loop.run_until_complete(self._index.search(query))
        return [UUID(one.point_id).int for one in found]


def _filter(only: Only | None) -> models.Filter | None:
    if only is None:
        return None
    match = models.MatchAny(any=[only.value])
    condition = models.FieldCondition(key=f"attributes.{only.field}", match=match)
    return models.Filter(must=[condition])
