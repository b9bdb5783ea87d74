"""The words a shop has for cuts, patterns and occasions."""

from __future__ import annotations

NOUNS: dict[str, str] = {
    "Tshirts": "t-shirt", "Tops": "top", "Shirts": "shirt", "Sweaters": "sweater", "Sweatshirts": "sweatshirt", "Jackets": "jacket", "Blazers": "blazer",
    "Waistcoat": "waistcoat", "Nehru Jackets": "nehru jacket", "Jeans": "jeans", "Trousers": "trousers", "Track Pants": "track pants", "Shorts": "shorts",
    "Leggings": "leggings", "Capris": "capris", "Churidar": "churidar", "Patiala": "patiala salwar", "Skirts": "skirt", "Dresses": "dress",
    "Nightdress": "nightdress", "Kurtas": "kurta", "Kurtis": "kurti", "Tunics": "tunic", "Lehenga Choli": "lehenga choli", "Sarees": "saree", "Dupatta": "dupatta",
    "Stoles": "stole", "Scarves": "scarf", "Casual Shoes": "casual shoes", "Sports Shoes": "running shoes", "Formal Shoes": "formal shoes", "Heels": "heels",
    "Flats": "flats", "Sandals": "sandals", "Sports Sandals": "sports sandals", "Flip Flops": "flip flops", "Handbags": "handbag", "Clutches": "clutch",
    "Duffel Bag": "duffel bag", "Laptop Bag": "laptop bag", "Backpacks": "backpack", "Wallets": "wallet", "Belts": "belt", "Caps": "cap", "Ties": "tie",
    "Socks": "socks", "Watches": "watch", "Sunglasses": "sunglasses", "Earrings": "earrings", "Necklace and Chains": "necklace", "Pendant": "pendant",
    "Bangle": "bangles", "Bracelet": "bracelet", "Ring": "ring", "Perfume and Body Mist": "perfume", "Lipstick": "lipstick", "Nail Polish": "nail polish",
}

SLANG: dict[str, str] = {
    "Tshirts": "tee", "Shirts": "shirt", "Sweatshirts": "hoody", "Trousers": "pants", "Track Pants": "trackies", "Casual Shoes": "shoes", "Sports Shoes": "sneakers",
    "Handbags": "bag", "Backpacks": "bag", "Sunglasses": "shades", "Necklace and Chains": "chain", "Perfume and Body Mist": "edt", "Nail Polish": "nail paint",
    "Lehenga Choli": "lehenga", "Formal Shoes": "office shoes", "Flip Flops": "chappals", "Sweaters": "pullover",
}

PATTERN_WORDS: dict[str, str] = {
    "Striped": "striped", "Pinstriped": "pinstriped", "Checked": "check", "Houndstooth": "houndstooth", "Polka Dots": "polka dot", "Floral": "floral print",
    "Ditsy Floral": "ditsy floral", "Paisley": "paisley print", "Ethnic Motifs": "block print", "Ikat": "ikat print", "Chevron": "chevron", "Argyle": "argyle",
    "Camouflage": "camo", "Animal Print": "animal print", "Abstract": "abstract print", "Graphic": "graphic print", "Colourblocked": "colourblock", "Embroidered": "embroidered",
}

