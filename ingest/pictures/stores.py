"""Object stores: pictures in buckets of S3 and Google Cloud Storage, through fsspec."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Self

from service.engine.errors import FetchError
from service.engine.picture import MAX_BYTES
from service.own_python import install_extra

SCHEMES: Final = frozenset(("s3", "gs", "gcs"))


class ObjectStores:
    """Reads pictures out of the buckets that the shop has named as its own.

    The job's own credentials open them, and a catalogue may come from elsewhere: what is not
    named is not read.

    Args:
        buckets: `scheme -> names of buckets`.
    """

    def __init__(self, buckets: Mapping[str, frozenset[str]]) -> None:
        self._buckets = buckets

    @classmethod
    def parse(cls, entries: Iterable[str], *, schemes: Iterable[str] = SCHEMES) -> Self:
        """Read `scheme://bucket` entries.

        Raises:
            ValueError: naming the entry and the form.
        """
        buckets: dict[str, frozenset[str]] = {scheme: frozenset() for scheme in schemes}
        for entry in entries:
            scheme, _, bucket = entry.strip().partition("://")
            bucket = bucket.rstrip("/")
            if scheme not in buckets or not bucket or "/" in bucket:
                raise ValueError(f"{entry[:80]!r} is no bucket; give s3://bucket or gs://bucket")
            buckets[scheme] |= {bucket}
        return cls(buckets)

    def hold(self, url: str) -> bool:
        """Whether a URL is of the kind that is read here."""
        return url.partition("://")[0] in self._buckets and "://" in url

    def get(self, url: str) -> bytes:
        """Return the picture behind a URL; blocks.

        Raises:
            FetchError: saying what is wrong with the URL or its store.
        """
        scheme, _, path = url.partition("://")
        bucket, _, key = path.partition("/")
        if bucket not in self._buckets[scheme]:
            raise FetchError(
                f"the bucket {scheme}://{bucket[:80]} is not among the shop's own; "
                f"name it: --own-host {scheme}://{bucket[:80]}"
            )
        if not key:
            raise FetchError("names a bucket and no picture in it")
        try:
            # One request; one byte more than allowed says that there is more.
            data = bytes(_filesystem(scheme).cat_file(path, start=0, end=MAX_BYTES + 1))
        except ImportError:
            raise FetchError(
                f"{scheme}:// needs a library that is not installed: {install_extra('cloud')}"
            ) from None
        except FileNotFoundError:
            raise FetchError("there is nothing under that name in the bucket") from None
        except PermissionError:
            raise FetchError("the job may not read it; check its credentials") from None
        except Exception as error:  # stores raise whatever their libraries raise
            raise FetchError(
                f"the store does not give it ({type(error).__name__})", transient=True
            ) from error
        if len(data) > MAX_BYTES:
            raise FetchError(f"the picture has more than {MAX_BYTES:,} bytes")
        return data


@cache
def _filesystem(scheme: str) -> Any:
    import fsspec

    return fsspec.filesystem(scheme)
