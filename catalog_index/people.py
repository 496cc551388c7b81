"""What a relationship and an age group say of ages."""

from __future__ import annotations

import math

from catalog_index.product import Product

ADULT_AGE = 18

# Who is grown up for certain: things made for children are not for them, unless an age says otherwise.
GROWN_UP = frozenset(
    "mother father parents grandmother grandfather grandparents great-grandmother great-grandfather aunt uncle wife "
    "husband partner fiancé fiancée colleague boss employee teacher client mother-in-law father-in-law stepmother "
    "stepfather godmother godfather nanny coach doctor nurse hairdresser pastor host couple son-in-law daughter-in-law "
    "great-aunt great-uncle parents-in-law".split()
)
# Who most likely is.
LIKELY_GROWN_UP = frozenset(
    "friend bridesmaid groomsman girlfriend boyfriend neighbor roommate sister-in-law brother-in-law myself brother "
    "sister cousin".split()
)

# Google's age groups; a text such as "3+" says from when on, the group until when.
_GROUP_UPPER = {"newborn": 2.0, "infant": 2.0, "toddler": 5.0, "kids": 13.0}


def lower_age(product: Product) -> float:
    """From which age (years) a product is meant, 0 where nothing is said."""
    return 0.0 if product.age_min is None else product.age_min


def upper_age(product: Product) -> float:
    """Until which age (years) a product is meant, inf where nothing bounds it."""
    if product.age_max is not None:
        return product.age_max
    return max(_GROUP_UPPER.get(product.age_group or "", math.inf), lower_age(product))
