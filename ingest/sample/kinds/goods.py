"""Bags, accessories, jewellery and beauty of the sample shop."""

from __future__ import annotations

from ingest.sample.kinds.kind import Kind, kind

_BAGS = "Accessories/Bags"
_JEWELLERY = "Accessories/Jewellery"
_ALL_YEAR = "Summer 5, Fall 2, Winter 4"
_GILT = "Gold 12, Silver 9"

BAGS: tuple[Kind, ...] = (
    kind(
        "Handbags",
        _BAGS,
        28,
        (799, 3999),
        gender="Women 97, Unisex 3",
        cut="tote 4, satchel 3, hobo 3, bucket 2, sling 3, bowling 3",
        colour=(
            "Black 24, Brown 14, Blue 6, Purple 4, Red 9, Pink 6, Beige 6, Green 5, Grey 4, White "
            "3, Tan 6, Maroon 5, Mustard 3, Navy Blue 4, Teal 2, Olive 2"
        ),
        pattern="Solid 14, Animal Print, Checked, Floral, Striped",
        material="Leather 5, Synthetic Leather 4, Canvas",
        season=_ALL_YEAR,
    ),
    kind(
        "Clutches",
        _BAGS,
        13,
        (599, 2499),
        gender="Women",
        cut="envelope 3, box 3, pleated 2",
        colour=(
            "Black 22, Gold 12, Red 9, Purple 6, Silver 8, Blue 4, Beige 4, Green 4, Maroon 4, "
            "Pink 6, Navy Blue 2"
        ),
        pattern="Solid 10, Floral, Paisley",
        material="Synthetic Leather 3, Satin 3, Sequin 2, Patent Leather 1",
        season=_ALL_YEAR,
        usage="Casual 5, Party 5",
    ),
    kind(
        "Backpacks",
        _BAGS,
        18,
        (699, 2999),
        gender="Unisex 84, Men 8, Women 6, Girls 2",
        cut="school 4, two tone 3, sports 3, rucksack 2",
        colour=(
            "Black 32, Blue 14, Grey 10, Red 10, Navy Blue 8, Green 6, Pink 4, Olive 4, Purple 3, "
            "Orange 3, Yellow 3, Brown 2"
        ),
        pattern="Solid 9, Checked, Camouflage, Striped",
        material="Nylon 5, Polyester 3",
        season=_ALL_YEAR,
        usage="Casual 8, Sports 2",
        by_cut={
            "rucksack": {
                "material": "Canvas",
                "colour": "Khaki 3, Olive 3, Brown 3, Grey 2, Navy Blue 2, Black 2",
                "usage": "Casual 3, Travel",
            }
        },
    ),
    kind(
        "Duffel Bag",
        _BAGS,
        7,
        (999, 3499),
        gender="Unisex 86, Men 8, Women 6",
        cut="barrel",
        colour="Black 26, Blue 14, Olive 9, Green 7, Brown 9, Navy Blue 10, Grey 6, Red 7, Tan 4",
        material="Nylon 3, Canvas 2, Leather",
        usage="Travel 4, Casual 4, Sports 3",
        season=_ALL_YEAR,
    ),
    kind(
        "Laptop Bag",
        _BAGS,
        8,
        (899, 3999),
        gender="Unisex 70, Men 20, Women 10",
        cut="briefcase 3, messenger 2",
        colour="Black 50, Brown 18, Grey 9, Tan 7, Navy Blue 6, Olive 3",
        material="Leather 2, Nylon 3",
        usage="Casual 6, Formal 4",
        season=_ALL_YEAR,
    ),
    kind(
        "Wallets",
        "Accessories/Wallets",
        14,
        (349, 1999),
        gender="Men 50, Women 50",
        cut="bifold 4, flap 3, zip 2",
        colour=(
            "Black 28, Brown 26, Purple 4, Pink 6, Red 7, Blue 4, Green 3, Tan 7, Maroon 4, Beige 2"
        ),
        pattern="Solid 9, Animal Print",
        material="Leather 5, Synthetic Leather 3",
        season=_ALL_YEAR,
        by_cut={
            "bifold": {
                "gender": "Men",
                "colour": "Black 8, Brown 8, Tan 4, Navy Blue, Coffee Brown 2",
                "pattern": "Solid",
            },
            "flap": {"gender": "Women"},
            "zip": {"gender": "Women"},
        },
    ),
    kind(
        "Belts",
        "Accessories/Belts",
        14,
        (299, 1499),
        gender="Men 66, Women 34",
        cut="pin 5, plate 2, braided 2",
        colour=(
            "Black 38, Brown 30, Tan 10, Red 4, Beige 3, Blue 2, White 3, Grey 2, Pink 2, Maroon 3"
        ),
        material="Leather 6, Synthetic Leather 2, Canvas",
        season=_ALL_YEAR,
        usage="Casual 7, Formal 3",
    ),
)

