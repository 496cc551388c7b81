"""An action server that fails: for a setting that names what makes it."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


def create_app(_services: object):
    """Return an app that answers everything with 500."""

    async def app(scope, receive, send) -> None:
        await Request(scope, receive).body()
        response: Response = JSONResponse({"error": "out of order"}, status_code=500)
        await response(scope, receive, send)

    return app
