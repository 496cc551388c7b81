"""The shop's pages for people."""

import re

import pytest


@pytest.fixture
async def http(make_settings):
    from tests.support.acting import POLICIES
    from tests.support.gateway import running_gateway

    async with running_gateway(make_settings(policies_dir=POLICIES, today="2026-12-14")) as gateway:
        yield gateway.http


async def test_a_page_with_its_anchors(http):
    response = await http.get("/policies/returns")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert '<h2 id="damaged-items"' in response.text
    assert len(re.findall("<h1", response.text)) == 1
    assert 'aria-current="page">Returns' in response.text


async def test_the_list_leads_to_every_page(http):
    text = (await http.get("/policies")).text
    assert 'href="/policies/delivery"' in text and 'href="/policies/returns#damaged-items"' in text


@pytest.mark.parametrize("name", ["none", "..%2Fsecret", "%3Cscript%3E", "returns.md"])
async def test_an_unknown_page_is_a_404(http, name):
    response = await http.get(f"/policies/{name}")
    assert response.status_code == 404
    assert "<script>" not in response.text


async def test_config_has_theme_and_countdown(http):
    body = (await http.get("/api/config")).json()
    assert body["theme"] == "christmas"
    countdown = body["countdown"]
    assert (countdown["occasion"], countdown["date"], countdown["days"]) == ("christmas", "2026-12-25", 11)
    assert (countdown["order_by"], countdown["days_to_order"]) == ("2026-12-22", 8)
    assert "Christmas" in countdown["title"] and "Christmas" in body["greeting"]


async def test_config_out_of_season(make_settings):
    from tests.support.gateway import running_gateway

    async with running_gateway(make_settings(today="2026-07-20")) as gateway:
        body = (await gateway.http.get("/api/config")).json()
    assert (body["theme"], body["countdown"]) == (None, None)
