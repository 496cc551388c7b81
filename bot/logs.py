"""Structured logs on standard error. Never shopper text: events are constants, values go in `extra`."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from bot.errors import GiftfinderError

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
# What other libraries say of a value may quote it; these classes' texts are about the machine, or are ours.
_SAFE_TO_QUOTE = (OSError, GiftfinderError)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, event, the extra fields, and where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_fields(record), ensure_ascii=False, default=str)


class TextFormatter(logging.Formatter):
    """The same for people at a terminal: `12:00:01 INFO bot.serve ready port=8000`."""

    def format(self, record: logging.LogRecord) -> str:
        fields = _fields(record)
        head = [fields.pop(name) for name in ("time", "level", "logger", "event")]
        head[0] = head[0][11:19]
        return " ".join([*head, *(f"{key}={value}" for key, value in fields.items())])


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": record.getMessage(),
    }
    fields.update({key: value for key, value in vars(record).items() if key not in _STANDARD})
    if record.exc_info and record.exc_info[1]:
        fields["error"] = describe(record.exc_info[1])
    return fields


def describe(error: BaseException) -> list[dict[str, Any]]:
    """Return an exception and its causes as class and stack, with the text where it can't quote anybody."""
    chain: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(chain) < 5:
        entry: dict[str, Any] = {"class": type(current).__name__, "stack": _stack(current.__traceback__)}
        if isinstance(current, _SAFE_TO_QUOTE):
            entry["text"] = str(current)
        chain.append(entry)
        current = current.__cause__ or current.__context__
    return chain


def _stack(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-12:]]


def configure_logs(level: str = "INFO", style: str = "json") -> None:
    """Send all loggers of the process to standard error in one form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if style == "json" else TextFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # uvicorn's access log holds paths (share tokens); ours has the route instead. httpx logs addresses.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = name != "uvicorn.access"
    for name in ("httpx", "httpcore", "alembic", "uvicorn.error", "faiss", "sentence_transformers"):
        logging.getLogger(name).setLevel("WARNING")
