"""A Ray cluster with a stream through it: batches of pictures in, rows of what was found out."""

import logging
import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final, Self

import pyarrow as pa

from ingest.closing import Closing
from ingest.engines.ray_worker import SENT
from service.engine.errors import DistributedError

# Of a Ray of this machine alone: it holds no more than what is under way.
_STORE_BYTES: Final = 256 * 1024**2


@dataclass(frozen=True, slots=True, kw_only=True)
class RayOptions:
    """Where Ray runs, and how much of it is used.

    Attributes:
        address: of the cluster, `host:6379` or `auto`; by default `RAY_ADDRESS`, and without that a
            Ray of this machine alone, which ends with the job.
        workers: processes that embed; each loads the model.
        cpus: cores that each of them computes with.
    """

    address: str | None = None
    workers: int = 2
    cpus: int = 1


class Cluster(Closing):
    """Ray Data, fed while it runs: what is sent comes back in the same order.

    Args:
        worker: a class that is made and called in each process: rows of `SENT` in, as many of
            `EMBEDDED` out.
        arguments: what it is made with.
        options: where Ray runs.

    Every method raises `DistributedError` when Ray or a worker fails.
    """

    def __init__(self, worker: type, arguments: tuple[Any, ...], *, options: RayOptions) -> None:
        self._worker = worker
        self._arguments = arguments
        self._options = options
        self._stack = ExitStack()
        self._sent = self._received = 0
        self._outbox: Any = None
        self._rows: Iterator[Mapping[str, Any]] = iter(())

    def __enter__(self) -> Self:
        with _spoken(), ExitStack() as stack:
            self._start(stack)
            self._stack = stack.pop_all()
        return self

    def close(self) -> None:
        """Stop what runs on the cluster; a Ray that was started for it ends."""
        self._stack.close()

    def send(self, pictures: Sequence[bytes]) -> None:
        """Send a batch of encoded pictures."""
        row = {"number": self._sent, "pictures": list(pictures)}
        with _spoken():
            self._outbox.send.remote(self._sent, pa.Table.from_pylist([row], schema=SENT))
        self._sent += 1

    def end(self) -> None:
        """Promise that nothing more will be sent, so that nothing waits for it."""
        with _spoken():
            self._outbox.end.remote(self._sent)

    def receive(self) -> Mapping[str, Any]:
        """Wait for the oldest batch that has not come back, and return its row of `EMBEDDED`."""
        with _spoken():
            row = next(self._rows, None)
        if row is None or row["number"] != self._received:
            raise DistributedError("Ray lost a batch; run the same command again, it goes on")
        if row["failed"]:
            raise DistributedError(
                f"a Ray worker fails: {row['failed']}; the next run goes on from what is written"
            )
        self._outbox.drop.remote(self._received)
        self._received += 1
        return row

    def _start(self, stack: ExitStack) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a job sends nothing to anybody
        # What goes wrong comes back as an exception.
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        import ray
        from ray.data import ActorPoolStrategy, DataContext, read_datasource
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        from ingest.engines.ray_source import Outbox, Posted

        options = self._options
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        if not ray.is_initialized():
            stack.callback(ray.shutdown)
            ray.init(**_where(options), logging_level=logging.ERROR, log_to_driver=False)
        # On the job's own machine, so that it is there for as long as the job.
        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        self._outbox = ray.remote(Outbox).options(num_cpus=0, scheduling_strategy=here).remote()
        stack.callback(ray.kill, self._outbox)
        context = DataContext.get_current().copy()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        # A batch goes on as soon as it is there, instead of when 128 MB are.
        context.target_max_block_size = 1
        with DataContext.current(context):
            dataset = read_datasource(
                Posted(self._outbox), override_num_blocks=1, num_cpus=0
            ).map_batches(
                self._worker,
                fn_constructor_args=self._arguments,
                batch_size=1,
                batch_format="pyarrow",
                compute=ActorPoolStrategy(size=options.workers),
                num_cpus=options.cpus,
            )
        rows = _rows(dataset)
        stack.callback(rows.close)
        self._rows = rows


def _rows(dataset: Any) -> Generator[Mapping[str, Any]]:
    # `iter_rows` holds each row back until the next one is there.
    for table in dataset.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0):
        yield from table.to_pylist()


def _where(options: RayOptions) -> dict[str, Any]:
    if options.address or os.environ.get("RAY_ADDRESS"):
        return {"address": options.address}
    return {
        "address": "local",
        "include_dashboard": False,
        "num_cpus": max(os.cpu_count() or 1, options.workers * options.cpus),
        "object_store_memory": _STORE_BYTES,
        # By default its processes give way to all others.
        "_system_config": {"worker_niceness": 0},
    }


@contextmanager
def _spoken() -> Iterator[None]:
    """Say in one line what Ray says in forty."""
    try:
        yield
    except Exception as error:  # Ray raises its own, those of the workers, and those of sockets
        cause = getattr(error, "cause", None) or error.__cause__ or error
        said = str(cause).strip().splitlines() or [type(cause).__name__]
        raise DistributedError(
            f"Ray: {said[-1][:400]}; the next run goes on from what is written"
        ) from error
