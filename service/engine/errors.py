"""The one error tree.

    ModisteError
    ├── BadQueryError            the caller's mistake: names the field and the repair
    │   └── UnknownFieldError    a filter or facet on a field that the catalogue does not have
    ├── UnknownProductError      no product of that id
    ├── PictureError             bytes that are no usable picture
    ├── FetchError               a URL that no picture can be had from
    ├── CatalogueError           a catalogue that cannot be read at all
    ├── GenerationError          an index generation that cannot be opened
    │   ├── NoGenerationError    nothing has been ingested yet
    │   └── MismatchError        made by another model or another preprocessing
    ├── ModelError               a model that cannot be loaded or is no text-and-picture model
    ├── OverloadedError          more is asked than can be answered now; try again in a second
    ├── DistributedError         other machines do not do their part of an ingest
    └── IndexUnavailableError    the index does not answer; try again later

Every message names the thing and the repair. `service.api` maps each class to one HTTP status.
"""


class ModisteError(Exception):
    """Root of everything that Modiste raises on purpose."""


class BadQueryError(ModisteError):
    """A query that cannot be answered as it stands.

    Attributes:
        field: the request field at fault, as the API names it.
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class UnknownFieldError(BadQueryError):
    """A filter or facet names a field that the catalogue does not have."""


class UnknownProductError(ModisteError):
    """No product of that id is in the live generation.

    Attributes:
        product_id: the id that was asked for.
        field: the request field that named it, or `None` where the route does.
    """

    def __init__(self, product_id: str, *, field: str | None = None) -> None:
        super().__init__(f"no product has the id {product_id[:80]!r}")
        self.product_id = product_id
        self.field = field


class PictureError(ModisteError):
    """Bytes that cannot be used as a picture; the message says why."""


class FetchError(ModisteError):
    """A URL that no picture can be had from; the message says why.

    Attributes:
        transient: whether the same may succeed later.
        retry_after_s: how long the server asks to be left alone, when it says so.
    """

    def __init__(
        self, message: str, *, transient: bool = False, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after_s = retry_after_s


class CatalogueError(ModisteError):
    """A catalogue of which nothing can be used."""


class GenerationError(ModisteError):
    """A generation of the index that cannot be opened."""


class NoGenerationError(GenerationError):
    """Nothing has been ingested into this data folder yet."""


class MismatchError(GenerationError):
    """The generation was made by another model or preprocessing than the running one."""


class ModelError(ModisteError):
    """A model that cannot be loaded, or that does not embed both words and pictures."""


class OverloadedError(ModisteError):
    """A queue is full: the same request succeeds when there are fewer of them."""


class DistributedError(ModisteError):
    """Ray is not installed, cannot be reached, or its workers failed; the message says which."""


class IndexUnavailableError(ModisteError):
    """The index does not answer now; the same request may succeed later.

    Attributes:
        retry_after_s: when it is worth asking again; `None` when nobody knows.
        busy: it answered, but only that it has too much to do.
    """

    def __init__(
        self, message: str, *, retry_after_s: float | None = None, busy: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.busy = busy
