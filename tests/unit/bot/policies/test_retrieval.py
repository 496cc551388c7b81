"""Which passage answers a question, with a real encoder; and how pages are read again."""

import logging
import os
from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.policies import read_judged, wrong_answers
from bot.policies.document import read_policy
from bot.policies.errors import PolicyError
from bot.policies.kept import KeptEncoder
from bot.policies.retrieval import PassageIndex, read_topics
from bot.policies.service import PolicyService, read_pages
from bot.settings import Settings
from catalog_index.encoder import SentenceEncoder
from tests.support.acting import POLICIES
from tests.support.fake_encoder import HashEncoder

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_at_least_95_percent_of_the_judged_questions_are_answered_rightly(encoder):
    index = PassageIndex(read_pages(ROOT / "data/policies").policies, encoder)
    questions = read_judged(ROOT / "data/eval/shop-questions.jsonl")
    assert len(questions) >= 120 and sum(not question.passages for question in questions) >= 40
    wrong = wrong_answers(index, questions)
    assert len(wrong) <= 0.05 * len(questions), [(question.text, given) for question, given in wrong]


def test_every_judged_passage_exists():
    pages = read_pages(ROOT / "data/policies")
    for question in read_judged(ROOT / "data/eval/shop-questions.jsonl"):
        for name in question.passages:
            file, anchor = name.split("#")
            assert pages.get(file).passage(anchor), name


@pytest.fixture(scope="module")
def small(encoder):
    return PassageIndex(read_pages(POLICIES).policies, encoder)


def test_quotes_are_verbatim(small):
    files = "".join(path.read_text() for path in POLICIES.glob("*.md"))
    found = small.find("it came broken")
    assert found.passage.anchor == "damaged-items"
    assert found.quote in files
    row = small.find("how much is express delivery")
    assert row.quote == "Method | Price | Business days | Ships to\nExpress | $12 | 1 | United States"
    assert row.readable == "Express: price $12, business days 1, ships to United States"
    assert small.find("how much is delivery to Canada").quote.endswith("\nAbroad | $30 | 6-10 | Canada")
    assert all(line in files for line in small.find("what are the delivery methods").quote.splitlines())


@pytest.mark.parametrize(
    "question", ["do you have jobs", "can I pay with bitcoin", "is there a loyalty program", "", "  "]
)
def test_what_no_page_says_is_not_answered(small, question):
    assert small.find(question) is None


def test_a_page_on_a_topic_that_is_seldom_one_wins_over_it(encoder):
    text = "# Loyalty\n\n## Our loyalty program\n\nEvery dollar is a point in our loyalty program."
    found = PassageIndex([read_policy("l", "l.md", text)], encoder).find("do you have a loyalty program")
    assert found is not None and found.passage.anchor == "our-loyalty-program"


def test_no_pages_no_answers():
    assert PassageIndex([], HashEncoder(), topics=[]).find("return policy") is None
    assert len(read_topics()) > 100


def test_vectors_are_kept_and_old_ones_go(tmp_path):
    inner = HashEncoder()
    texts = [f"text {number}" for number in range(40)]
    first = KeptEncoder(inner, tmp_path, keep=2).encode(texts)
    count = len(inner.encoded)
    again = KeptEncoder(inner, tmp_path, keep=2).encode(texts)
    assert len(inner.encoded) == count and np.array_equal(first, again)
    for start in range(1, 4):
        KeptEncoder(inner, tmp_path, keep=2).encode([*texts, str(start)])
    assert len(list(tmp_path.glob("*.npy"))) == 2
    for path in tmp_path.glob("*.npy"):
        path.write_bytes(b"damaged")
    assert np.array_equal(KeptEncoder(inner, tmp_path).encode(texts), first)


def service(folder, var) -> PolicyService:
    return PolicyService(Settings(policies_dir=folder, var_dir=var), HashEncoder)


def touch(path: Path, text: str, when: int) -> None:
    path.write_text(text)
    os.utime(path, (when, when))


async def test_a_changed_file_is_read_again_and_a_wrong_one_is_not_used(tmp_path, caplog):
    page = tmp_path / "a.md"
    touch(page, "# A\n\n## Returns\n\nThirty days to return.", 1)
    pages = service(tmp_path, tmp_path / "var")
    pages.start()
    index = await pages.index()
    assert await pages.index() is index
    touch(page, "# A\n\n## Returns\n\nSixty days to return.", 2)
    assert pages.pages.policies[0].passages[1].text == "Sixty days to return."
    assert await pages.index() is not index
    with caplog.at_level(logging.ERROR):
        touch(page, "no title", 3)
        assert pages.pages.policies[0].passages[1].text == "Sixty days to return."
    assert "policy file not used" in caplog.text


def test_a_wrong_file_stops_the_start(tmp_path):
    (tmp_path / "a.md").write_bytes(b"# A\n\n\xff")
    with pytest.raises(PolicyError, match=r"a\.md:3: the file is not UTF-8"):
        service(tmp_path, tmp_path).start()


async def test_without_a_folder_there_are_no_pages(tmp_path):
    pages = service(tmp_path / "none", tmp_path)
    pages.start()
    assert pages.pages.policies == () and pages.pages.delivery is None
    assert await pages.find("return policy") is None
