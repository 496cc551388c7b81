"""Addresses that may be fetched."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.catalog.addresses import AddressError, Resolve, find_target, is_public


def resolving(*addresses: str) -> Resolve:
    async def resolve(host: str, port: int) -> list[str]:
        return list(addresses)

    return resolve


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1",
        "192.0.2.1", "198.18.0.1", "240.0.0.1", "nonsense",
    ],
)  # fmt: skip
def test_others_are_not(address: str) -> None:
    assert not is_public(address)


async def test_it_connects_to_the_address_that_was_checked() -> None:
    target = await find_target(
        "https://Shop.example:8443/feed.csv?key=1#top", http=False, private=False, resolve=resolving("93.184.216.34")
    )
    assert target.url == "https://93.184.216.34:8443/feed.csv?key=1"
    assert (target.host, target.named) == ("shop.example", "shop.example:8443")
    six = await find_target("https://shop.example/", http=False, private=False, resolve=resolving("2606:2800::1"))
    assert (six.url, six.named) == ("https://[2606:2800::1]:443/", "shop.example")


@pytest.mark.parametrize(
    ("url", "found", "reason"),
    [
        ("http://shop.example/feed", ["8.8.8.8"], "only https"),
        ("ftp://shop.example/feed", ["8.8.8.8"], "only https"),
        ("file:///etc/passwd", ["8.8.8.8"], "only https"),
        ("https:///feed", ["8.8.8.8"], "names no host"),
        ("https://shop.example\\@10.0.0.1/", ["8.8.8.8"], "characters"),
        ("https://shop.example:99999/", ["8.8.8.8"], "not valid"),
        ("https://shop.example/", ["10.0.0.1"], "private network"),
        ("https://shop.example/", ["8.8.8.8", "10.0.0.1"], "private network"),
        ("https://shop.example/", [], "private network"),
        ("https://2130706433/", ["127.0.0.1"], "private network"),
    ],
)
async def test_what_is_not_fetched(url: str, found: Sequence[str], reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        await find_target(url, http=False, private=False, resolve=resolving(*found))


async def test_what_the_settings_allow() -> None:
    target = await find_target("http://127.0.0.1:9/x", http=True, private=True, resolve=resolving("127.0.0.1"))
    assert target.url == "http://127.0.0.1:9/x"


async def test_this_machine_is_known_by_its_names() -> None:
    for host in ("localhost", "127.0.0.1", "[::1]", "0x7f000001", "127.1"):
        with pytest.raises(AddressError):
            await find_target(f"https://{host}/", http=False, private=False)


async def test_an_unknown_name() -> None:
    async def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(AddressError, match=r"nowhere\.example is not known"):
        await find_target("https://nowhere.example/", http=False, private=False, resolve=unknown)