WEAR: tuple[Kind, ...] = (
    kind(
        "Caps",
        "Accessories/Headwear",
        13,
        (249, 999),
        gender="Unisex 50, Men 38, Women 10, Boys 2",
        cut="baseball 5, two tone 3, beanie 3",
        colour=(
            "Black 22, Blue 14, White 9, Red 12, Navy Blue 9, Grey 8, Green 5, Purple 3, Pink 3, "
            "Yellow 3, Orange 2, Olive 3, Maroon 2"
        ),
        pattern="Solid 9, Camouflage, Checked",
        material="Cotton",
        season=_ALL_YEAR,
        usage="Casual 7, Sports 3",
        by_cut={
            "beanie": {
                "material": "Acrylic 2, Wool",
                "pattern": "Solid 2, Striped 2",
                "season": "Winter",
                "usage": "Casual",
            }
        },
    ),
    kind(
        "Ties",
        "Accessories/Ties",
        13,
        (349, 1299),
        gender="Men",
        cut="neck 6, bow",
        colour=(
            "Black 12, Blue 15, Red 11, Maroon 10, Grey 7, Purple 7, Navy Blue 12, Brown 3, Pink "
            "3, Green 4, Yellow 2"
        ),
        pattern="Striped 5, Solid 4, Polka Dots 3, Checked 2, Paisley 2",
        material="Silk 4, Satin 2",
        season=_ALL_YEAR,
        usage="Formal 7, Casual 3",
    ),
    kind(
        "Socks",
        "Accessories/Socks",
        11,
        (99, 499),
        gender="Men 66, Women 20, Unisex 10, Boys 4",
        cut="ankle 3, crew 5, knee 1",
        colour=(
            "Black 18, White 16, Grey 12, Navy Blue 10, Brown 5, Blue 8, Red 6, Pink 5, Green 4, "
            "Purple 4, Beige 3"
        ),
        pattern="Solid 5, Striped 5, Argyle 3, Polka Dots 2",
        material="Cotton",
        season=_ALL_YEAR,
        usage="Casual 7, Sports 2, Formal",
    ),
    kind(
        "Scarves",
        "Accessories/Scarves",
        13,
        (399, 1499),
        gender="Women 66, Men 30, Unisex 4",
        cut="loop",
        colour=(
            "Black 12, Grey 13, Blue 9, Brown 6, Red 12, Pink 5, Green 6, Purple 5, Mustard 5, "
            "Navy Blue 7, Beige 6, Maroon 7, Cream 4"
        ),
        pattern="Checked 6, Solid 5, Striped 4, Houndstooth 2, Floral 2, Animal Print",
        material="Wool 6, Acrylic 3, Viscose 2",
        season="Winter 6, Fall 4",
    ),
    kind(
        "Watches",
        "Accessories/Watches",
        26,
        (999, 9999),
        gender="Men 54, Women 40, Unisex 4, Girls 2",
        cut="leather 4, steel 4, chronograph 3, sport 3, slim 2, square 2",
        colour=(
            "Black 30, White 8, Brown 18, Blue 8, Grey 4, Pink 6, Red 6, Tan 6, Navy Blue 5, "
            "Purple 3"
        ),
        material="Leather",
        season="Winter",
        by_cut={
            "steel": {
                "material": "Metal",
                "colour": "Black 5, White 6, Blue 3, Silver 6, Gold 4, Steel 3",
            },
            "slim": {
                "material": "Metal 2, Leather",
                "gender": "Women",
                "colour": "White 4, Gold 4, Pink 2, Black 2, Silver 3",
            },
            "sport": {
                "material": "Rubber",
                "colour": "Black 6, Blue 3, Red 3, White 3, Green 2, Yellow 2, Orange 2, Pink 2",
                "usage": "Sports 4, Casual 5",
            },
        },
    ),
    kind(
        "Sunglasses",
        "Accessories/Eyewear",
        18,
        (499, 3999),
        gender="Men 46, Women 38, Unisex 16",
        cut="aviator 4, wayfarer 4, round 2, cat eye 2, sport 2, square 3",
        colour=(
            "Black 36, Brown 22, Grey 6, Purple 4, Blue 6, Green 4, Red 4, White 3, Pink 2, "
            "Maroon 2"
        ),
        pattern="Solid 12, Animal Print",
        material="Plastic",
        season="Winter 5, Summer 4",
        by_cut={
            "aviator": {"material": "Metal", "pattern": "Solid"},
            "round": {"material": "Metal", "pattern": "Solid"},
            "cat eye": {"gender": "Women"},
            "sport": {"usage": "Sports 2, Casual 3", "pattern": "Solid"},
        },
    ),
)

