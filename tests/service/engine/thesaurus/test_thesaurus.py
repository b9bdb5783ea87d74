"""What the bundled thesaurus knows, and that it stays silent about what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.engine.thesaurus import ThesaurusError, bundled_thesaurus, load_thesaurus

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE_TYPES = (
    """
Accessory Gift Set|Baby Dolls|Backpacks|Bangle|Basketballs|Bath Robe|Beauty Accessory|Belts|Blazers
Body Lotion|Body Wash and Scrub|Booties|Boxers|Bra|Bracelet|Briefs|Camisoles|Capris|Caps
Casual Shoes|Churidar|Clothing Set|Clutches|Compact|Concealer|Cufflinks|Cushion Covers|Deodorant
Dresses|Duffel Bag|Dupatta|Earrings|Eye Cream|Eyeshadow|Face Moisturisers|Face Scrub and Exfoliator
Face Serum and Gel|Face Wash and Cleanser|Flats|Flip Flops|Footballs|Formal Shoes
Foundation and Primer|Fragrance Gift Set|Free Gifts|Gloves|Hair Accessory|Hair Colour|Handbags|Hat
Headband|Heels|Highlighter and Blush|Innerwear Vests|Ipad|Jackets|Jeans|Jeggings|Jewellery Set
Jumpsuit|Kajal and Eyeliner|Key chain|Kurta Sets|Kurtas|Kurtis|Laptop Bag|Leggings|Lehenga Choli
Lip Care|Lip Gloss|Lip Liner|Lip Plumper|Lipstick|Lounge Pants|Lounge Shorts|Lounge Tshirts
Makeup Remover|Mascara|Mask and Peel|Mens Grooming Kit|Messenger Bag|Mobile Pouch|Mufflers
Nail Essentials|Nail Polish|Necklace and Chains|Nehru Jackets|Night suits|Nightdress|Patiala|Pendant
Perfume and Body Mist|Rain Jacket|Rain Trousers|Ring|Robe|Rompers|Rucksacks|Salwar
Salwar and Dupatta|Sandals|Sarees|Scarves|Shapewear|Shirts|Shoe Accessories|Shoe Laces|Shorts|Shrug
Skirts|Socks|Sports Sandals|Sports Shoes|Stockings|Stoles|Suits|Sunglasses|Sunscreen|Suspenders
Sweaters|Sweatshirts|Swimwear|Tablet Sleeve|Ties|Ties and Cufflinks|Tights|Toner|Tops|Track Pants
Tracksuits|Travel Accessory|Trolley Bag|Trousers|Trunk|Tshirts|Tunics|Umbrellas|Waist Pouch
Waistcoat|Wallets|Watches|Water Bottle|Wristbands
""".strip()
    .replace("\n", "|")
    .split("|")
)

COLOURS = (
    """
Beige|Black|Blue|Bronze|Brown|Burgundy|Charcoal|Coffee Brown|Copper|Cream|Fluorescent Green|Gold
Green|Grey|Grey Melange|Khaki|Lavender|Lime Green|Magenta|Maroon|Mauve|Metallic|Multi
Mushroom Brown|Mustard|Navy Blue|Nude|Off White|Olive|Orange|Peach|Pink|Purple|Red|Rose|Rust
Sea Green|Silver|Skin|Steel|Tan|Taupe|Teal|Turquoise Blue|White|Yellow
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize("article_type", ARTICLE_TYPES)
def test_every_article_type_has_three_words_or_more(article_type: str) -> None:
    entry = bundled_thesaurus().entry("type", article_type)
    assert entry is not None
    assert len({*entry.words, *entry.near}) >= 3


def test_the_list_of_article_types_is_the_whole_list() -> None:
    assert len(set(ARTICLE_TYPES)) == 143
    assert set(bundled_thesaurus().values("type")) == set(ARTICLE_TYPES)


def test_every_base_colour_has_words_and_all_but_the_mixed_one_have_kin() -> None:
    thesaurus = bundled_thesaurus()
    assert len(set(COLOURS)) == 46
    assert set(thesaurus.values("colour")) == set(COLOURS)
    without_kin = {c for c in COLOURS if not thesaurus.entries["colour", c.lower()].kin}
    assert without_kin == {"Multi"}


