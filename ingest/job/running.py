"""Running the job: what is asked for is read, locked and begun."""

from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ingest.columns.drafts import Columns
from ingest.columns.mapping import ColumnMapping, read_mapping
from ingest.digest import Stamps, catalogue_digest
from ingest.engines import Engine, LocalEngine
from ingest.engines.ray_data import RayEngine
from ingest.generation import live_manifest
from ingest.job.accounting import Account
from ingest.job.options import SAMPLE_ROWS, Options
from ingest.job.syncing import Sync
from ingest.lock import IngestLock
from ingest.progress import Silent, Watcher
from ingest.readers import open_catalogue
from ingest.report import Report
from service.engine.data_folder import require_folder
from service.engine.encoder import Encoder
from service.engine.index.folder_home import FolderHome
from service.engine.index.home import Home


def run(
    catalogue: Path,
    *,
    data: Path,
    encoder: Encoder,
    home: Home | None = None,
    options: Options | None = None,
    watcher: Watcher | None = None,
) -> Report:
    """Make the index say exactly what a catalogue says.

    Only what has changed costs more than a hash. A copy of the live generation is brought up to
    date, checked and then made live; whatever goes wrong before that, the live generation stays as
    it is, and the next run goes on where this one stopped. A generation of another model is built
    from nothing. The generation that was live before is kept for rollback.

    Args:
        catalogue: a file or a folder.
        data: where the pictures and the rejects go, and the index as well unless `home` is given.
        encoder: what embeds the pictures.
        home: where the generations live.
        options: how the catalogue is read.
        watcher: is told how far it has come.

    Raises:
        CatalogueError: when nothing of the catalogue can be used, it changes while it is read, or
            too many products have left it.
        GenerationError: when the new generation does not pass its checks.
        LockedError: when another ingest is writing to the folder.
        IndexUnavailableError: when a server stays away.
        DistributedError: when Ray is not there or its workers fail.
        ModisteError: for a model that cannot be loaded.
        OSError: for a full disk or a folder that cannot be written.
    """
    chosen = options or Options()
    started = perf_counter()
    source = open_catalogue(catalogue)
    mapping = read_mapping(chosen.mapping) if chosen.mapping else ColumnMapping()
    columns = Columns(list(islice(source.rows(pictures=False), SAMPLE_ROWS)), mapping)
    require_folder(data)
    with ExitStack() as stack:
        if chosen.dry_run and not data.exists():
            data = Path(stack.enter_context(TemporaryDirectory()))
        stack.enter_context(IngestLock(data))
        stamps = Stamps.of(source)
        digest = catalogue_digest(
            source,
            columns=columns,
            mapping=mapping,
            fingerprint=encoder.fingerprint,
            limit=chosen.limit,
        )
        generations = home or FolderHome(data)
        live = live_manifest(generations)
        engine = _engine(encoder, chosen)
        account = Account(catalogue, source, columns, live, engine, started)
        job = Sync(
            account=account,
            source=source,
            columns=columns,
            mapping=mapping,
            stamps=stamps,
            digest=digest,
            options=chosen,
            data=data,
            home=generations,
            live=live,
            encoder=encoder,
            watcher=watcher or Silent(),
            engine=engine,
        )
        if job.confirmed():
            return account.unchanged()
        return job.rehearse() if chosen.dry_run else job.run()


def _engine(encoder: Encoder, options: Options) -> Engine:
    if options.ray is not None:
        return RayEngine(encoder, batch_size=options.batch_size, options=options.ray)
    return LocalEngine(encoder, batch_size=options.batch_size)
