"""The shoes and sandals of the sample shop."""

from __future__ import annotations

from ingest.sample.kinds.kind import Kind, kind

_SHOES = "Footwear/Shoes"
_ALL_YEAR = "Summer 5, Fall 3, Winter 2"

FOOTWEAR: tuple[Kind, ...] = (
    kind(
        "Casual Shoes",
        _SHOES,
        28,
        (899, 3999),
        gender="Men 66, Women 24, Unisex 6, Boys 4",
        cut="sneaker 5, high top 3, slip on 3, boat 2, loafer 3, boot 3",
        colour=(
            "Black 22, Brown 17, White 14, Grey 8, Blue 8, Navy Blue 8, Red 6, Green 3, Olive 3, "
            "Beige 3, Tan 3, Pink 2"
        ),
        material="Canvas 3, Synthetic Leather 2, Suede",
        pattern="Solid 9, Checked",
        season=_ALL_YEAR,
        by_cut={
            "loafer": {
                "material": "Leather 2, Suede 2",
                "colour": "Brown 6, Black 4, Tan 5, Navy Blue 2, Maroon",
                "pattern": "Solid",
            },
            "boat": {
                "material": "Leather 2, Suede 2",
                "colour": "Brown 5, Tan 5, Navy Blue 3, Blue, Beige 2",
                "pattern": "Solid",
            },
            "boot": {
                "material": "Leather 3, Suede 3",
                "colour": "Brown 6, Black 5, Tan 5, Grey",
                "pattern": "Solid",
                "gender": "Men 6, Women 4",
            },
        },
    ),
    kind(
        "Sports Shoes",
        _SHOES,
        26,
        (1299, 5999),
        gender="Men 66, Women 28, Unisex 3, Boys 3",
        cut="running",
        colour=(
            "White 30, Black 24, Grey 12, Blue 11, Silver 3, Navy Blue 6, Red 6, Pink 4, Green 3, "
            "Orange 2, Purple 3"
        ),
        material="Mesh 4, Synthetic Leather",
        season="Summer 6, Fall 4",
        usage="Sports",
    ),
    kind(
        "Formal Shoes",
        _SHOES,
        14,
        (1299, 4999),
        gender="Men",
        cut="oxford 3, derby 3, monk 2, slip on 2",
        colour="Black 55, Brown 32, Tan 10, Maroon 2, Coffee Brown 5",
        material="Leather 5, Patent Leather",
        season=_ALL_YEAR,
        usage="Formal",
    ),
    kind(
        "Heels",
        _SHOES,
        22,
        (799, 2999),
        gender="Women",
        cut="pump 4, block 2, strappy 4, wedge 3, peep toe 2, kitten 2",
        colour=(
            "Black 22, Brown 9, Gold 8, Blue 5, Beige 7, Silver 6, White 3, Red 10, Pink 5, Nude "
            "4, Maroon 4, Bronze 2, Green 2, Purple 2"
        ),
        pattern="Solid 12, Animal Print, Floral",
        material="Synthetic Leather 4, Patent Leather 2, Suede 2, Satin",
        season="Winter 6, Summer 4",
        usage="Casual 7, Party 3",
    ),
    kind(
        "Flats",
        _SHOES,
        15,
        (499, 1799),
        gender="Women 92, Girls 8",
        cut="ballerina 4, pointed 2, jutti 2",
        colour=(
            "Black 22, Brown 12, White 5, Gold 7, Silver 5, Beige 7, Blue 5, Grey 3, Pink 6, Red "
            "7, Maroon 4, Purple 3, Navy Blue 4, Mustard 2"
        ),
        pattern="Solid 9, Polka Dots, Animal Print, Floral",
        material="Synthetic Leather 4, Suede 2, Canvas",
        season="Winter 5, Summer 3, Fall 2",
        usage="Casual",
        by_cut={
            "jutti": {
                "usage": "Ethnic",
                "material": "Silk 2, Velvet, Leather",
                "pattern": "Solid 2, Ethnic Motifs, Paisley",
                "colour": "Gold 3, Red 4, Maroon 4, Green 3, Pink 3, Beige 2, Blue 2, Brown 2",
            }
        },
    ),
    kind(
        "Sandals",
        "Footwear/Sandal",
        16,
        (499, 2499),
        gender="Men 62, Women 26, Boys 5, Girls 4, Unisex 3",
        cut="slide 2, two strap 3, fisherman 2, t bar 2, ankle 2",
        colour=(
            "Black 32, Brown 28, Grey 5, Tan 9, Olive 3, Navy Blue 3, Red 4, Beige 4, Khaki 2, "
            "White 2, Pink 2"
        ),
        material="Leather 4, Synthetic Leather 3, Suede",
        season=_ALL_YEAR,
        by_cut={"t bar": {"gender": "Women 8, Girls 2"}, "fisherman": {"gender": "Men"}},
    ),
    kind(
        "Sports Sandals",
        "Footwear/Sandal",
        7,
        (699, 2499),
        gender="Men 60, Women 34, Unisex 6",
        cut="sport, trek",
        colour="Black 40, Navy Blue 14, Grey 14, Blue 8, Olive 6, Pink 4, Purple 3, Brown 5, Red 3",
        material="Nylon",
        season=_ALL_YEAR,
        usage="Casual 7, Sports 3",
    ),
    kind(
        "Flip Flops",
        "Footwear/Flip Flops",
        15,
        (199, 899),
        gender="Men 50, Women 34, Unisex 12, Boys 4",
        cut="plain 4, striped 2, cloth 2",
        colour=(
            "Black 20, Blue 13, Red 10, Brown 7, Green 8, Navy Blue 7, White 6, Pink 8, Grey 4, "
            "Purple 4, Yellow 5, Orange 4, Turquoise Blue 3"
        ),
        pattern="Solid 6, Striped 2, Floral 2, Polka Dots, Camouflage",
        material="Rubber",
        season="Summer 6, Fall 3, Winter",
    ),
)