# What a cut adds to the noun; with braces it says where the pattern goes, and after "=" it is the
# whole name.
CUT_WORDS: dict[tuple[str, str], str] = {
    ("Tshirts", "polo"): "{pattern} polo t-shirt", ("Tshirts", "long sleeve"): "full sleeve", ("Tshirts", "henley"): "henley", ("Tshirts", "raglan"): "raglan",
    ("", "v neck"): "v-neck", ("", "round neck"): "round neck", ("", "crew neck"): "crew neck", ("", "turtleneck"): "turtleneck", ("Sweaters", "cable"): "cable knit",
    ("Sweaters", "cardigan"): "{pattern} cardigan", ("Sweaters", "vest"): "{pattern} sweater vest", ("Sweatshirts", "hoodie"): "{pattern} hoodie",
    ("Sweatshirts", "zip hoodie"): "{pattern} zip-up hoodie", ("Sweatshirts", "half zip"): "half zip", ("Jackets", "bomber"): "bomber",
    ("Jackets", "track"): "track", ("Jackets", "biker"): "leather biker", ("Jackets", "denim"): "denim", ("Jackets", "puffer"): "puffer",
    ("Jackets", "windcheater"): "hooded windcheater", ("Shirts", "formal"): "formal", ("Shirts", "casual"): "casual", ("Shirts", "half sleeve"): "half sleeve",
    ("Shirts", "rolled"): "roll-up sleeve", ("Shirts", "mandarin"): "mandarin collar", ("Shirts", "western"): "western", ("Shirts", "contrast"): "contrast collar",
    ("Shirts", "resort"): "resort", ("Tops", "camisole"): "{pattern} camisole", ("Tops", "off shoulder"): "off-shoulder", ("Tops", "peplum"): "peplum",
    ("Tops", "sleeveless"): "sleeveless", ("Tops", "bell"): "bell sleeve", ("Tops", "puff"): "puff sleeve", ("Tops", "tie"): "tie-waist",
    ("Jeans", "skinny"): "skinny", ("Jeans", "slim"): "slim fit", ("Jeans", "regular"): "regular fit", ("Jeans", "bootcut"): "bootcut", ("Jeans", "distressed"): "distressed",
    ("Trousers", "formal"): "formal", ("Trousers", "chino"): "{pattern} chinos", ("Trousers", "cargo"): "cargo", ("Trousers", "cigarette"): "cigarette",
    ("Trousers", "wide"): "wide leg", ("Track Pants", "jogger"): "jogger", ("Track Pants", "striped"): "side stripe", ("Shorts", "denim"): "denim", ("Shorts", "cargo"): "cargo",
    ("Shorts", "sports"): "sports", ("Skirts", "mini"): "{pattern} mini skirt", ("Skirts", "pencil"): "{pattern} pencil skirt", ("Skirts", "pleated"): "pleated",
    ("Skirts", "a line"): "a-line", ("Skirts", "maxi"): "{pattern} maxi skirt", ("Skirts", "tiered"): "tiered", ("Skirts", "denim"): "denim",
    ("Dresses", "fit and flare"): "fit and flare", ("Dresses", "skater"): "skater", ("Dresses", "bodycon"): "bodycon", ("Dresses", "maxi"): "{pattern} maxi dress",
    ("Dresses", "shift"): "shift", ("Dresses", "wrap"): "{pattern} wrap dress", ("Dresses", "shirt dress"): "{pattern} shirt dress", ("Dresses", "slip"): "{pattern} slip dress",
    ("Dresses", "tiered"): "tiered", ("Kurtas", "anarkali"): "{pattern} anarkali kurta", ("Kurtas", "straight"): "straight", ("Kurtas", "a line"): "a-line",
    ("Sarees", "silk"): "=silk saree with zari border", ("Sarees", "embellished"): "=embellished bollywood style saree", ("Sarees", "printed"): "{pattern} saree",
    ("Sarees", "cotton"): "{pattern} handloom cotton saree", ("Lehenga Choli", "flared"): "{pattern} flared lehenga choli", ("Casual Shoes", "sneaker"): "=canvas sneakers",
    ("Casual Shoes", "high top"): "=high-top sneakers", ("Casual Shoes", "slip on"): "=slip-on shoes", ("Casual Shoes", "boat"): "=boat shoes",
    ("Casual Shoes", "loafer"): "=loafers", ("Casual Shoes", "boot"): "=ankle boots", ("Formal Shoes", "oxford"): "=oxford formal shoes",
    ("Formal Shoes", "derby"): "=derby formal shoes", ("Formal Shoes", "monk"): "=monk strap formal shoes", ("Heels", "pump"): "=stiletto pumps",
    ("Heels", "block"): "block", ("Heels", "strappy"): "strappy", ("Heels", "wedge"): "wedge", ("Heels", "peep toe"): "peep toe", ("Heels", "kitten"): "kitten",
    ("Flats", "ballerina"): "{pattern} ballerinas", ("Flats", "pointed"): "pointed", ("Flats", "jutti"): "{pattern} juttis", ("Sandals", "slide"): "slide", ("Sandals", "fisherman"): "fisherman",
    ("Sandals", "t bar"): "t-strap", ("Handbags", "tote"): "{pattern} tote bag", ("Handbags", "satchel"): "{pattern} satchel handbag", ("Handbags", "hobo"): "{pattern} hobo bag",
    ("Handbags", "bucket"): "{pattern} bucket bag", ("Handbags", "sling"): "{pattern} sling bag", ("Handbags", "bowling"): "{pattern} bowling handbag",
    ("Clutches", "envelope"): "{pattern} envelope clutch", ("Clutches", "box"): "{pattern} box clutch", ("Clutches", "pleated"): "{pattern} pleated clutch with bow",
    ("Backpacks", "school"): "school", ("Backpacks", "rucksack"): "=canvas rucksack", ("Laptop Bag", "briefcase"): "=laptop briefcase",
    ("Laptop Bag", "messenger"): "=messenger laptop bag", ("Wallets", "bifold"): "bifold", ("Wallets", "zip"): "zip-around", ("Belts", "braided"): "braided",
    ("Caps", "beanie"): "{pattern} beanie", ("Caps", "baseball"): "{pattern} baseball cap", ("Ties", "bow"): "{pattern} bow tie", ("Socks", "ankle"): "ankle length",
    ("Socks", "crew"): "crew", ("Socks", "knee"): "knee length", ("Watches", "leather"): "leather strap", ("Watches", "steel"): "bracelet", ("Watches", "chronograph"): "chronograph",
    ("Watches", "sport"): "sports", ("Watches", "slim"): "slim dress", ("Watches", "square"): "square dial", ("Sunglasses", "aviator"): "aviator", ("Sunglasses", "wayfarer"): "wayfarer style",
    ("Sunglasses", "round"): "round", ("Sunglasses", "cat eye"): "cat-eye", ("Sunglasses", "sport"): "wraparound sports", ("Sunglasses", "square"): "square", ("Earrings", "jhumka"): "jhumka",
    ("Earrings", "hoop"): "hoop", ("Earrings", "drop"): "drop", ("Earrings", "stud"): "stud", ("Earrings", "chandelier"): "chandelier", ("Necklace and Chains", "beads"): "beaded",
    ("Necklace and Chains", "layered"): "layered chain", ("Necklace and Chains", "collar"): "temple", ("Necklace and Chains", "pearls"): "pearl", ("Necklace and Chains", "statement"): "statement",
    ("Pendant", "heart"): "heart", ("Pendant", "drop"): "teardrop", ("Pendant", "star"): "star", ("Pendant", "disc"): "coin", ("Pendant", "solitaire"): "solitaire", ("Bangle", "stack"): "=set of bangles",
    ("Bangle", "kada"): "=stone-studded kada", ("Bracelet", "charms"): "charm", ("Bracelet", "tennis"): "tennis", ("Bracelet", "beads"): "beaded", ("Ring", "solitaire"): "solitaire",
    ("Ring", "halo"): "halo", ("Ring", "cocktail"): "cocktail", ("Ring", "band"): "band", ("Perfume and Body Mist", "mist"): "=body mist", ("Nightdress", "long"): "long",
    ("Nightdress", "short"): "strappy short", ("Lipstick", "open"): "matte", ("Lipstick", "capped"): "creamy",
}