JEWELLERY: tuple[Kind, ...] = (
    kind(
        "Earrings",
        _JEWELLERY,
        20,
        (149, 1499),
        gender="Women",
        cut="jhumka 4, hoop 3, drop 3, stud 3, chandelier 2",
        colour=f"{_GILT}, Green 3, Red 4, White 1, Blue 3, Maroon 2, Pink 2, Purple 2, Black 2",
        material="Metal",
        season=_ALL_YEAR,
        usage="Casual 7, Ethnic 3",
        by_cut={
            "jhumka": {
                "usage": "Ethnic",
                "colour": "Gold 10, Silver 3, Red 3, Green 3, Blue 2, Pink",
            },
            "chandelier": {"usage": "Ethnic 2, Party"},
            "hoop": {"colour": "Gold 7, Silver 6, Blue, Red"},
        },
    ),
    kind(
        "Necklace and Chains",
        _JEWELLERY,
        13,
        (249, 2999),
        gender="Women",
        cut="beads 3, layered 2, collar 3, pearls 2, statement 2",
        colour=(
            f"{_GILT}, Blue 6, Red 6, Green 6, Black 4, Orange 3, Pink 3, Turquoise Blue 4, Purple "
            f"2"
        ),
        material="Metal",
        season=_ALL_YEAR,
        usage="Casual 6, Ethnic 4",
        by_cut={
            "collar": {"usage": "Ethnic", "colour": "Gold 10, Silver 2, Red 2, Green 3"},
            "pearls": {"colour": "White 6, Cream 2"},
        },
    ),
    kind(
        "Pendant",
        _JEWELLERY,
        8,
        (299, 2499),
        gender="Women 95, Men 5",
        cut="heart 2, drop 2, star, disc 2, solitaire 2",
        colour="Silver 50, Gold 30, Blue 5, Red 5, Green 4, Purple 4",
        material="Metal",
        season=_ALL_YEAR,
    ),
    kind(
        "Bangle",
        _JEWELLERY,
        9,
        (199, 1999),
        gender="Women 92, Men 8",
        cut="stack 4, kada 3",
        colour="Gold 30, Silver 10, Green 7, Red 9, Blue 4, Maroon 4, Pink 4, Black 4",
        material="Metal",
        season=_ALL_YEAR,
        usage="Ethnic 6, Casual 4",
        by_cut={"kada": {"colour": "Gold 8, Silver 4, Bronze 2, Copper, Black 2"}},
    ),
    kind(
        "Bracelet",
        _JEWELLERY,
        8,
        (199, 1799),
        gender="Women 78, Men 22",
        cut="charms 3, tennis 2, beads 3",
        colour=(
            "Gold 34, Silver 24, Black 9, Blue 6, Red 5, Green 5, Purple 4, Brown 5, Turquoise "
            "Blue 4"
        ),
        material="Metal",
        season=_ALL_YEAR,
        by_cut={
            "charms": {"gender": "Women", "colour": "Gold 3, Silver 3"},
            "tennis": {"gender": "Women", "colour": "Gold 3, Silver 4, Blue, Red, Green"},
        },
    ),
    kind(
        "Ring",
        _JEWELLERY,
        8,
        (299, 4999),
        gender="Women 84, Men 16",
        cut="solitaire 3, halo 3, cocktail 2, band 2",
        colour="Silver 45, Gold 30, Red 5, Blue 7, Green 5, Purple 3",
        material="Metal",
        season=_ALL_YEAR,
        by_cut={"band": {"gender": "Men, Women", "colour": "Silver 3, Gold 3, Steel"}},
    ),
)

BEAUTY: tuple[Kind, ...] = (
    kind(
        "Perfume and Body Mist",
        "Personal Care/Fragrance",
        13,
        (299, 2999),
        gender="Men 48, Women 48, Unisex 4",
        cut="square 3, tall 2, round 2, curved 2, mist 2",
        colour=(
            "Blue 14, Black 10, Pink 12, Green 8, Red 7, Brown 4, Gold 9, Orange 6, Purple 8, "
            "Peach 4, Yellow 4"
        ),
        material="Plastic",
        season="Spring",
    ),
    kind(
        "Lipstick",
        "Personal Care/Lips",
        13,
        (199, 1299),
        gender="Women",
        cut="open 2, capped",
        colour=(
            "Red 20, Pink 18, Maroon 12, Brown 12, Purple 7, Peach 8, Burgundy 6, Magenta 8, Rose "
            "8, Mauve 6, Orange 4, Nude 4"
        ),
        material="Plastic",
        season="Spring",
        usage="Casual 8, Party 2",
    ),
    kind(
        "Nail Polish",
        "Personal Care/Nails",
        12,
        (99, 599),
        gender="Women",
        cut="square 2, round 2",
        colour=(
            "Pink 18, Red 15, Brown 5, Purple 9, Maroon 7, White 3, Blue 8, Silver 5, Gold 5, "
            "Green 6, Peach 6, Orange 6, Black 4, Lavender 4, Turquoise Blue 4"
        ),
        material="Plastic",
        season="Spring",
    ),
)
