"""What the recipient likes."""

import pytest

from tests.support.reading import read


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("my niece loves dinosaurs", ["dinosaurs"]),
        ("she loves dinosours", ["dinosaurs"]),
        ("gift for a dinosour fan", ["dinosaurs"]),
        ("he likes cooking and chess", ["cooking", "chess"]),
        ("into gardening, yoga and tea", ["gardening", "yoga", "tea"]),
        ("a dog lover", ["dogs"]),
        ("he's obsessed with lego", ["lego"]),
        ("mad about football", ["football"]),
        ("she is really into pottery", ["pottery"]),
        ("hobbies: fishing, chess", ["fishing", "chess"]),
        ("he collects stamps", ["stamps"]),
        ("who bakes a lot", ["baking"]),
        ("a big fan of star wars", ["star wars"]),
        ("she knits", ["knitting"]),
        ("he spends all his time fishing", ["fishing"]),
        ("she can't stop talking about horses", ["horses"]),
        ("my uncle likes grilling", ["grilling"]),
        ("beekeeping stuff??", ["beekeeping"]),
        ("dinosaurs", ["dinosaurs"]),
        ("looking for a puzzle for my dad", ["puzzles"]),
        ("she loves axolotls", ["axolotls"]),
        ("loves 80s music", ["80s music"]),
        ("he likes to whittle", ["whittling"]),
        ("loves gardening, gardening and more gardening", ["gardening"]),
        ("my 8-year-old niece loves peppa pig", ["peppa pig"]),
        # What it is done with says more than the doing, what comes of it less.
        ("she bakes sourdough", ["sourdough"]),
        ("she reads mystery novels", ["mystery novels"]),
        ("he builds model trains", ["model trains"]),
        ("she crochets blankets", ["crochet"]),
        ("he golfs", ["golf"]),
        ("she's an excellent cook", ["cooking"]),
        ("she runs half marathons", ["running"]),
        ("granddad keeps hens", ["chickens"]),
        ("gymnastics and art", ["gymnastics", "art"]),
        ("gluten free treats for my gran", ["treats"]),
        ("she is learning portuguese", ["portuguese"]),
        ("a scratching post would be great", ["scratching posts"]),
        ("pressent for my niece", []),
        ("wants to watch films", ["films"]),
        ("mom got him sneakers", []),
        ("a laptop from her parents", []),
        ("my friend from the gym", []),
        ("i played piano for years, gift for my niece", []),
    ],
)
def test_liked(text: str, interests: list[str]) -> None:
    assert read(text).values("interest") == interests


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gift for my mum",
        "she hates cats",
        "no candles",
        "hello there",
        "under $40",
        "I need something for my boss's birthday",
        "she is 8",
        "thank you so much",
        "she loves everything",
    ],
)
def test_nothing_liked(text: str) -> None:
    assert read(text).values("interest") == []


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("gift for my niece. her brother loves football, she loves horses", ["horses"]),
        ("I love wine but it's for my dad who likes fishing", ["fishing"]),
        ("last year i got him a chess set, he likes fishing", ["fishing"]),
        ("something for myself, i love coffee", ["coffee"]),
    ],
)
def test_whose_interest_it_is(text: str, interests: list[str]) -> None:
    assert read(text).values("interest") == interests


@pytest.mark.parametrize(
    ("text", "interests"),
    [
        ("soft things", ["plush toys"]),
        ("something soft to cuddle", ["plush toys"]),
        ("make pictures", ["photography"]),
        ("funny office stuff", ["funny office stuff"]),
        ("let's do books instead", ["books"]),
        ("no not tea, i said coffee", ["coffee"]),
        ("i mean football not american football", ["football"]),
    ],
)
def test_said_in_other_words(text: str, interests: list[str]) -> None:
    assert read(text).values("interest") == interests
