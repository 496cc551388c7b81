"""Which intents belong together, and what of a message counts in which of them."""

from __future__ import annotations

# Questions about gifts that were shown.
ADVICE = frozenset(
    {
        "why",
        "compare",
        "tell_more",
        "how_to_use",
        "goes_with",
        "in_stock",
        "which_best",
        "more_like",
        "ask_product",
        "same_for",
    }
)
# Questions about the shop and about days.
SHOP_TALK = frozenset({"shop_question", "delivery_by", "track_order", "occasion_date", "occasion_help"})
# Talk about the wishlist, which may name anything ("save the dinosaur puzzle", "send it to my husband").
LIST_TALK = frozenset(
    {"save_gift", "remove_gift", "show_wishlist", "share_wishlist", "unshare_wishlist", "count_wishlist"}
)
# What such messages may say beside; whatever else they name is nothing of the wish.
SAID_OF_A_LIST = frozenset({"ordinal", "color", "product_id", "beside"})
# What such messages name is nothing of the wish ("my dad is a doctor").
NO_WISH = frozenset(
    {"off_topic", "other_language", "unsafe", "insult", "bot_challenge", "goodbye", "compliment", "help", *SHOP_TALK}
)
# A gift is wished for, or what is wished for is told.
WISHES = frozenset({"inform", "request_gift", "next_recipient", "not_sure", "show_now"})


def says(intent: str, kind: str) -> bool:
    """Whether an entity of this kind means anything in a message with this intent."""
    if intent == "compliment" and kind == "ordinal":
        return True  # "the second one is lovely" says which
    return intent not in NO_WISH and (intent not in LIST_TALK or kind in SAID_OF_A_LIST)
