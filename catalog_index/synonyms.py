"""What a word of a shopper may be called in a product's data."""

from __future__ import annotations

from catalog_index.analysis import stem

_WOODS = (
    "wood",
    "beech",
    "birch",
    "oak",
    "walnut",
    "maple",
    "pine",
    "plywood",
    "rubberwood",
    "cedar",
    "ash",
    "limewood",
)
_STANDS_FOR: dict[str, tuple[str, ...]] = {
    "wooden": _WOODS,
    "wood": _WOODS,
    "woollen": ("wool", "merino"),
    "woolen": ("wool", "merino"),
    "wooly": ("wool", "merino"),
    "metal": ("steel", "iron", "brass", "copper", "aluminium", "aluminum", "tin"),
    "metallic": ("steel", "iron", "brass", "copper", "silver", "gold"),
    "golden": ("gold", "brass"),
    "grey": ("gray",),
    "gray": ("grey",),
    "purple": ("plum", "lilac", "lavender", "violet"),
    "beige": ("natural", "cream", "sand"),
    "colourful": ("multicolor", "multicolour", "rainbow"),
    "colorful": ("multicolor", "multicolour", "rainbow"),
    "puzzle": ("jigsaw",),
    "teddy": ("bear",),
    "cup": ("mug",),
}


def meanings(word: str) -> frozenset[str]:
    """The stems of a lower-case word and of what it may be called."""
    return frozenset(stem(other) for other in (word, *_STANDS_FOR.get(word, ())))
