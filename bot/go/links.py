"""Adds campaign parameters to a purchase link."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def with_campaign(link: str, params: str) -> str:
    """Return the link with the parameters it does not have yet.

    The link's own query and fragment stay byte for byte what they are (shops sign and parse them).
    """
    parts = urlsplit(link)
    present = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    missing = [pair for pair in parse_qsl(params, keep_blank_values=True) if pair[0] not in present]
    if not missing:
        return link
    glue = "&" if parts.query and not parts.query.endswith("&") else ""
    return urlunsplit(parts._replace(query=f"{parts.query}{glue}{urlencode(missing)}"))
