"""The mapping file: what a shop says about its columns where inference would guess."""

import tomllib
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.engine.errors import CatalogueError
from service.engine.guess import did_you_mean
from service.engine.schema import FieldKind

MAX_BYTES: Final = 256 * 1024


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RoleColumns(_Strict):
    """Role -> column; `None` leaves the role to inference, "" gives it to no column."""

    id: str | None = None
    title: str | None = None
    description: str | None = None
    brand: str | None = None
    price: str | None = None
    image: str | None = None


class AttributeColumns(_Strict):
    """Which columns become attributes, under which names and as what kind of field."""

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    rename: dict[str, str] = Field(default_factory=dict)
    split: dict[str, Annotated[str, Field(min_length=1, max_length=8)]] = Field(
        default_factory=dict
    )
    kinds: dict[str, FieldKind] = Field(default_factory=dict)


class ColumnMapping(_Strict):
    """A mapping file.

    Attributes:
        roles: what is not said is inferred.
        attributes: `include` and `exclude` name columns, `rename` column -> field, `split` column
            -> what stands between its values, `kinds` field -> keyword, integer, number or boolean.
        facets: exactly these fields are facets; `None` leaves it to the values.
    """

    roles: RoleColumns = RoleColumns()
    attributes: AttributeColumns = AttributeColumns()
    facets: tuple[str, ...] | None = None


def read_mapping(path: Path) -> ColumnMapping:
    """Read a TOML mapping file.

    Raises:
        CatalogueError: naming the file and the key at fault.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CatalogueError(f"the mapping {path} is larger than {MAX_BYTES:,} bytes")
        return ColumnMapping.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CatalogueError(f"the mapping {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"the mapping {path} is no TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        sections: dict[str, type[_Strict]] = {"roles": RoleColumns, "attributes": AttributeColumns}
        known = sections.get(str(first["loc"][0]), ColumnMapping).model_fields
        unknown = first["type"] == "extra_forbidden"
        what = "which is not known" if unknown else first["msg"].lower()
        guess = did_you_mean(str(first["loc"][-1]), known) if unknown else ""
        raise CatalogueError(
            f"the mapping {path} says {where}: {what}{guess}; it takes [roles] "
            f"({', '.join(RoleColumns.model_fields)}), [attributes] "
            f"({', '.join(AttributeColumns.model_fields)}) and facets"
        ) from error
