from service.engine.product import Product, point_id
from service.engine.schema import Field, Schema, field_name, to_payload, to_product

SCHEMA = Schema((Field("on_sale", "boolean"), Field("sizes", "keyword")))


def test_a_point_id_never_changes() -> None:
    # Pinned: another value would orphan every index in the world.
    assert point_id("15970") == "2d71e4b1-f240-5421-94ad-ccf8346c6710"


def test_a_product_survives_its_payload() -> None:
    product = Product(
        id="a/b c",
        title="Röck",
        price=12.5,
        picture="00ff",
        attributes={"on_sale": True, "sizes": ("S", "M"), "year": 2012, "weight": 0.5},
    )
    assert to_product(to_payload(product), SCHEMA) == product


def test_missing_values_are_absent_keys() -> None:
    payload = to_payload(Product(id="1"))
    assert payload.keys() == {"id", "attributes", "digest"}
    assert payload["attributes"] == {}


def test_search_text_has_title_brand_words_and_id() -> None:
    product = Product("SKU-1", "Blue shirt", "Soft.", "Acme", 9.0, None, {"fit": "Slim", "year": 2})
    assert product.search_text == "Blue shirt Acme Slim Soft. SKU-1"


def test_a_column_name_cannot_be_a_path() -> None:
    assert field_name(' base.colour["x"] ') == "base_colour_x"
