"""What an exclusion covers: "no alcohol" also means no wine, "nut allergy" also no almonds.

An exclusion is a hard filter, so it errs on the safe side: any mention in a product's data counts, unless the text
plainly says that the thing is not in it ("dairy-free", see claims.py).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from catalog_index.analysis import stems

# Terms by label; a term of several words is meant as they stand.
_ANIMAL_MATERIALS = (
    "leather, suede, nubuck, cowhide, rawhide, sheepskin, calfskin, wool, woollen, woolen, merino, cashmere, lambswool, alpaca, mohair, angora, shearling, silk, fur, "
    "goose down, duck down, down filled, down filling, down jacket, down pillow, down duvet, feather, feathers, buffalo horn, ram horn, ox horn, horn handle, antler, antlers, "
    "bone china, bone handle, bone inlay, mother of pearl, abalone, seashell, seashells, freshwater pearl, freshwater pearls, pearl necklace, pearl earrings, pearl studs, pearl bracelet, pearl pendant, lanolin, "
    "beeswax, shellac, tallow, ivory, boar bristle, horsehair, badger hair, goat hair"
)
_MEAT = (
    "meat, beef, pork, ham, bacon, salami, jerky, biltong, sausage, steak, chorizo, pancetta, prosciutto, pepperoni, charcuterie, lard, gelatin, gelatine, venison, foie gras, pate, "
    "chicken liver, chicken stock, chicken broth, duck confit, duck rillettes, roast duck, smoked salmon, salmon, tuna, anchovy, anchovies, sardine, sardines, caviar, fish sauce, prawn, shrimp, lobster, bone broth"
)
_DAIRY = "dairy, milk, cream, creamy, ice cream, clotted cream, double cream, whipped cream, sour cream, cream cheese, cream tea, cream liqueur, irish cream, butter, buttery, cheese, cheeses, cheddar, brie, stilton, parmesan, fondue, raclette, lactose, yoghurt, yogurt, whey, casein"
_SCENTS = "scent, scented, fragrance, perfume, perfumed, aroma, aromatherapy, incense, diffuser, cologne, potpourri, essential oil, essential oils, room spray, wax melt, wax melts, eau, parfum, lavender, bath bomb, bath bombs, bath salts"
_SWEETS = "candy, candies, sweets, lollipop, lollipops, gummy, gummies, fudge, toffee, caramel, chocolate, marshmallow, marshmallows, liquorice, licorice, bonbon, nougat, marzipan, praline"
_COVERS: dict[str, str] = {
    "alcohol": "alcohol, alcoholic, wine, beer, ale, lager, whisky, whiskey, bourbon, scotch, gin, rum, vodka, tequila, mezcal, brandy, cognac, champagne, prosecco, liqueur, cocktail, cocktails, sherry, "
    "port wine, tawny port, ruby port, cider, aperitif, cocktail bitters, aromatic bitters, milk stout, irish stout, distilled spirit, craft spirits, sake, vermouth, mead, hip flask, corkscrew, decanter, shot glass, pint glass, tankard, highball, brewery",
    "nuts": "nut, nuts, almond, almonds, hazelnut, walnut, pecan, cashew, pistachio, peanut, macadamia, brazil nut, praline, marzipan, frangipane, nougat, gianduja, nutty, satay, nutella",
    "peanuts": "peanut, peanuts, nut, nuts, satay",
    "dairy": f"{_DAIRY}, caramel, fudge, toffee, milk chocolate, white chocolate, custard, latte, cappuccino",
    "gluten": "gluten, wheat, flour, bread, pasta, biscuit, biscuits, cookie, cookies, shortbread, cracker, crackers, cake, cakes, barley, rye, spelt, sourdough, brownie, muffin, waffle, pancake, noodle, noodles, pizza, malt, malted, beer, ale, lager, stout, semolina, couscous, pretzel, panettone, seitan, soy sauce, granola, oat, oats",
    "sugar": f"sugar, sugary, sweet, {_SWEETS}, syrup, honey, jam, marmalade, cake, cakes, cookie, cookies, biscuit, biscuits, shortbread, hot chocolate, brownie",
    "candy": f"sweet, {_SWEETS}",
    "sweets": f"sweet, {_SWEETS}",
    "chocolate": "chocolate, chocolates, cocoa, cacao, truffle, truffles, praline, pralines, brownie, nutella",
    "meat": _MEAT,
    "pork": "pork, ham, bacon, salami, chorizo, pancetta, prosciutto, pepperoni, sausage, lard, gelatin, gelatine, marshmallow, marshmallows, gummy, gummies, pigskin, charcuterie, jerky, wild boar",
    "shellfish": "shellfish, seafood, shrimp, prawn, crab, lobster, oyster, mussel, clam, scallop, caviar, squid, octopus",
    "animal products": f"{_ANIMAL_MATERIALS}, {_MEAT}, {_DAIRY}, honey, mead, egg white, egg whites, egg yolk, free range eggs, egg noodles, meringue, mayonnaise, fish sauce, fish oil, fish skin, goatskin, deerskin, pigskin, kangaroo, snakeskin, milk chocolate, white chocolate, caramel, fudge, toffee, marshmallow, marshmallows, gummy, gummies, charcuterie",
    "leather": "leather, suede, nubuck, cowhide, rawhide, calfskin, sheepskin",
    "fur": "fur, sheepskin, shearling, rabbit fur, mink",
    "wool": "wool, woollen, woolen, merino, cashmere, lambswool, alpaca, mohair, felt, angora, shearling, tweed, sheepskin",
    "plastic": "plastic, plastics, acrylic, abs, pvc, polypropylene, polystyrene, polycarbonate, polyethylene, melamine, vinyl, nylon, eva, resin, polyester, microfibre, microfiber, plexiglass, tritan, lego, duplo, playmobil, cellophane, bioplastic, pla filament, perspex, elastane, polyamide, polyurethane, neoprene, foam, imitationhide",
    "screens": "screen, screens, tablet, console, television, tv, video, monitor, smartphone, app, laptop, touchscreen, e reader, ereader, kindle, lcd display, led display, digital display, colour display, color display, display screen, e ink, ipad, smartphone, mobile phone, cell phone, phone app, pairs with a phone, streams from a phone, smartwatch, projector, gaming headset, gaming pc, gamer, nintendo, playstation, xbox",
    "video games": "video game, video games, console, gaming headset, gaming pc, gaming chair, gamer, controller, joystick, gamepad, nintendo, playstation, xbox",
    "electronics": "electronic, electronics, battery, batteries, rechargeable, usb, bluetooth, wireless, screen, tablet, console, television, tv, laptop, smartphone, headphones, earbuds, speaker, charger, led, drone, smartwatch, app, camera",
    "batteries": "battery, batteries, rechargeable, aaa, aa, usb, lithium, button cell, cordless, bluetooth, wireless, electronic, led, leds, light up, lights up, remote control, remote controlled, electric, motorised, motorized, power bank",
    "perfume": "perfume, perfumed, fragrance, cologne, scent, scented, eau, parfum, aftershave",
    "scented products": _SCENTS,
    "candles": "candle, candles, tealight, tealights, wax melt, wax melts",
    "jewelry": "jewelry, jewellery, necklace, bracelet, earring, earrings, ring, rings, pendant, brooch, bangle, anklet, locket, cufflinks, choker, hoops",
    "clothes": "clothing gloves, clothing hats, clothing scarves, clothing ties, clothing accessories, baby clothing, shirt, tshirt, t shirt, tee shirt, blouse, sweater, jumper, party dress, summer dress, cotton dress, wrap dress, evening dress, trousers, pair of jeans, a pair of leggings, skirt, jacket, raincoat, overcoat, winter coat, rain coat, dog coat, duffle coat, "
    "hoodie, sweatshirt, scarf, hat, baseball cap, flat cap, swim cap, beanie, gloves, mittens, mitts, socks, slippers, shoes, boots, sandals, sneakers, bathrobe, robe, pyjamas, pajamas, nightwear, underwear, boxers, onesie, bodysuit, romper, cardigan, shawl, poncho, vest, kimono, "
    "dressing gown, swimsuit, wetsuit, bikini, apron, dungarees, sleepsuit, waistcoat, headband, snood, bib, neck warmer, earmuffs, tutu, costume, cape",
    "socks": "sock, socks",
    "toys": "toy, toys",
    "noisy toys": "noise, noisy, drum, drums, siren, whistle, loud, tambourine, beep, beeps, sound effects, maraca, maracas, xylophone, cymbal, cymbals, kazoo, trumpet",
    "books": "book, books, novel, paperback, hardback, cookbook, storybook, atlas, anthology",
    "mugs": "mug, mugs",
    "food": "food, hamper, chocolate, biscuit, cookie, jam, honey, cheese, snack, tea, coffee, sauce, fudge, toffee, oil, spice, cake, pasta, popcorn, candy, sweets, nuts, syrup, chutney, mustard, crackers, marmalade",
    "flowers": "flower, flowers, bouquet, floral, blooms",
    "plants": "plant, plants, houseplant, succulent, cactus, seeds, bulb, terrarium, bonsai",
    "makeup": "makeup, cosmetics, lipstick, mascara, eyeshadow, blush, palette, nail polish, lip gloss",
    "soft toys": "plush, teddy, cuddly, stuffed, soft toy, soft toys, plushie, comforter",
    "stuffed animals": "plush, teddy, cuddly, stuffed, soft toy, soft toys, plushie, comforter",
    "knives": "knife, knives, blade, blades",
    "weapons": "sword, gun, weapon, blaster, bow, arrows, knife, crossbow, catapult, slingshot",
    "noise": "noise, noisy, drum, drums, siren, whistle, loud, tambourine",
    "gift cards": "voucher, giftcard, gift card",
    "coffee": "coffee, espresso, barista, cappuccino, latte",
    "tea": "tea, teapot, teacup, chai, matcha",
    "sports": "sport, sports, football, soccer, basketball, tennis, golf, running, cycling",
    "balls": "ball, training football, toddler football, foam football, american football, outdoor basketball, junior basketball",
    "glitter": "glitter, glittery, sequin, sequins, sparkle, sparkly",
    "fish": "fish, seafood, salmon, tuna, sardine, anchovy, shellfish, caviar, prawn",
    "eggs": "egg, eggs, mayonnaise, meringue, macaron, custard, brownie, cake, cakes, sponge cake, mayo",
    "soy": "soy, soya, tofu, edamame, miso, tamari",
    "caffeine": "caffeine, coffee, espresso, tea, matcha, cola, chocolate",
    "small parts": "small parts, beads, bead, marbles, marble, magnets, tiny, sequins, buttons",
    "nickel": "nickel, costume jewellery, costume jewelry, alloy, plated",
    "lavender": "lavender",
    "visual items": "picture, poster, print, jigsaw",
}  # fmt: skip
# What is owned already: the title says what a thing is, and any mention would take a whole hobby with it.
_BY_TITLE = {"balls"}
# A label is also found under these other names.
_SAME = {
    "booze": "alcohol", "drinks": "alcohol", "nut": "nuts", "tree nuts": "nuts", "lactose": "dairy", "milk": "dairy", "jewellery": "jewelry", "clothing": "clothes",
    "vegan": "animal products", "animal-derived products": "animal products", "strong scents": "scented products", "scents": "scented products", "strong smells": "scented products", "smells": "scented products",
    "fragrance": "perfume", "wheat": "gluten", "sugary food": "sugar", "pig": "pork", "seafood": "fish", "noisy things": "noisy toys", "loud toys": "noisy toys", "plush toys": "soft toys", "screen": "screens",
}  # fmt: skip
# What a plain statement that the product is free of it, or vegan, is enough for: nothing but a wording then.
_SOFT: dict[str, tuple[tuple[str, ...], str]] = {
    "gluten": (("gluten free", "free gluten"), "flour, bread, pasta, biscuit, biscuits, cookie, cookies, cracker, crackers, cake, cakes, brownie, muffin, waffle, pancake, noodle, noodles, pizza, granola, oat, oats, soy sauce"),
    "dairy": (("dairy free", "vegan", "free dairy", "plant base", "skincare", "skin care", "hand cream", "serum"), "cream, creamy, caramel, fudge, toffee, chocolate, latte, cappuccino, custard, buttery, milk chocolate, white chocolate"),
    "animal products": (("vegan", "plant base"), "caramel, fudge, toffee, milk chocolate, white chocolate, buttery, marshmallow, marshmallows, gummy, gummies"),
    "sugar": (("sugar free", "sugarfree"), "sweet, sweets, candy, syrup, jam, chocolate, gummy"),
}  # fmt: skip

Phrase = tuple[str, ...]


class Covered(NamedTuple):
    """What a label rules out, as stems.

    `own` is the label itself, held against the whole text; `terms` against the text without what it says to be free
    of, and so is `word`, the label as one word where it has terms ("clothes", whose stem is that of "cloth"). `soft` terms don't count where the whole text holds one of `claims`.
    """

    own: Phrase
    terms: frozenset[Phrase]
    soft: frozenset[Phrase]
    claims: frozenset[Phrase]
    word: str = ""
    title: bool = False


def covered_terms(label: str) -> tuple[frozenset[str], tuple[Phrase, ...]]:
    """The single stems and the phrases (as tuples of stems) that a label covers, whatever a text says against it."""
    found = exclusion(label)
    singles = frozenset(term[0] for term in found.terms if len(term) == 1)
    phrases = sorted(term for term in found.terms if len(term) > 1)
    return singles, (*((found.own,) if found.own else ()), *phrases)


def names_kind(label: str) -> bool:
    """Whether a label names a kind of ware with things of its own ("books"), rather than a topic ("bugs")."""
    return label in _COVERS


@lru_cache(maxsize=4096)
def exclusion(label: str) -> Covered:
    """What an exclusion rules out."""
    given = label.strip().lower()
    name = _SAME.get(given, given)
    terms = _terms(_COVERS.get(name, ""))
    claims, soft = _SOFT.get(name, ((), ""))
    own = tuple(stems(given))
    if len(own) == 1:
        # A label with terms of its own is among them, where it says what to look for.
        against = frozenset(tuple(stems(claim)) for claim in claims)
        return Covered(
            (),
            terms or frozenset({own}),
            _terms(soft),
            against,
            given if name == given and name not in _BY_TITLE else "",
            name in _BY_TITLE,
        )
    return Covered(own, terms, _terms(soft), frozenset(tuple(stems(claim)) for claim in claims))


def _terms(listed: str) -> frozenset[Phrase]:
    return frozenset(found for term in listed.split(", ") if (found := tuple(stems(term))))
