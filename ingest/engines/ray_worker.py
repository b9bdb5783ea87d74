"""What runs on Ray's workers: encoded pictures in, their vectors and how they are shown out."""

from typing import Any, Final

import pyarrow as pa

from ingest.indexing.embedding import PictureEmbedder
from ingest.pictures.loading import LoadedPicture, PictureFile, decode
from ingest.problem import Problem
from service.engine.encoder import Encoder, Fingerprint
from service.engine.errors import ModelError

_PROBLEM: Final = pa.struct(
    [("reason", pa.string()), ("detail", pa.string()), ("repair", pa.string())]
)
# A row is a batch, so that Ray moves few and large things.
SENT: Final = pa.schema([("number", pa.int64()), ("pictures", pa.list_(pa.large_binary()))])
# Of a picture that is shown as it was sent, `shown` is null: it need not travel back.
_FOUND: Final = pa.struct(
    [
        ("vector", pa.list_(pa.float32())),
        ("likeness", pa.uint64()),
        ("media_type", pa.string()),
        ("shown", pa.large_binary()),
        ("shortfall", _PROBLEM),
        ("problem", _PROBLEM),
    ]
)
EMBEDDED: Final = pa.schema(
    [
        ("number", pa.int64()),
        ("found", pa.list_(_FOUND)),
        ("pictures", pa.int64()),
        ("seconds", pa.float64()),
        ("failed", pa.string()),  # why there is nothing else in the row
    ]
)


class PictureWorker:
    """Decodes and embeds batches of pictures; Ray Data makes one in each of its processes.

    Args:
        encoder: loads its model here, from this machine.
        fingerprint: of the model that the job embeds with; a machine with another one refuses.
    """

    def __init__(self, encoder: Encoder, fingerprint: Fingerprint) -> None:
        self._encoder = encoder
        self._wanted = fingerprint
        self._embedder = PictureEmbedder(encoder)

    def __call__(self, sent: pa.Table) -> pa.Table:
        """Return a row of `EMBEDDED` for each row of `SENT`."""
        rows = [self._answer(row["number"], row["pictures"]) for row in sent.to_pylist()]
        return pa.Table.from_pylist(rows, schema=EMBEDDED)

    def _answer(self, number: int, pictures: list[bytes]) -> dict[str, Any]:
        # Ray would bury the reason in the middle of forty lines.
        try:
            self._check_model()
            return self._embed(number, pictures)
        except Exception as error:  # noqa: BLE001 -- models raise whatever their parts raise
            return {"number": number, "failed": f"{type(error).__name__}: {error}"[:400]}

    def _check_model(self) -> None:
        mine, wanted = self._encoder.fingerprint, self._wanted
        if not mine.compatible(wanted):
            raise ModelError(
                f"its model is {mine.model} ({mine.digest[:12]}), the job's is {wanted.model} "
                f"({wanted.digest[:12]}); install the same Modiste and model on every machine"
            )

    def _embed(self, number: int, pictures: list[bytes]) -> dict[str, Any]:
        before = self._embedder.pictures, self._embedder.seconds
        decoded = [decode(PictureFile("", data)) for data in pictures]
        images = [one.image for one in decoded if isinstance(one, LoadedPicture)]
        vectors = iter(self._embedder.embed(images))
        found: list[dict[str, Any]] = []
        for data, one in zip(pictures, decoded, strict=True):
            vector = next(vectors) if isinstance(one, LoadedPicture) else one
            if isinstance(one, Problem) or isinstance(vector, Problem):
                found.append({"problem": _columns(vector)})
                continue
            found.append(
                {
                    "vector": vector,
                    "likeness": one.likeness,
                    "media_type": one.media_type,
                    "shown": None if one.shown == data else one.shown,
                    "shortfall": _columns(one.shortfall),
                }
            )
        return {
            "number": number,
            "found": found,
            "pictures": self._embedder.pictures - before[0],
            "seconds": self._embedder.seconds - before[1],
        }


def _columns(problem: object) -> dict[str, str] | None:
    if not isinstance(problem, Problem):
        return None
    return {"reason": problem.reason, "detail": problem.detail, "repair": problem.repair}
