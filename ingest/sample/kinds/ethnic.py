"""The Indian clothes of the sample shop."""

from __future__ import annotations

from ingest.sample.kinds.kind import Kind, kind

_TOP = "Apparel/Topwear"
_BOTTOM = "Apparel/Bottomwear"

ETHNIC: tuple[Kind, ...] = (
    kind(
        "Kurtas",
        _TOP,
        36,
        (599, 2999),
        gender="Women 80, Men 16, Boys 4",
        cut="straight 5, a line 3, anarkali 4",
        colour=(
            "Blue 11, White 9, Green 11, Black 6, Pink 8, Red 9, Brown 3, Purple 6, Beige 3, "
            "Maroon 6, Cream 4, Yellow 6, Mustard 5, Orange 5, Teal 4, Navy Blue 4, Magenta 3, "
            "Turquoise Blue 3"
        ),
        pattern=(
            "Solid 5, Embroidered 5, Ethnic Motifs 5, Floral 2, Paisley 3, Ikat 2, Striped, Ditsy "
            "Floral"
        ),
        material="Cotton 6, Viscose 2, Silk 2, Georgette",
        season="Summer 6, Fall 4",
        usage="Ethnic",
        by_cut={
            "anarkali": {
                "gender": "Women 9, Girls",
                "material": "Georgette 3, Silk 2, Cotton",
                "pattern": "Embroidered 4, Solid 3, Ethnic Motifs, Floral",
            },
            "a line": {"gender": "Women"},
        },
    ),
    kind(
        "Kurtis",
        _TOP,
        9,
        (449, 1299),
        gender="Women",
        cut="kurti",
        colour=(
            "Blue 12, Green 11, White 8, Red 8, Pink 8, Black 7, Orange 6, Brown 3, Cream 4, "
            "Purple 4, Yellow 5, Maroon 3"
        ),
        pattern="Ethnic Motifs 4, Paisley 2, Embroidered 3, Solid 3, Ikat, Floral",
        material="Cotton 5, Viscose",
        usage="Ethnic",
    ),
    kind(
        "Tunics",
        _TOP,
        8,
        (499, 1499),
        gender="Women",
        cut="tunic",
        colour=(
            "Blue 15, Black 11, White 10, Pink 8, Green 6, Red 6, Purple 5, Grey 3, Yellow 4, "
            "Mustard 3, Teal 3"
        ),
        pattern="Floral 3, Solid 3, Striped 2, Abstract, Ikat, Embroidered",
        material="Cotton 3, Viscose 3, Georgette",
        usage="Casual 8, Ethnic 2",
    ),
    kind(
        "Sarees",
        "Apparel/Saree",
        26,
        (799, 8999),
        gender="Women",
        cut="silk 4, embellished 4, printed 4, cotton 2",
        colour=(
            "Green 14, Purple 7, Blue 8, Red 11, Black 5, Beige 4, Pink 9, Maroon 7, White 3, "
            "Mustard 4, Yellow 4, Orange 4, Magenta 4, Navy Blue 4, Gold 2, Teal 3, Cream 3"
        ),
        pattern="Solid",
        material="Silk",
        season="Fall 7, Summer 3",
        usage="Ethnic",
        by_cut={
            "embellished": {"material": "Georgette 3, Chiffon 2", "usage": "Ethnic 3, Party"},
            "printed": {
                "material": "Georgette 2, Chiffon 2",
                "pattern": "Floral 3, Ethnic Motifs 3, Paisley 2, Abstract, Ikat, Polka Dots",
            },
            "cotton": {
                "material": "Cotton",
                "pattern": "Checked 2, Striped 2, Ethnic Motifs 2, Solid",
            },
        },
    ),
    kind(
        "Lehenga Choli",
        "Apparel/Apparel Set",
        14,
        (2499, 14999),
        gender="Women 90, Girls 10",
        cut="flared",
        colour=(
            "Red 10, Maroon 6, Pink 8, Magenta 5, Green 7, Blue 5, Navy Blue 4, Orange 4, Yellow "
            "4, Purple 5, Turquoise Blue 3, Peach 3, Gold 2"
        ),
        pattern="Embroidered 5, Ethnic Motifs",
        material="Silk 4, Georgette 3, Velvet",
        season="Fall 5, Winter 5",
        usage="Ethnic 8, Party 2",
    ),
    kind(
        "Dupatta",
        _TOP,
        7,
        (299, 1299),
        gender="Women",
        cut="both shoulders 2, one shoulder",
        colour=(
            "Green 12, Off White 5, Blue 7, Cream 5, Red 9, Orange 7, Pink 8, Purple 4, Black 4, "
            "Yellow 6, Mustard 4"
        ),
        pattern="Solid 2, Ethnic Motifs 3, Floral, Striped, Ikat, Paisley",
        material="Chiffon 3, Cotton 3, Silk 2",
        usage="Ethnic",
    ),
    kind(
        "Stoles",
        "Accessories/Stoles",
        7,
        (349, 1499),
        gender="Women",
        cut="both shoulders",
        colour=(
            "Blue 14, Black 10, Beige 9, Grey 7, Orange 5, Red 8, Mustard 6, Purple 5, Green 5, "
            "Pink 5, Rust 4"
        ),
        pattern="Paisley 2, Checked 2, Solid 3, Floral 2, Animal Print, Ikat",
        material="Viscose 3, Wool, Silk",
        season="Summer 5, Winter 4",
        usage="Ethnic 6, Casual 4",
    ),
    kind(
        "Churidar",
        _BOTTOM,
        5,
        (299, 699),
        gender="Women 80, Men 20",
        cut="churidar",
        colour="White 6, Black 5, Cream 4, Red 3, Green 3, Purple 3, Navy Blue 3, Orange 2, Pink 3",
        material="Cotton",
        usage="Ethnic",
    ),
    kind(
        "Patiala",
        _BOTTOM,
        6,
        (349, 999),
        gender="Women",
        cut="patiala",
        colour=(
            "Red 5, Green 4, Blue 4, Orange 4, Purple 3, Black 3, Maroon 3, White 2, Pink 3, "
            "Yellow 3"
        ),
        pattern="Solid 3, Ethnic Motifs 3, Paisley 2, Floral",
        material="Cotton 4, Viscose",
        usage="Ethnic",
    ),
)
