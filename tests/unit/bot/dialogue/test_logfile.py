"""Rotation of the supervised programs' logs."""

from bot.dialogue.logfile import LogFile


def test_a_full_file_is_put_aside_and_only_some_are_kept(tmp_path):
    log = LogFile(tmp_path / "logs" / "program.log", max_bytes=10, keep=2)
    for number in range(5):
        log.write(b"line-%d..\n" % number)
    log.close()
    content = {path.name: path.read_text() for path in (tmp_path / "logs").iterdir()}
    assert content == {
        "program.log": "line-4..\n",
        "program.log.1": "line-3..\n",
        "program.log.2": "line-2..\n",
    }


def test_an_existing_file_is_continued_and_the_tail_is_what_was_written_now(tmp_path):
    (tmp_path / "program.log").write_text("before\n")
    log = LogFile(tmp_path / "program.log")
    log.write(b"one\n")
    log.write(b"\n")
    log.write("zwölf\n".encode())
    log.write(b"\xff\n")
    log.close()
    assert log.tail(2) == ["zwölf", "\N{REPLACEMENT CHARACTER}"]
    assert (tmp_path / "program.log").read_bytes().startswith(b"before\none\n")
