"""Rows become drafts of products."""

from ingest.columns.drafts import MAX_FIELDS, Columns, Draft
from ingest.columns.mapping import ColumnMapping
from ingest.columns.names import FieldNames
from ingest.problem import Problem
from ingest.readers import Row, StoredPicture


class _Warnings(list[str]):
    def __call__(self, message: str, example: str) -> None:
        self.append(f"{message} ({example})")


def _columns(*rows: dict[str, object], **mapping: object) -> tuple[Columns, list[Row]]:
    read = [Row(n, f"line {n + 1}", values) for n, values in enumerate(rows, 1)]
    return Columns(read, ColumnMapping.model_validate(mapping)), read


def _draft(columns: Columns, row: Row) -> Draft:
    draft = columns.draft(row, _Warnings())
    assert isinstance(draft, Draft)
    return draft


def test_a_row_becomes_a_draft_with_roles_and_attributes() -> None:
    columns, (row,) = _columns(
        {
            "id": 15970,
            "name": " Navy  shirt",
            "desc": "<b>Cotton</b>",
            "brand": "Turtle",
            "price": "Rs. 1,299.00",
            "image": "images/1.jpg",
            "Base Colour": "Navy",
            "usage": "NA",
        }
    )
    draft = _draft(columns, row)
    assert draft.ids == ("15970",)
    assert (draft.title, draft.description) == ("Navy shirt", "Cotton")
    assert (draft.brand, draft.price) == ("Turtle", 1299.0)
    assert draft.picture == StoredPicture(path="images/1.jpg")
    assert draft.attributes == {"Base_Colour": "Navy"}


def test_a_value_that_does_not_fit_is_left_out_with_a_warning() -> None:
    rows: list[dict[str, object]] = [{"id": n, "name": "x", "year": "2012"} for n in range(3)]
    columns, _ = _columns(*rows)
    warnings = _Warnings()
    late = Row(9, "line 10", {"id": "9", "name": "x", "year": "soon", "price": "?"})
    draft = columns.draft(late, warnings)
    assert isinstance(draft, Draft)
    assert draft.attributes == {"price_2": "?"}
    assert warnings == ["year: no number; the value was left out (soon)"]


def test_a_price_that_cannot_be_read_is_left_out_with_a_warning() -> None:
    columns, (row,) = _columns({"id": "1", "name": "x", "price": "on request"})
    warnings = _Warnings()
    draft = columns.draft(row, warnings)
    assert isinstance(draft, Draft)
    assert draft.price is None
    assert warnings == ["price: no price can be read; it was left out (on request)"]


def test_an_empty_id_is_a_problem_where_there_is_an_id_column() -> None:
    columns, (_, row) = _columns({"id": "1", "name": "x"}, {"id": "", "name": "y"})
    problem = columns.draft(row, _Warnings())
    assert isinstance(problem, Problem)
    assert problem.reason == "no id"


def test_an_id_beyond_measure_is_a_problem() -> None:
    columns, (row,) = _columns({"id": "x" * 201, "name": "x"})
    problem = columns.draft(row, _Warnings())
    assert isinstance(problem, Problem)
    assert problem.reason == "id too long"


def test_without_an_id_column_the_pictures_path_names_the_product() -> None:
    columns, (row,) = _columns({"photo": "women\\dress 1.jpg", "colour": "red"})
    assert _draft(columns, row).ids == ("women:dress 1", "women:dress 1.jpg", "women:dress 1.jpg:1")
    assert columns.id_source == "the picture's path"


def test_without_an_id_column_and_a_picture_the_rows_number_does() -> None:
    columns, (row,) = _columns({"name": "red dress"})
    assert _draft(columns, row).ids == ("1",)
    assert columns.id_source == "the row's number"


def test_the_first_of_several_pictures_is_taken() -> None:
    columns, (row,) = _columns({"id": "1", "images": [None, "a.jpg", "b.jpg"]})
    assert _draft(columns, row).picture == StoredPicture(path="a.jpg")


def test_texts_are_cut_at_a_limit_and_it_is_said() -> None:
    columns, (row,) = _columns({"id": "1", "title": "x" * 5_000})
    warnings = _Warnings()
    draft = columns.draft(row, warnings)
    assert isinstance(draft, Draft)
    assert draft.title == "x" * 1_000
    assert warnings[0].startswith("title: longer than 1,000 characters")


def test_columns_beyond_the_limit_are_left_out() -> None:
    wide: dict[str, object] = {f"c{n}": "x" for n in range(MAX_FIELDS + 5)}
    columns, (row,) = _columns({"id": "1", "title": "x", **wide})
    assert len(_draft(columns, row).attributes) == MAX_FIELDS
    assert columns.left_out == tuple(f"c{n}" for n in range(MAX_FIELDS, MAX_FIELDS + 5))


def test_an_id_alone_is_no_words() -> None:
    columns, (row,) = _columns({"id": "1", "title": "", "year": "2012"})
    assert not _draft(columns, row).has_words


def test_field_names_are_safe_distinct_and_never_the_products_own() -> None:
    names = FieldNames({"Farbe": "colour"})
    assert names.of("Base Colour") == "Base_Colour"
    assert names.of("Base.Colour") == "Base_Colour_2"
    assert names.of("Title") == "Title"
    assert names.of("title") == "title_2"
    assert names.of("limit") == "limit_2"
    assert names.of("Farbe") == "colour"
    assert names.of("!!") == "column"
    assert names.of("Base Colour") == "Base_Colour"


def test_a_cell_that_holds_several_values_is_split_where_the_mapping_says_so() -> None:
    rows: list[dict[str, object]] = [{"name": "x", "Sizes": "S|M | L"}, {"name": "y", "Sizes": "M"}]
    columns, (first, second) = _columns(*rows, attributes={"split": {"Sizes": "|"}})
    assert _draft(columns, first).attributes == {"Sizes": ("S", "M", "L")}
    assert _draft(columns, second).attributes["Sizes"] in ("M", ("M",))
    whole, (first, _) = _columns(*rows)
    assert _draft(whole, first).attributes == {"Sizes": "S|M | L"}


def test_what_no_column_was_taken_for_is_known() -> None:
    columns, _ = _columns({"What it is": "a dress", "Cost (net)": "12", "shot": "a.jpg?v=2"})
    assert columns.missing == ["title", "price"]
    assert columns.roles.image == "shot"
    said, _ = _columns(
        {"What it is": "a dress", "Cost (net)": "12", "photo": "a.jpg"},
        roles={"title": "What it is", "price": ""},
    )
    assert said.missing == []
    assert _columns({"id": "1", "name": "dress", "colour": "red"})[0].missing == ["image"]
