"""A policy file as HTML: no HTML of its own gets through, headings can be linked to."""

from __future__ import annotations

from markupsafe import Markup

from bot.policies.document import Policy, markdown


def rendered(policy: Policy) -> Markup:
    """The page's HTML beneath its title. Raw HTML in the file is escaped, links to scripts stay text."""
    anchors = {passage.line: passage.anchor for passage in policy.passages}
    body = []
    for token in policy.tokens:
        if token.type == "heading_open" and token.map:
            token = token.copy(attrs={"id": anchors[token.map[0] + 1], "tabindex": "-1"})
        body.append(token)
    # The title stands in the page's head.
    start = next(n for n, token in enumerate(body) if token.type == "heading_close" and token.tag == "h1") + 1
    maker = markdown()
    html: str = maker.renderer.render(body[start:], maker.options, {})
    # A wide table scrolls by itself, also by keyboard.
    html = html.replace("<table>", '<div class="table" tabindex="0"><table>').replace("</table>", "</table></div>")
    return Markup(html.replace("<th>", '<th scope="col">'))  # noqa: S704 - made by markdown-it with html off