@pytest.mark.parametrize(
    ("word", "article_type"),
    [
        ("tee", "Tshirts"), ("T-Shirts", "Tshirts"), ("cologne", "Perfume and Body Mist"),
        ("attar", "Perfume and Body Mist"), ("chappals", "Flip Flops"), ("thongs", "Flip Flops"),
        ("sneakers", "Casual Shoes"), ("trainers", "Sports Shoes"), ("kurti", "Kurtas"),
        ("jumpers", "Sweaters"), ("sunnies", "Sunglasses"), ("goggles", "Sunglasses"),
        ("trackies", "Track Pants"), ("joggers", "Track Pants"), ("tote", "Handbags"),
        ("scarves", "Scarves"), ("nightie", "Nightdress"), ("brolly", "Umbrellas"),
    ],
)  # fmt: skip
def test_a_shoppers_word_means_the_catalogues_type(word: str, article_type: str) -> None:
    readings = bundled_thesaurus().readings(word)
    assert ("type", article_type, "same") in {(r.kind, r.value, r.degree) for r in readings}


def test_sure_meanings_come_before_possible_ones() -> None:
    degrees = [reading.degree for reading in bundled_thesaurus().readings("hoodie")]
    assert degrees == sorted(degrees, key=lambda degree: degree != "same")
    assert degrees[0] == "same"


@pytest.mark.parametrize(
    ("asked", "has", "degree"),
    [
        ("Burgundy", "Maroon", "same"), ("wine", "Maroon", "same"), ("oxblood", "Burgundy", "same"),
        ("ivory", "Off White", "same"), ("Red", "Maroon", "near"), ("Maroon", "Red", "near"),
        ("turquoise", "Teal", "near"), ("golden", "Gold", "same"), ("pastel", "Peach", "near"),
        ("off-white", "CREAM", "same"), ("red", "Blue", None), ("pastel", "Black", None),
        ("gibberish", "Black", None),
    ],
)  # fmt: skip
def test_colours_are_kin_by_degree(asked: str, has: str, degree: str | None) -> None:
    assert bundled_thesaurus().kinship(asked, has) == degree


def test_kinship_is_mutual() -> None:
    thesaurus = bundled_thesaurus()
    for asked in COLOURS:
        for has in COLOURS:
            assert thesaurus.kinship(asked, has) == thesaurus.kinship(has, asked)


def test_what_is_not_in_it_is_unknown_and_no_error() -> None:
    thesaurus = bundled_thesaurus()
    assert thesaurus.entry("type", "Spacesuits") is None
    assert thesaurus.words("colour", "Ultraviolet Catastrophe") == ()
    assert thesaurus.readings("xyzzy") == ()


def test_no_word_is_repeated_within_an_entry() -> None:
    for entry in bundled_thesaurus().entries.values():
        words = [*entry.words, *entry.near]
        assert len(set(words)) == len(words), entry.value


def write(folder: Path, text: str) -> list[Path]:
    path = folder / "words.toml"
    path.write_text(text, encoding="utf-8")
    return [path]


def test_a_small_thesaurus_is_read_from_files(tmp_path: Path) -> None:
    source = write(
        tmp_path, '[type."Capes"]\nwords = ["cape", "|togs", "knitwear|", "loaf|loaves"]'
    )
    words = load_thesaurus(source).words("type", "capes")
    assert words == ("cape", "capes", "togs", "knitwear", "loaf", "loaves")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[tipe."Capes"]\nwords = ["cape"]', "no such kind"),
        ('[type."Capes"]\nwords = []', "has no words"),
        ('[type."Capes"]\nwords = ["cape"]\nsynonyms = ["cloak"]', "unknown ['synonyms']"),
        ('[colour."Red"]\nwords = ["red"]\nkin = ["Rde"]', "'Rde' has no entry"),
        ('[family."warm"]\nwords = ["warm"]\ncolours = ["Red"]', "'Red' has no entry"),
        ('[type."Capes"]\nwords = ["cape"]\n[type."capes"]\nwords = ["cape"]', "given twice"),
    ],
)
def test_a_wrong_file_is_refused_by_name(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ThesaurusError) as caught:
        load_thesaurus(write(tmp_path, text))
    assert complaint in str(caught.value)
