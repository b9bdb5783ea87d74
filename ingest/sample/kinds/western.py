"""The western clothes of the sample shop."""

from __future__ import annotations

from ingest.sample.kinds.kind import Kind, kind

_TOP = "Apparel/Topwear"
_BOTTOM = "Apparel/Bottomwear"
_COLD = "Fall 5, Winter 5"

WESTERN: tuple[Kind, ...] = (
    kind(
        "Tshirts",
        _TOP,
        60,
        (299, 1499),
        gender="Men 60, Women 24, Boys 10, Girls 6",
        cut="round neck 4, v neck 2, polo 3, henley, ringer, raglan, long sleeve",
        colour=(
            "White 15, Black 14, Blue 14, Grey 8, Red 8, Green 8, Navy Blue 7, Yellow 5, Purple "
            "4, Pink 4, Orange 3, Maroon 2, Olive 2, Charcoal 2, Turquoise Blue 2, Grey Melange 2"
        ),
        pattern="Solid 8, Graphic 9, Striped 5, Colourblocked 2, Camouflage, Abstract",
        material="Cotton 9, Polyester, Linen",
        usage="Casual 9, Sports",
        by_cut={"polo": {"pattern": "Solid 5, Striped 4, Colourblocked 2"}},
    ),
    kind(
        "Shirts",
        _TOP,
        44,
        (599, 2499),
        gender="Men 78, Women 16, Boys 6",
        cut="formal 4, casual 4, half sleeve 2, rolled 2, mandarin, western, contrast, resort",
        colour=(
            "Blue 20, White 13, Black 8, Red 8, Navy Blue 10, Purple 5, Green 6, Grey 5, Pink 4, "
            "Brown 3, Maroon 3, Yellow 2, Lavender 2, Beige 2"
        ),
        pattern="Checked 9, Striped 3, Pinstriped 4, Solid 9, Ditsy Floral 1, Polka Dots 1",
        material="Cotton 8, Linen 2, Polyester",
        season="Fall 5, Summer 4, Winter 1",
        usage="Casual 7, Formal 2",
        by_cut={
            "formal": {
                "usage": "Formal",
                "pattern": "Solid 5, Pinstriped 4, Checked 2",
                "gender": "Men 7, Women 3",
            },
            "western": {"material": "Denim 3, Cotton", "pattern": "Solid 3, Checked 2"},
            "resort": {"pattern": "Floral 4, Abstract 2, Striped", "usage": "Casual"},
        },
    ),
    kind(
        "Tops",
        _TOP,
        34,
        (349, 1799),
        gender="Women 88, Girls 12",
        cut=(
            "camisole 2, off shoulder 2, peplum 2, sleeveless 3, bell 2, cap 2, puff 2, three "
            "quarter 2, tie 2"
        ),
        colour=(
            "White 15, Black 13, Pink 13, Blue 10, Purple 6, Green 6, Grey 4, Red 7, Yellow 4, "
            "Peach 4, Navy Blue 4, Teal 2, Mustard 2, Lavender 2"
        ),
        pattern=(
            "Solid 9, Floral 5, Ditsy Floral 2, Striped 3, Polka Dots 3, Graphic 2, Embroidered "
            "1, Animal Print, Abstract"
        ),
        material="Cotton 5, Viscose 3, Georgette 2, Chiffon, Satin",
        season="Summer 7, Fall 2, Spring",
        usage="Casual 9, Party",
    ),
    kind(
        "Sweaters",
        _TOP,
        22,
        (899, 2999),
        gender="Men 52, Women 44, Boys 4",
        cut="crew neck 3, v neck 2, turtleneck 2, cable 2, cardigan 3, vest",
        colour=(
            "Grey 15, Black 12, Blue 10, Navy Blue 10, Red 9, Maroon 6, Green 6, Purple 5, Cream "
            "6, Beige 5, Mustard 4, Brown 4, Pink 5, Charcoal 4, Off White 4"
        ),
        pattern="Solid 9, Striped 4, Argyle 2, Colourblocked 2",
        material="Wool 6, Acrylic 3",
        season="Fall 5, Winter 7",
        usage="Casual",
        by_cut={
            "cable": {"pattern": "Solid", "material": "Wool"},
            "cardigan": {"pattern": "Solid 5, Striped", "gender": "Women 7, Men 2"},
        },
    ),
    kind(
        "Sweatshirts",
        _TOP,
        18,
        (799, 2499),
        gender="Men 68, Women 26, Boys 6",
        cut="crew 2, hoodie 4, zip hoodie 3, half zip",
        colour=(
            "Black 20, Grey 18, Blue 11, Navy Blue 10, Green 7, Purple 4, Red 8, Maroon 5, White "
            "4, Pink 4, Olive 4, Mustard 3, Grey Melange 4"
        ),
        pattern="Solid 6, Graphic 5, Striped, Colourblocked 2",
        material="Fleece 5, Cotton 2",
        season=_COLD,
        usage="Casual 8, Sports 2",
    ),
    kind(
        "Jackets",
        _TOP,
        22,
        (1299, 5999),
        gender="Men 64, Women 30, Boys 6",
        cut="bomber 2, track 2, biker 3, denim 3, puffer 3, windcheater 2",
        colour=(
            "Black 20, Blue 8, Navy Blue 12, Grey 8, Red 9, Olive 8, White 3, Brown 6, Green 4, "
            "Maroon 4, Yellow 3, Orange 3, Pink 3"
        ),
        material="Nylon 3, Polyester 2",
        season=_COLD,
        usage="Casual",
        by_cut={
            "biker": {"material": "Leather", "colour": "Black 8, Brown 5, Tan 2, Maroon 2, Red"},
            "denim": {"material": "Denim", "colour": "Blue 8, Navy Blue 3, Black 2, Grey"},
            "track": {"usage": "Sports", "material": "Polyester"},
        },
    ),
    kind(
        "Blazers",
        _TOP,
        9,
        (2499, 6999),
        gender="Men 55, Women 45",
        cut="single",
        colour="Black 10, Navy Blue 10, Grey 6, Charcoal 5, Brown 3, Beige 3, Maroon 3, Blue 2",
        pattern="Solid 8, Checked 2, Pinstriped 2, Houndstooth",
        material="Wool 1, Polyester 5, Linen 2",
        season=_COLD,
        usage="Formal 8, Smart Casual 2",
    ),
    kind(
        "Nehru Jackets",
        _TOP,
        7,
        (1499, 3999),
        gender="Men",
        cut="nehru",
        colour="Black 3, Navy Blue 4, Maroon 4, Beige 3, Cream 2, Green 2, Mustard 2, Grey 2",
        pattern="Solid 5, Paisley 2, Ethnic Motifs 2",
        material="Silk 4, Linen 2, Cotton 2",
        season=_COLD,
        usage="Ethnic",
    ),
    kind(
        "Waistcoat",
        _TOP,
        5,
        (1299, 2999),
        gender="Men",
        cut="formal",
        colour="Black 4, Grey 4, Navy Blue 4, Charcoal 3, Brown 2",
        pattern="Solid 5, Checked 2, Pinstriped 2",
        material="Polyester 4, Wool",
        season=_COLD,
        usage="Formal",
    ),
    kind(
        "Jeans",
        _BOTTOM,
        24,
        (899, 2999),
        gender="Men 50, Women 42, Boys 5, Girls 3",
        cut="skinny 3, slim 3, regular 3, bootcut 2, distressed 2",
        colour="Blue 60, Black 14, Navy Blue 16, Grey 6, White 2",
        material="Denim",
        season="Summer 5, Fall 4, Winter",
    ),
    kind(
        "Trousers",
        _BOTTOM,
        20,
        (799, 2499),
        gender="Men 66, Women 34",
        cut="formal 4, chino 4, cargo 2, cigarette 2, wide 2",
        colour=(
            "Black 22, Grey 15, Brown 9, Beige 12, Navy Blue 11, Charcoal 6, Olive 7, Khaki 8, "
            "Cream 3, White 2, Maroon 2"
        ),
        pattern="Solid 9, Pinstriped, Checked",
        material="Cotton 5, Polyester 4, Linen",
        season="Summer 5, Fall 4",
        usage="Casual",
        by_cut={
            "formal": {"usage": "Formal", "material": "Polyester 4, Wool"},
            "cigarette": {"gender": "Women", "usage": "Formal 2, Casual"},
            "wide": {"gender": "Women"},
            "cargo": {"gender": "Men", "colour": "Olive 4, Khaki 4, Beige 3, Black 2, Grey"},
        },
    ),
    kind(
        "Track Pants",
        _BOTTOM,
        14,
        (599, 1999),
        gender="Men 68, Women 32",
        cut="striped 5, jogger 4, plain 2",
        colour=(
            "Black 30, Grey 22, Navy Blue 18, Blue 8, Charcoal 6, Maroon 3, Purple 2, Green 3, "
            "Red 2, Grey Melange 4"
        ),
        material="Polyester 4, Cotton 3",
        season="Summer 5, Fall 5",
        usage="Sports 6, Casual 4",
    ),
    kind(
        "Shorts",
        _BOTTOM,
        15,
        (399, 1499),
        gender="Men 62, Women 24, Boys 8, Girls 6",
        cut="chino 4, cargo 2, sports 4, denim 3",
        colour=(
            "Black 18, Blue 15, Navy Blue 13, White 6, Grey 10, Beige 8, Khaki 5, Olive 4, Red 4, "
            "Pink 3, Green 4, Brown 3"
        ),
        pattern="Solid 8, Checked 2, Camouflage, Floral",
        material="Cotton",
        season="Summer",
        by_cut={
            "denim": {
                "material": "Denim",
                "pattern": "Solid",
                "colour": "Blue 6, Black, Navy Blue 2, White",
            },
            "sports": {"material": "Polyester", "pattern": "Solid", "usage": "Sports"},
        },
    ),
    kind(
        "Skirts",
        _BOTTOM,
        16,
        (499, 1999),
        gender="Women 84, Girls 16",
        cut="mini 2, pencil 3, pleated 3, a line 2, maxi 3, tiered 2, denim 2",
        colour=(
            "Blue 14, Black 18, Pink 10, Grey 7, Red 9, Navy Blue 8, White 5, Green 6, Brown 4, "
            "Yellow 4, Purple 3, Maroon 4, Mustard 3, Peach 3"
        ),
        pattern="Solid 7, Floral 4, Checked 3, Polka Dots 2, Striped, Ethnic Motifs, Chevron",
        material="Cotton 4, Georgette 3, Viscose 2, Satin",
        usage="Casual",
        by_cut={
            "denim": {
                "material": "Denim",
                "pattern": "Solid",
                "colour": "Blue 6, Black 2, Navy Blue",
            },
            "pencil": {
                "usage": "Formal 3, Casual",
                "gender": "Women",
                "pattern": "Solid 4, Checked, Houndstooth",
                "material": "Polyester",
            },
        },
    ),
    kind(
        "Leggings",
        _BOTTOM,
        9,
        (299, 899),
        gender="Women 88, Girls 12",
        cut="full",
        colour=(
            "Black 15, Blue 9, Pink 9, Purple 7, White 5, Green 7, Red 7, Navy Blue 6, Cream 3, "
            "Maroon 6, Grey 5, Mustard 4, Turquoise Blue 3"
        ),
        pattern="Solid 9, Floral, Striped, Animal Print",
        material="Cotton 5, Viscose",
        usage="Casual 8, Ethnic 2",
    ),
    kind(
        "Capris",
        _BOTTOM,
        7,
        (399, 1199),
        gender="Women 86, Girls 14",
        cut="capri",
        colour=(
            "Black 20, Blue 15, Pink 10, Grey 10, White 5, Navy Blue 8, Purple 4, Green 4, Beige 4"
        ),
        pattern="Solid 6, Floral, Checked",
        material="Cotton",
        season="Summer",
        usage="Casual 7, Sports 3",
    ),
    kind(
        "Dresses",
        "Apparel/Dress",
        44,
        (799, 3499),
        gender="Women 88, Girls 12",
        cut=(
            "fit and flare 4, skater 2, bodycon 3, maxi 4, shift 2, wrap 3, shirt dress 2, slip "
            "2, tiered 2"
        ),
        colour=(
            "Black 15, Blue 9, Pink 9, White 7, Navy Blue 7, Red 14, Purple 5, Grey 3, Cream 2, "
            "Green 7, Yellow 6, Maroon 5, Peach 4, Teal 3, Mustard 2, Lavender 3, Orange 3, "
            "Burgundy 2"
        ),
        pattern=(
            "Solid 9, Floral 6, Ditsy Floral 2, Polka Dots 3, Striped 2, Checked 1, Animal Print, "
            "Abstract 1, Colourblocked"
        ),
        material="Cotton 3, Georgette 3, Viscose 3, Chiffon 2, Satin",
        season="Summer 7, Fall 3, Winter",
        usage="Casual 7, Party 3",
        by_cut={
            "bodycon": {
                "usage": "Party 3, Casual",
                "pattern": "Solid 6, Striped, Animal Print",
                "gender": "Women",
                "material": "Viscose 2, Velvet, Sequin",
            },
            "slip": {
                "material": "Satin",
                "pattern": "Solid",
                "usage": "Party 3, Casual",
                "gender": "Women",
            },
            "shirt dress": {
                "material": "Cotton 2, Denim, Linen",
                "pattern": "Solid 2, Striped 2, Checked",
                "usage": "Casual",
            },
        },
    ),
    kind(
        "Nightdress",
        "Apparel/Loungewear and Nightwear",
        9,
        (449, 1499),
        gender="Women",
        cut="long, short",
        colour=(
            "Pink 16, Blue 12, Black 8, White 7, Purple 6, Lavender 7, Peach 7, Red 5, Green 4, "
            "Cream 4"
        ),
        pattern="Solid 4, Ditsy Floral 3, Polka Dots 2, Floral 2",
        material="Cotton 3, Satin 3",
        season="Winter 5, Summer 5",
    ),
)
