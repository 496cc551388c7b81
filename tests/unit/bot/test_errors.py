"""Every error is a problem, none is a stack trace."""

import pytest

from tests.support.gateway import running_gateway


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("DELETE", "/api/conversations", 405),
        ("PUT", "/healthz", 405),
        ("GET", "/api/conversations/x/messages", 405),
        ("POST", "/widget.js", 405),
    ],
)
async def test_unknown_paths_and_methods(gateway, method, path, status):
    response = await gateway.http.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail"}
    assert response.json()["status"] == status


async def test_an_unforeseen_error_is_a_500_that_tells_nothing(make_settings, caplog):
    async with running_gateway(make_settings()) as gateway:

        def broken(product_id):
            raise RuntimeError("secret shopper words")

        gateway.services.catalog.get = broken
        response = await gateway.http.get("/go/p1", headers={"origin": "https://a.b"})
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert "secret" not in response.text
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == ["request failed"]


async def test_a_broken_database_is_a_500_and_comes_back(gateway, chat, rasa):
    await gateway.services.database.close()  # the pool opens new connections by itself
    assert (await chat.post("hello")).status_code == 200
