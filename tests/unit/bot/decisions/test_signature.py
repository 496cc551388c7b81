"""The signature: a known answer, and everything that must not pass."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from pathlib import Path

import pytest

from bot.decisions.signature import sign, verify

SECRET, NOW, BODY = "0123456789abcdef", 1_700_000_000, b'{"id":"1"}'


def test_it_is_an_hmac_over_timestamp_and_body():
    expected = hmac.new(b"0123456789abcdef", b'1700000000.{"id":"1"}', hashlib.sha256).hexdigest()
    assert sign(SECRET, NOW, BODY) == f"v1={expected}"
    assert verify(SECRET, str(NOW), BODY, f"v1={expected}", now=NOW + 299)


@pytest.mark.parametrize(
    ("secret", "timestamp", "body", "now"),
    [
        ("another-secret-entirely", str(NOW), BODY, NOW),
        (SECRET, str(NOW + 1), BODY, NOW),
        (SECRET, str(NOW), BODY + b" ", NOW),
        (SECRET, str(NOW), BODY, NOW + 301),
        (SECRET, str(NOW), BODY, NOW - 301),
        (SECRET, "soon", BODY, NOW),
        (SECRET, "", BODY, NOW),
    ],
)
def test_what_does_not_pass(secret, timestamp, body, now):
    assert not verify(secret, timestamp, body, sign(SECRET, NOW, BODY), now=now)


def test_a_signature_that_is_none_does_not_pass():
    for signature in ("", "v1=", "ünicode"):
        assert not verify(SECRET, str(NOW), BODY, signature, now=NOW)


def test_what_readme_tells_receivers_to_do_is_right():
    readme = (Path(__file__).resolve().parents[4] / "README.md").read_text("utf-8")
    example = re.search(r"```python\n(import hashlib.+?)```", readme, re.DOTALL)
    assert example
    names: dict = {}
    exec(example[1], names)
    now = int(time.time())
    signature = sign(SECRET, now, BODY)
    assert names["is_ours"](SECRET, str(now), signature, BODY)
    assert not names["is_ours"](SECRET, str(now), signature, BODY + b" ")
    assert not names["is_ours"](SECRET, str(now + 1), signature, BODY)
    assert not names["is_ours"](SECRET, str(now - 301), sign(SECRET, now - 301, BODY), BODY)
