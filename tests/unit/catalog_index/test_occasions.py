"""Labels of occasions that stand for each other."""

import pytest

from catalog_index.brief import GiftBrief
from catalog_index.occasions import labels_for
from catalog_index.reasons import reasons_for
from tests.support.catalog import gift, search_over


@pytest.mark.parametrize(
    ("wanted", "label", "same"),
    [
        ("eid", "eid al-fitr", True),
        ("eid", "eid al-adha", True),
        ("eid al-fitr", "eid al-adha", False),
        ("galentine's day", "valentine's day", True),
        ("lunar new year", "chinese new year", True),
        ("birthday", "christmas", False),
        ("Christmas", "christmas", True),
    ],
)
def test_which_labels_suit(wanted, label, same):
    assert (label in labels_for(wanted)) is same


def test_a_labelled_gift_comes_first_and_says_the_shops_label():
    plain, labelled = gift("a", "Brass lantern", 30), gift("b", "Brass lantern light", 30, occasions=("eid al-fitr",))
    brief = GiftBrief(occasion="eid")
    hits = search_over(plain, labelled).search(brief).hits
    assert hits[0].product.id == "b"
    (reason,) = [reason for reason in reasons_for(labelled, brief, {}) if reason.kind == "occasion"]
    assert reason.evidence == "eid al-fitr"
