"""Which question comes next: only what is missing and matters."""

from __future__ import annotations

from actions.slots import GiftState
from catalog_index.brief import GiftBrief

# Whose age changes little for the gift, or is grown-up for certain.
_AGE_NEEDLESS = frozenset(
    "mother father parents grandmother grandfather grandparents great-grandmother great-grandfather aunt uncle wife "
    "husband partner fiancé fiancée girlfriend boyfriend friend colleague boss employee teacher neighbor client "
    "mother-in-law father-in-law parents-in-law sister-in-law brother-in-law son-in-law daughter-in-law stepmother "
    "stepfather godmother godfather roommate nanny coach doctor nurse hairdresser pastor host couple myself great-aunt "
    "great-uncle".split()
)
_GROWN_UP_OCCASIONS = frozenset({"wedding", "engagement", "anniversary", "retirement", "promotion", "housewarming"})
_BABY_OCCASIONS = frozenset({"new baby", "baby shower", "christening"})


def next_question(brief: GiftBrief, state: GiftState) -> str | None:
    """The slot to ask for next, None when enough is known."""
    if state.hurry:
        return None
    missing = [
        name
        for name, value in (
            ("relationship", brief.relationship),
            ("age", brief.age),
            ("interests", brief.interests),
            ("budget", brief.budget),
        )
        if not value and name not in state.skipped
    ]
    if brief.age is not None or brief.occasion in _BABY_OCCASIONS:
        # With the age known, the relationship adds little.
        missing = [name for name in missing if name != "relationship"]
    if not _age_matters(brief):
        missing = [name for name in missing if name != "age"]
    return missing[0] if missing else None


def _age_matters(brief: GiftBrief) -> bool:
    if brief.occasion in _GROWN_UP_OCCASIONS or brief.occasion in _BABY_OCCASIONS:
        return False
    return brief.relationship not in _AGE_NEEDLESS
