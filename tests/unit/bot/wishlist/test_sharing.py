"""Share links: made, told again, taken back; what the database knows of them."""

from __future__ import annotations

import hashlib
import re
import stat

import pytest
from sqlalchemy import select

from bot.wishlist.models import ShareLink
from bot.wishlist.schemas import tidy_title
from tests.support.gateway import running_gateway


async def links(shop) -> list[ShareLink]:
    async with shop.services.database.read() as session:
        return list((await session.scalars(select(ShareLink).order_by(ShareLink.id))).all())


async def test_a_link_opens_the_list(any_wishes, any_shop):
    await any_wishes.save("bear")
    made = await any_wishes.share("Ella")
    assert made["url"] == f"http://localhost:8000/w/{made['token']}"
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", made["token"])  # 192 bits
    shared = await any_shop.services.wishlist.shared(made["token"])
    assert shared.title == "Ella"
    assert [item.product_id for item in shared.items] == ["bear"]


async def test_the_database_knows_only_the_hash(wishes, shop):
    token = (await wishes.share())["token"]
    (link,) = await links(shop)
    assert link.token_hash == hashlib.sha256(token.encode()).hexdigest()
    columns = {column.name: str(getattr(link, column.name)) for column in ShareLink.__table__.columns}
    assert not any(token in value for value in columns.values())


async def test_the_key_is_for_this_account_only(wishes, shop):
    await wishes.share()
    key = shop.services.settings.var_dir / "share.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_bytes()) == 32


async def test_the_shopper_sees_the_link_again(any_wishes):
    made = await any_wishes.share("Ella")
    assert (await any_wishes.view())["share"] == made
    assert await any_wishes.share() == made


async def test_the_link_is_seen_again_after_a_restart(make_settings, catalog, wishes, shop):
    made = await wishes.share()
    async with running_gateway(make_settings(), catalog) as again:
        active = await again.services.wishlist.active_share(wishes.chat.id)
    assert (active.token, active.url) == (made["token"], made["url"])


async def test_under_another_key_the_old_link_still_opens(make_settings, catalog, wishes, shop):
    made = await wishes.share()
    async with running_gateway(make_settings(share_secret="another secret, long enough"), catalog) as again:
        service = again.services.wishlist
        assert await service.active_share(wishes.chat.id) is None
        assert await service.shared(made["token"]) is not None
        assert (await service.share(wishes.chat.id)).token != made["token"]


async def test_a_title_given_later_renames_the_list(wishes, shop):
    token = (await wishes.share("Ella"))["token"]
    await wishes.share()
    assert (await shop.services.wishlist.shared(token)).title == "Ella"
    await wishes.share("Grandma")
    assert (await shop.services.wishlist.shared(token)).title == "Grandma"


async def test_a_link_taken_back_opens_nothing_and_a_new_one_is_new(any_wishes, any_shop):
    token = (await any_wishes.share())["token"]
    for _ in range(2):
        assert (await any_wishes.call("DELETE", f"/share/{token}")).status_code == 204
    assert await any_shop.services.wishlist.shared(token) is None
    assert (await any_wishes.view())["share"] is None
    assert (await any_wishes.share())["token"] != token
    assert await any_shop.services.wishlist.shared(token) is None


async def test_anothers_link_can_not_be_taken_back(wishes, other_wishes, shop):
    token = (await wishes.share())["token"]
    assert (await other_wishes.call("DELETE", f"/share/{token}")).status_code == 404
    assert await shop.services.wishlist.shared(token) is not None


@pytest.mark.parametrize("token", ["unknown", "a" * 32, "%00", "%ED%A0%80", "x" * 3000])
async def test_an_unknown_token(wishes, token):
    assert (await wishes.call("DELETE", f"/share/{token}")).status_code == 404


async def test_two_conversations_have_two_links(wishes, other_wishes):
    assert (await wishes.share())["token"] != (await other_wishes.share())["token"]


@pytest.mark.parametrize("body", [{"title": "x" * 101}, {"title": 7}, ["title"]])
async def test_a_title_that_is_none(wishes, body):
    assert (await wishes.call("POST", "/share", json=body)).status_code == 422


async def test_sharing_needs_no_body(wishes):
    assert (await wishes.call("POST", "/share")).status_code == 201


def test_titles_are_tidied():
    assert tidy_title("  Ella \n and\tMax\u202e\x00 ") == "Ella and Max"
