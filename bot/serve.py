"""Runs the public server, and beside it in the same process the private action server."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator
from importlib import import_module

import uvicorn
from starlette.types import ASGIApp

from bot.app import create_app
from bot.services import Services, build_services
from bot.settings import Settings, SettingsError

log = logging.getLogger(__name__)
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to `serve`, and ends event streams before it waits for them."""

    def __init__(self, config: uvicorn.Config, services: Services) -> None:
        super().__init__(config)
        self._services = services

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._services.conversations.broker.close()
        self._services.office.close()
        await super().shutdown(sockets)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        SettingsError: a port is taken, or the actions app can't be loaded.
    """
    settings = settings.with_secrets()
    with asyncio.Runner(loop_factory=uvicorn.Config(create_app, log_config=None).get_loop_factory()) as runner:
        runner.run(serve(settings))


async def serve(settings: Settings) -> None:
    """Run both servers until one of them ends or a signal comes."""
    services = build_services(settings)
    public = listen(settings.host, settings.port, "GIFTFINDER_PORT")
    servers = [(_server(create_app(services), settings, services), public)]
    if settings.actions_app:
        if settings.actions_host not in _LOOPBACK:
            log.warning("the action server is not on loopback", extra={"host": settings.actions_host})
        private = listen(settings.actions_host, settings.actions_port, "GIFTFINDER_ACTIONS_PORT")
        actions = load_actions_app(settings.actions_app, services)
        servers.append((_server(actions, settings, services, lifespan="off"), private))

    def stop() -> None:
        for server, _ in servers:
            if server.should_exit:
                server.force_exit = True
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    log.info("serving", extra={"address": settings.public_url, "port": settings.port})
    tasks = [asyncio.create_task(server.serve(sockets=[sock])) for server, sock in servers]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for server, _ in servers:
        server.should_exit = True
    await asyncio.gather(*tasks)
    if not servers[0][0].started:
        raise SettingsError("The gateway could not start; the log says why.")


def listen(host: str, port: int, setting: str) -> socket.socket:
    """Return a bound socket; SettingsError names the setting to change when it can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off: without, each answer waits 40 ms.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise SettingsError(f"{setting}: can't listen on {host}:{port} ({error.strerror})") from error
    sock.setblocking(False)
    return sock


def load_actions_app(name: str, services: Services) -> ASGIApp:
    """Make the actions app from its dotted name ("package.module:factory")."""
    module, _, factory = name.partition(":")
    try:
        app: ASGIApp = getattr(import_module(module), factory)(services)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingsError(f"GIFTFINDER_ACTIONS_APP: {name!r} can't be loaded ({error})") from error
    return app


def _server(app: ASGIApp, settings: Settings, services: Services, lifespan: str = "on") -> _Server:
    config = uvicorn.Config(
        app,
        lifespan=lifespan,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=int(settings.shutdown_grace) or 1,
        h11_max_incomplete_event_size=32 * 1024,
    )
    return _Server(config, services)
