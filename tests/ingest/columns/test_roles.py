"""Which column plays which role."""

from pathlib import Path

import pytest

from ingest.columns.mapping import ColumnMapping, read_mapping
from ingest.columns.roles import assign_roles
from service.engine.errors import CatalogueError

_NONE = ColumnMapping()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ["id", "gender", "baseColour", "productDisplayName", "image"],
            {"id": "id", "title": "productDisplayName", "image": "image"},
        ),
        (
            ["SKU", "Product Name", "Desc", "Brand Name", "MRP", "img"],
            {
                "id": "SKU",
                "title": "Product Name",
                "description": "Desc",
                "brand": "Brand Name",
                "price": "MRP",
                "image": "img",
            },
        ),
        (["name", "title", "photo"], {"title": "title", "image": "photo"}),
        (
            ["name", "price_eur", "photo"],
            {"title": "name", "price": "price_eur", "image": "photo"},
        ),
        (
            ["name", "price_amount", "price_currency", "photos"],
            {"title": "name", "price": "price_amount", "image": "photos"},
        ),
        (
            ["product_id", "mrp", "selling_price", "image_path", "title"],
            {
                "id": "product_id",
                "title": "title",
                "price": "selling_price",
                "image": "image_path",
            },
        ),
    ],
)
def test_known_layouts_need_no_mapping(columns: list[str], expected: dict[str, str]) -> None:
    roles = assign_roles(columns, pictures=(), mapping=_NONE)
    assert roles.named() == expected
    assert set(roles.attributes) == set(columns) - set(expected.values())


def test_a_column_that_names_picture_files_is_the_picture() -> None:
    columns = ["name", "Photo of it", "logo"]
    roles = assign_roles(
        columns, pictures=(), files=["Photo of it", "logo"], mapping=ColumnMapping()
    )
    assert roles.image == "Photo of it"
    assert roles.attributes == ("logo",)
    named = assign_roles([*columns, "image"], pictures=(), files=["logo"], mapping=ColumnMapping())
    assert named.image == "image"


def test_any_price_is_the_price_but_what_it_was_before() -> None:
    columns = ["name", "Old price", "Compare-at price", "Shelf price", "Item No"]
    roles = assign_roles(columns, pictures=(), mapping=ColumnMapping())
    assert (roles.price, roles.id) == ("Shelf price", "Item No")
    assert roles.attributes == ("Old price", "Compare-at price")


def test_a_column_of_bytes_is_the_picture_whatever_its_name() -> None:
    roles = assign_roles(["id", "jpeg_data"], pictures=["jpeg_data"], mapping=_NONE)
    assert roles.image == "jpeg_data"


def test_index_columns_of_data_frames_are_no_attributes() -> None:
    columns = ["", "Unnamed: 0", "__index_level_0__", "title", "colour"]
    assert assign_roles(columns, pictures=(), mapping=_NONE).attributes == ("colour",)


def test_the_mapping_wins_and_the_rest_is_inferred(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(
        'facets = ["colour"]\n[roles]\nid = "ref"\nprice = ""\n'
        '[attributes]\nexclude = ["note"]\nrename = { Farbe = "colour" }\n'
        'kinds = { size = "keyword" }\n'
    )
    mapping = read_mapping(path)
    columns = ["id", "ref", "title", "price", "note", "Farbe"]
    roles = assign_roles(columns, pictures=(), mapping=mapping)
    assert roles.named() == {"id": "ref", "title": "title"}
    assert roles.attributes == ("id", "price", "Farbe")
    assert mapping.facets == ("colour",)


def test_include_keeps_only_the_named_columns() -> None:
    mapping = ColumnMapping.model_validate({"attributes": {"include": ["colour"]}})
    roles = assign_roles(["title", "colour", "size"], pictures=(), mapping=mapping)
    assert roles.attributes == ("colour",)


def test_a_mapping_of_a_column_that_is_not_there_guesses_which_was_meant() -> None:
    mapping = ColumnMapping.model_validate({"roles": {"title": "produktname"}})
    with pytest.raises(CatalogueError) as error:
        assign_roles(["id", "Produktname"], pictures=(), mapping=mapping)
    assert "did you mean 'Produktname'" in str(error.value)


def test_without_a_usable_column_the_message_says_what_was_expected_and_found() -> None:
    with pytest.raises(CatalogueError) as error:
        assign_roles(["foo", "bar"], pictures=(), mapping=_NONE)
    assert "found foo, bar" in str(error.value)
    assert "title, name, description, image" in str(error.value)
    assert "--mapping" in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[roles]\ncolour = 'x'", "roles.colour"),
        ("[roles", "no TOML"),
        ("[attributes]\nkinds = { size = 'text' }", "attributes.kinds.size"),
        ("facets = 'colour'", "facets"),
    ],
)
def test_a_wrong_mapping_is_refused_with_the_key_at_fault(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(content)
    with pytest.raises(CatalogueError) as error:
        read_mapping(path)
    assert said in str(error.value)


def test_a_missing_mapping_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as error:
        read_mapping(tmp_path / "none.toml")
    assert "none.toml cannot be read" in str(error.value)
