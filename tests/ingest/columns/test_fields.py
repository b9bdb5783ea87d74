"""Kinds of fields, and which of them are facets."""

import pytest

from ingest.columns.fields import MAX_FACET_VALUES, Fields, infer_kind
from service.engine.errors import CatalogueError
from service.engine.product import AttributeValue, Product
from service.engine.schema import Field


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "", "NA"], "integer"),
        ([2012.0, None, 2013.0], "integer"),
        (["1.5", "2"], "number"),
        (["yes", "no", "-"], "boolean"),
        ([True, False], "boolean"),
        (["8", "10", "XL"], "keyword"),
        ([*map(str, range(60)), "twelve"], "integer"),
        ([*map(str, range(60)), "0012"], "keyword"),
        ([*map(str, range(60)), "S", "M"], "keyword"),
        (["007", "008"], "keyword"),
        ([["a", "b"], "c"], "keyword"),
        ([None, ""], "keyword"),
    ],
)
def test_a_kind_is_the_narrowest_that_every_value_fits(cells: list[object], kind: str) -> None:
    assert infer_kind(cells) == kind


def _observe(fields: Fields, **attributes: AttributeValue) -> None:
    fields.observe(Product(id="1", attributes=attributes))


def test_values_take_the_kind_of_their_field_and_missing_ones_are_absent() -> None:
    fields = Fields({"year": "integer", "kids": "boolean", "weight": "number"})
    assert fields.fit("year", "2012") == 2012
    assert fields.fit("kids", "Yes") is True
    assert fields.fit("weight", "2") == 2
    assert fields.fit("year", "n/a") is None
    assert fields.fit("colours", ["red", "blue"]) == ("red", "blue")


@pytest.mark.parametrize(("name", "cell"), [("year", "soon"), ("kids", "maybe"), ("year", ["1"])])
def test_a_value_that_does_not_fit_is_refused(name: str, cell: object) -> None:
    with pytest.raises(ValueError, match="no"):
        Fields({"year": "integer", "kids": "boolean"}).fit(name, cell)


def test_a_late_fraction_turns_an_integer_field_into_a_number_field() -> None:
    fields = Fields({"weight": "integer"})
    for cell in ("100", "120.5"):
        value = fields.fit("weight", cell)
        assert value is not None
        _observe(fields, weight=value)
    assert fields.schema(None).field("weight") == Field("weight", "number", facet=False)


def test_few_values_make_a_facet_and_nearly_unique_ones_do_not() -> None:
    fields = Fields({"colour": "keyword", "code": "keyword", "year": "integer"})
    for n in range(100):
        _observe(fields, colour=f"colour {n % 12}", code=f"code {n}", year=2000 + n % 3)
    schema = fields.schema(None)
    assert schema.facets == ("colour", "year")
    assert fields.uncounted(schema) == {"code": "values that hardly repeat"}
    exactly = fields.schema(("colour",))
    assert fields.uncounted(exactly)["year"] == "not among the mapping's facets"


def test_more_values_than_can_be_offered_are_no_facet_and_are_forgotten() -> None:
    fields = Fields({"colour": "keyword"})
    for n in range(4 * MAX_FACET_VALUES):
        _observe(fields, colour=f"colour {n % (MAX_FACET_VALUES + 1)}")
    assert fields.schema(None).facets == ()
    assert fields._tallies["colour"].values is None


def test_long_texts_are_fields_but_no_facets() -> None:
    fields = Fields({"care": "keyword"})
    _observe(fields, care="wash " * 60)
    assert fields.schema(None).field("care").facet is False


def test_brand_and_price_are_fields_when_any_product_has_them() -> None:
    fields = Fields({"unused": "keyword"})
    fields.observe(Product(id="1", brand="Acme", price=9.5))
    assert fields.schema(None).fields == (
        Field("brand", "keyword", facet=True),
        Field("price", "number", facet=False),
    )


def test_the_mappings_facets_are_exactly_the_facets() -> None:
    fields = Fields({"colour": "keyword", "code": "keyword"})
    for n in range(100):
        _observe(fields, colour="red", code=f"code {n}")
    assert fields.schema(("code",)).facets == ("code",)


def test_a_facet_that_no_product_has_is_refused() -> None:
    fields = Fields({"colour": "keyword"})
    _observe(fields, colour="red")
    with pytest.raises(CatalogueError) as error:
        fields.schema(("color",))
    assert "'color', which no product has; did you mean 'colour'? (fields: colour)" in str(
        error.value
    )
