"""What the menu of a card says, in which the title may hold any word; people say it too."""

from __future__ import annotations

import re

_MENU = (
    ("compare", re.compile(r"^\W*compare .{3,} (?:and|with|to) .{3,}")),
    (
        "tell_more",
        re.compile(r"^\W*tell me more about (?!(?:you|yourself|the shop|this shop|shipping|delivery)\b).{3,}"),
    ),
    (
        "why",
        re.compile(
            r"^\W*why (?!do|are|did|is|would|should|not|so\b|can|will|does|have|has|don|won|isn|ar)\S.{2,}\?\s*$"
        ),
    ),
    ("reject_kind", re.compile(r"^\W*not for (?:us|me|him|her|them)\b(?!.*\bunder\b)")),
    # "She already has the first one": a gift that was shown.
    (
        "reject_kind",
        re.compile(
            r"(?<!'ll )(?<!\bill )(?<!will )(?<!to )(?<!can )(?<!can't )(?<!cant )(?<!cannot )(?<!not )(?<!i )\b(?:already (?:has|have|had|got|owns?)|(?:has|have|'s|'ve) (?:already )?got|(?:has|have|owns?))\s+"
            r"(?:it|that one|this one|the (?:first|second|third|fourth|fifth|sixth|last) one|number \d)\b(?: already)?\W*$"
        ),
    ),
)
# Of the shop, not of a gift.
_OF_THE_SHOP = re.compile(
    r"\b(?:shipping|ships?|shipped|deliver\w*|returns?|refund\w*|exchange[sd]?|pay|paying|payment|order(?:ed|s|ing)?|"
    r"track(?:ing)?|arrives?|arriving|warranty|guarantee|gift[- ]?wrap(?:ped|ping)?|person|human|agent|someone|anyone|"
    r"opening|coupon|discount|voucher)\b"
)


# Asked about, not told: "the return policy if she already has it?"
_ASKS = re.compile(r"^\W*(?:and |so |but |ok )*(?:what|how|can|could|do|does|is|are|will|would|may)\b|\bif\b|\?\s*$")


def menu_intent(plain: str) -> str | None:
    """The intent of a normalized message in the words of a card's menu, None for any other."""
    found = next((intent for intent, pattern in _MENU if pattern.search(plain)), None)
    asks = found == "reject_kind" and _ASKS.search(plain)
    return None if (asks or found != "reject_kind") and _OF_THE_SHOP.search(plain) else found
