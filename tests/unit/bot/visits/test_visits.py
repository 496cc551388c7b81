"""Pages visited: without what is nobody's business, and only the last ones."""

import pytest

from bot.errors import InvalidError
from bot.visits.service import bare
from tests.support.gateway import running_gateway


async def visit(chat, url, title="", headers=None):
    body = {"url": url, "title": title}
    return await chat.http.post(f"{chat.path}/visits", json=body, headers=headers or chat.headers)


async def test_origin_and_path_are_kept(any_gateway, any_chat):
    url = "https://me:secret@shop.example:8443/a/b?token=1#top"
    assert (await visit(any_chat, url, "Gifts\nfor jane@mail.example")).status_code == 204
    assert (await visit(any_chat, "https://shop.example:8443/a/b?token=2", "Gifts")).status_code == 204
    [page] = await any_gateway.services.visits.pages(any_chat.id)
    assert (page.url, page.title) == ("https://shop.example:8443/a/b", "Gifts")
    await visit(any_chat, "https://shop.example/c", "Mail jane@mail.example")
    assert "jane" not in (await any_gateway.services.visits.pages(any_chat.id))[-1].title


async def test_only_the_last_ones_are_kept(make_settings):
    async with running_gateway(make_settings(visits_kept=3)) as gateway:
        chat = await gateway.chat()
        for number in range(5):
            await visit(chat, f"https://shop.example/{number}")
        pages = await gateway.services.visits.pages(chat.id)
        assert [page.url[-1] for page in pages] == ["2", "3", "4"]


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "/relative", "https://", "file:///etc/passwd", "http://[::1"]
)
async def test_anything_else_is_refused(gateway, url):
    assert (await visit(await gateway.chat(), url)).status_code == 422


def test_addresses_of_all_kinds():
    assert bare("https://[::1]:8000/x?y") == "https://[::1]:8000/x"
    assert bare("http://shop.example") == "http://shop.example/"
    with pytest.raises(InvalidError):
        bare("https://shop.example:port/")
