"""When something counts as made from what is there now."""

from tools import stamps


def test_names_contents_and_places_count(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "one").write_text("1")
    before = stamps.digest_files(tmp_path, ["folder"])
    assert stamps.digest_files(tmp_path, ["folder"]) == before
    (tmp_path / "folder" / "__pycache__").mkdir()
    (tmp_path / "folder" / "__pycache__" / "one.pyc").write_text("compiled")
    assert stamps.digest_files(tmp_path, ["folder"]) == before
    (tmp_path / "folder" / "one").rename(tmp_path / "folder" / "two")
    assert stamps.digest_files(tmp_path, ["folder"]) != before


def test_parts_do_not_run_into_each_other():
    assert stamps.digest("ab", "c") != stamps.digest("a", "bc")


def test_a_damaged_stamp_is_no_stamp(tmp_path):
    stamps.write(tmp_path / "new" / "stamp.json", {"key": "k"})
    assert stamps.read(tmp_path / "new" / "stamp.json") == {"key": "k"}
    for content in (b"", b"{", b"[]", b"\xff"):
        (tmp_path / "stamp.json").write_bytes(content)
        assert stamps.read(tmp_path / "stamp.json") == {}
    assert stamps.read(tmp_path / "absent.json") == {}
