import tomllib

from finetune.captions.known_fields import unknown_fields_note


def test_a_catalogue_with_all_that_is_asked_about_needs_no_note() -> None:
    assert unknown_fields_note(["articleType", "baseColour", "gender", "size"]) is None


def test_what_has_other_names_is_told_with_the_mapping_that_renames_it() -> None:
    note = unknown_fields_note(["colour", "category", "gender", "usage"])
    assert note is not None
    assert note.startswith("no attribute is called articleType or baseColour,")
    assert "(others: category, colour)" in note
    mapping = note[note.index("rename") :].replace("YOURS", "colour", 1).replace("YOURS", "kind", 1)
    assert tomllib.loads(mapping) == {"rename": {"colour": "articleType", "kind": "baseColour"}}


def test_a_catalogue_of_titles_alone_is_told_all() -> None:
    note = unknown_fields_note([])
    assert note is not None
    assert "articleType or baseColour or gender" in note
    assert "(others: none)" in note
