"""A picture is well-formed, says its figures in words, and draws them to scale."""

from xml.etree import ElementTree

from bot.bench.pictures.svg import Bar, Chart, Group, draw

_SPACE = {"s": "http://www.w3.org/2000/svg"}


def drawn(*bars, note="", group="eight at once"):
    return ElementTree.fromstring(draw(Chart("turns", "A <turn> & more", (Group(group, bars),), note)))


def bars_of(root):
    return [node for node in root.findall("s:rect", _SPACE) if node.get("class") != "paper"]


def test_bars_are_as_long_as_their_values():
    longest, half = bars_of(drawn(Bar("ours", 100, "100 ms"), Bar("stock", 50, "50 ms", ours=False)))
    assert float(longest.get("width")) == 2 * float(half.get("width"))
    assert (longest.get("class"), half.get("class")) == ("ours", "peer")


def test_the_longest_bar_leaves_room_for_its_value():
    root = drawn(Bar("ours", 1e9, "1,000,000,000 ms"))
    (bar,) = bars_of(root)
    assert float(bar.get("x")) + float(bar.get("width")) < float(root.get("viewBox").split()[2]) - 60


def test_what_is_next_to_nothing_can_be_seen():
    _, little = bars_of(drawn(Bar("a", 1e6, "much"), Bar("b", 0, "nothing")))
    assert float(little.get("width")) == 2.0


def test_figures_are_said_in_words_and_names_are_no_markup():
    root = drawn(Bar("a & b", 1, "1 ms"), Bar("<b>", 2, "2 ms"))
    assert root.find("s:title", _SPACE).text == "A <turn> & more"
    assert root.find("s:desc", _SPACE).text == "eight at once: a & b 1 ms, <b> 2 ms"
    assert root.get("aria-labelledby") == "title said"


def test_notes_are_broken_into_lines_within_the_picture():
    root = drawn(Bar("a", 1, "1"), note="word " * 60)
    notes = [node for node in root.findall("s:text", _SPACE) if node.get("class") == "note"]
    assert len(notes) == 3
    assert float(notes[-1].get("y")) < float(root.get("viewBox").split()[3])


def test_long_names_are_shortened_to_the_room_beside_their_bar():
    root = drawn(Bar("x" * 50, 1, "1"))
    name = next(node.text for node in root.findall("s:text", _SPACE) if node.text.startswith("xx"))
    assert len(name) == 32
    assert name.endswith("…")
