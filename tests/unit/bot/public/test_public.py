"""Health, configuration, the widget's script, headers that every answer has."""

import gzip
import hashlib

import pytest

from bot.public import site
from tests.support.gateway import running_gateway


async def test_healthz(gateway):
    response = await gateway.http.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_readyz_says_what_is_missing(any_gateway, rasa):
    response = await any_gateway.http.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"] == {"index": True, "rasa": True, "database": True}

    any_gateway.services.catalog.ready = False
    response = await any_gateway.http.get("/readyz")
    assert (response.status_code, response.json()["missing"]) == (503, ["index"])
    assert response.headers["content-type"] == "application/problem+json"


async def test_readyz_without_rasa_and_database(gateway, rasa, monkeypatch):
    await rasa.stop()

    async def broken():
        raise OSError("gone")

    monkeypatch.setattr(gateway.services.database, "ping", broken)
    response = await gateway.http.get("/readyz")
    assert (response.status_code, response.json()["missing"]) == (503, ["rasa", "database"])
    assert (await gateway.http.get("/healthz")).status_code == 200


async def test_config_is_public_and_small(make_settings):
    settings = make_settings(store_name="Toys & Co", accent="#004400", currency="GBP")
    async with running_gateway(settings) as gateway:
        response = await gateway.http.get("/api/config")
    body = response.json()
    assert (body["store_name"], body["accent"], body["currency"]) == ("Toys & Co", "#004400", "GBP")
    assert body["greeting"]
    assert body["max_message_chars"] == 1000
    assert settings.rasa_token.get_secret_value() not in response.text


async def test_widget_is_served_compressed_and_cached(gateway, tmp_path, monkeypatch):
    script = tmp_path / "widget.js"
    script.write_text("console.log('gift')")
    monkeypatch.setattr(site, "WIDGET", script)
    packed = await gateway.http.get("/widget.js", headers={"accept-encoding": "gzip"})
    plain = await gateway.http.get("/widget.js", headers={"accept-encoding": "identity"})
    assert packed.status_code == plain.status_code == 200
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text == script.read_text()
    assert int(packed.headers["content-length"]) == len(gzip.compress(script.read_bytes(), 9))
    assert plain.headers["content-type"].startswith("text/javascript")
    assert "max-age" in plain.headers["cache-control"]
    again = await gateway.http.get("/widget.js", headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    script.write_text("console.log('new gift')")
    changed = await gateway.http.get("/widget.js", headers={"if-none-match": plain.headers["etag"]})
    assert (changed.status_code, changed.text) == (200, "console.log('new gift')")


async def test_widget_that_is_not_built_is_said_clearly(gateway, tmp_path, monkeypatch):
    monkeypatch.setattr(site, "WIDGET", tmp_path / "none.js")
    response = await gateway.http.get("/widget.js")
    assert response.status_code == 503
    assert "not built" in response.json()["detail"]


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/nowhere", 404), ("/go/none", 404)])
async def test_every_answer_has_the_careful_headers(gateway, path, status):
    response = await gateway.http.get(path)
    assert response.status_code == status
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "server" not in response.headers or "uvicorn" in response.headers["server"]


async def test_any_page_may_call_by_default_but_without_cookies(gateway):
    response = await gateway.http.options(
        "/api/conversations",
        headers={
            "origin": "https://shop.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type,last-event-id",
        },
    )
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


async def test_only_allowed_origins_where_they_are_set(make_settings):
    settings = make_settings(allowed_origins="https://shop.example, https://www.shop.example")
    async with running_gateway(settings) as gateway:
        for origin, allowed in (("https://www.shop.example", True), ("https://evil.example", False)):
            for path in ("/api/config", "/nowhere"):
                response = await gateway.http.get(path, headers={"origin": origin})
                assert response.headers.get("access-control-allow-origin") == (origin if allowed else None)


async def test_the_contract_is_described(gateway):
    response = await gateway.http.get("/api/openapi.json")
    assert response.status_code == 200
    assert "/api/conversations/{conversation_id}/messages" in response.json()["paths"]


async def test_head_is_answered_as_get_is(gateway):
    assert (await gateway.http.head("/widget.js")).status_code in (200, 503)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """A widget with one part, and a secret beside the folder."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "widget.js").write_text("console.log('gift')")
    (dist / "quiz.js").write_text("export const quiz = 1")
    (tmp_path / "secret.js").write_text("secret")
    monkeypatch.setattr(site, "WIDGET", dist / "widget.js")
    return dist


async def test_a_part_is_a_module_for_any_page_and_lasts_under_its_hash(gateway, built):
    part = "/widget/quiz.js"
    version = hashlib.sha256((built / "quiz.js").read_bytes()).hexdigest()[:10]
    response = await gateway.http.get(part, params={"v": version}, headers={"origin": "https://shop.example"})
    assert (response.status_code, response.text) == (200, "export const quiz = 1")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "immutable" in response.headers["cache-control"]
    for other in ("", "0123456789", version[:4]):
        again = await gateway.http.get(part, params={"v": other})
        assert "immutable" not in again.headers["cache-control"], other
    known = await gateway.http.get(part, headers={"if-none-match": response.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("name", ["widget", "nothing", "..%2Fsecret", "%2E%2E%2Fsecret", "../secret", "quiz.js%00"])
async def test_only_what_was_built_is_a_part(gateway, built, name):
    response = await gateway.http.get(f"/widget/{name}.js")
    assert response.status_code == 404
    assert "secret" not in response.text or name.endswith("secret")


async def test_the_hello_is_off_unless_the_merchant_writes_one(gateway, make_settings, tmp_path):
    assert (await gateway.http.get("/api/config")).json()["hello"] is None
    database = f"sqlite:///{tmp_path / 'other.db'}"
    hello = {"hello_text": "Need an idea?", "hello_after": 5, "hello_pages": "/toys/*, /gifts"}
    settings = make_settings(database_url=database, **hello)
    async with running_gateway(settings) as other:
        hello = (await other.http.get("/api/config")).json()["hello"]
    assert hello == {"text": "Need an idea?", "after": 5, "pages": ["/toys/*", "/gifts"]}
