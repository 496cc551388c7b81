"""What an exclusion covers: "no alcohol" also means no wine, "nut allergy" also no almonds.

An exclusion is a hard filter, so it errs on the safe side: any mention in a product's data counts, even "nut-free".
"""

from __future__ import annotations

from functools import lru_cache

from catalog_index.analysis import stem, stems

_COVERS: dict[str, str] = {
    "alcohol": "alcohol alcoholic wine beer ale lager whisky whiskey bourbon scotch gin rum vodka tequila mezcal brandy cognac "
    "champagne prosecco liqueur cocktail cocktails sherry port cider aperitif bitters stout spirits",
    "nuts": "nut nuts almond hazelnut walnut pecan cashew pistachio peanut macadamia praline marzipan nougat gianduja nutty",
    "peanuts": "peanut peanuts nut nuts",
    "dairy": "dairy milk cream butter cheese cheddar brie lactose yoghurt yogurt whey caramel fudge toffee",
    "gluten": "gluten wheat flour bread pasta biscuit cookie shortbread cracker cake barley rye spelt sourdough",
    "sugar": "sugar sweet sweets candy chocolate fudge toffee caramel syrup honey jam cake cookie biscuit",
    "candy": "candy candies sweets sweet lollipop gummy fudge toffee caramel chocolate marshmallow",
    "sweets": "candy candies sweets sweet lollipop gummy fudge toffee caramel chocolate marshmallow",
    "chocolate": "chocolate cocoa cacao truffle praline",
    "meat": "meat beef pork ham bacon salami chicken jerky sausage steak chorizo",
    "animal products": "leather suede wool merino cashmere silk down feather fur honey beeswax milk cream butter cheese "
    "egg gelatin meat sheepskin alpaca mohair horn bone shell pearl lanolin shearling",
    "leather": "leather suede nubuck hide sheepskin",
    "wool": "wool woollen woolen merino cashmere lambswool alpaca mohair felt angora shearling",
    "plastic": "plastic plastics acrylic abs pvc polypropylene polystyrene polycarbonate polyethylene melamine vinyl nylon eva resin",
    "screens": "screen screens tablet console television tv video monitor smartphone app laptop touchscreen e-reader display",
    "video games": "console gaming gamer controller joystick gamepad",
    "batteries": "battery batteries rechargeable",
    "perfume": "perfume fragrance cologne scent scented eau parfum",
    "scented products": "scent scented fragrance perfume aroma aromatherapy incense diffuser lavender cologne",
    "candles": "candle candles tealight",
    "jewelry": "jewelry jewellery necklace bracelet earring earrings ring rings pendant brooch bangle anklet locket",
    "clothes": "clothes clothing shirt sweater jumper dress trousers jacket coat hoodie scarf hat gloves mittens socks slippers "
    "bathrobe robe pyjamas pajamas onesie bodysuit romper cardigan shawl beanie apron",
    "socks": "sock socks",
    "toys": "toy toys",
    "books": "book books novel paperback hardback cookbook storybook atlas",
    "mugs": "mug mugs",
    "food": "food hamper chocolate biscuit cookie jam honey cheese snack tea coffee sauce fudge toffee oil spice cake pasta popcorn",
    "flowers": "flower flowers bouquet floral",
    "plants": "plant plants houseplant succulent cactus seeds bulb",
    "makeup": "makeup cosmetics lipstick mascara eyeshadow blush palette",
    "soft toys": "plush teddy cuddly stuffed",
    "stuffed animals": "plush teddy cuddly stuffed soft",
    "knives": "knife knives blade blades",
    "weapons": "sword gun weapon blaster bow arrows knife crossbow catapult slingshot",
    "noise": "noise noisy drum drums siren whistle loud tambourine",
    "gift cards": "voucher giftcard",
    "coffee": "coffee espresso barista cappuccino latte",
    "tea": "tea teapot teacup chai matcha",
    "sports": "sport sports football soccer basketball tennis golf running cycling",
    "balls": "ball balls football basketball",
    "glitter": "glitter sequin sparkle",
    "fish": "fish seafood salmon tuna sardine shellfish",
    "eggs": "egg eggs mayonnaise meringue",
    "soy": "soy soya tofu edamame",
    "caffeine": "caffeine coffee espresso tea matcha cola",
    "small parts": "beads marbles magnets",
}
# A label is also found under these other names.
_SAME = {"booze": "alcohol", "drinks": "alcohol", "nut": "nuts", "lactose": "dairy", "jewellery": "jewelry", "clothing": "clothes", "vegan": "animal products", "electronics": "screens"}  # fmt: skip


@lru_cache(maxsize=4096)
def covered_terms(label: str) -> tuple[frozenset[str], tuple[tuple[str, ...], ...]]:
    """The single stems and the phrases (as tuples of stems) that an exclusion rules out."""
    name = label.strip().lower()
    name = _SAME.get(name, name)
    covered = {stem(word) for word in _COVERS.get(name, "").replace("-", " ").split()}
    own = tuple(stems(name))
    phrases: tuple[tuple[str, ...], ...] = ()
    if len(own) == 1:
        covered.add(own[0])
    elif own:
        phrases = (own,)
    return frozenset(covered), phrases
