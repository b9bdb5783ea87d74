from finetune.queries.products import judged_products
from service.engine.product import Product


def test_id_title_and_brand_are_judged_like_attributes() -> None:
    product = Product(id="7", title=" Blue  Shirt ", brand="Acme", attributes={"year": 2012})
    (judged,) = judged_products([product])
    assert (judged.id, judged.title) == ("7", "Blue Shirt")
    assert judged.attributes == {
        "id": "7",
        "title_key": "blue shirt",
        "brand": "Acme",
        "year": 2012,
    }


def test_a_missing_title_or_brand_is_an_absent_key() -> None:
    for title in (None, "", "  "):
        (judged,) = judged_products([Product(id="7", title=title)])
        assert judged.title is None
        assert judged.attributes == {"id": "7"}


def test_a_given_brand_is_kept_and_a_missing_one_inferred() -> None:
    products = [Product(id=str(n), title=f"Nike Item {n}") for n in range(6)]
    *inferred, given = judged_products([*products, Product(id="9", title="Nike X", brand="NIKE")])
    assert {one.attributes["brand"] for one in inferred} == {"Nike Item"}
    assert given.attributes["brand"] == "NIKE"
