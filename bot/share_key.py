"""The key of all share links: of the settings, or one kept in a file of the run-time state."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

_KEY_FILE = "share.key"


def share_key(secret: SecretStr | None, var_dir: Path) -> bytes:
    """Return the key; where there is none yet, one is drawn and kept, readable for this account only.

    Each kind of link signs a text that begins with its own name, so that none can stand for another.
    """
    return secret.get_secret_value().encode() if secret is not None else _read_or_make(var_dir / _KEY_FILE)


def _read_or_make(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(draft, path)  # all of it or nothing; where another process was first, its key stays
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