OCCASIONS: dict[str, tuple[str, ...]] = {
    "Casual": ("Good for weekends and everyday wear.", "Goes with jeans and sneakers.", "An easy pick for college or a day out.", "Comfortable all day."),
    "Formal": ("Office wear that stays crisp from the first meeting to the last.", "For the office and formal occasions.", "Pair it with formal trousers for work.", "Interview ready."),
    "Ethnic": ("Made for weddings, pujas and festive evenings.", "A bollywood style look for sangeet and mehendi.", "Festive wear for Diwali and Eid.", "Traditional Indian wear for every celebration."),
    "Party": ("Turns heads at a cocktail party.", "For date nights and dancing.", "Evening wear with a little glamour."),
    "Sports": ("For the gym, running and training.", "Breathable, keeps you dry on long runs.", "Built for sport."),
    "Travel": ("Room for a weekend trip.", "A dependable travel companion."),
    "Smart Casual": ("From desk to dinner.",),
}

LOOKS: dict[str, tuple[str, ...]] = {
    "Sweaters": ("A cozy winter knit that is soft against the skin.", "Warm ribbed hem and cuffs.", "Cozy layer for cold evenings."),
    "Sweatshirts": ("Brushed inside for warmth.", "Cozy winter lounge wear."),
    "Jackets": ("Keeps the winter wind out.", "Two side pockets and a full zip."),
    "Scarves": ("Wrap up in this warm cozy winter scarf.", "Fringed ends."),
    "Sarees": ("Comes with an unstitched blouse piece.", "Drapes softly, with a rich pallu."),
    "Lehenga Choli": ("Heavily embroidered flared skirt, choli and dupatta.", "A bridal, bollywood style outfit."),
    "Kurtas": ("Side slits and three-quarter comfort.", "Pair with leggings or churidar."),
    "Dresses": ("Cinched at the waist for a flattering shape.", "Falls softly to the hem."),
    "Handbags": ("Roomy main compartment with a zip pocket inside.", "Metal fittings and a detachable strap."),
    "Sports Shoes": ("Cushioned midsole for running, grippy outsole.", "Lightweight mesh upper."),
    "Formal Shoes": ("Polished leather upper.", "Cushioned insole for long days."),
    "Jeans": ("Five pockets, stretch denim.", "Washed for a lived-in look."),
    "Earrings": ("Light enough to wear all day.", "Plated, nickel free."),
    "Watches": ("Quartz movement, water resistant to 30 m.", "One year warranty."),
    "Blazers": ("Notched lapels, two flap pockets.",),
    "Shirts": ("Cut with a full button placket.", "Breathable weave."),
    "Backpacks": ("Padded straps and a laptop sleeve.", "Water bottle pockets on both sides."),
    "Heels": ("Cushioned footbed.", "Statement heels for an evening out."),
    "Sunglasses": ("UV 400 protection.",),
}

BEAUTY: tuple[str, ...] = ("Perfume and Body Mist", "Lipstick", "Nail Polish")

CARE: dict[str, tuple[str, ...]] = {
    "Apparel": ("Hand wash cold, dry in shade.", "Machine wash.", "Model is 5'8\" and wears size M.", "Easy 30 day returns.", "Dry clean only."),
    "Accessories": ("Wipe with a clean dry cloth.", "Comes in a gift box.", "Easy 30 day returns."),
    "Footwear": ("Wipe with a clean dry cloth.", "True to size.", "Easy 30 day returns."),
    "Personal Care": ("Not tested on animals.", "Long lasting.", "Sealed product, no returns."),
}
