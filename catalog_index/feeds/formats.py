"""The formats that are read."""

from __future__ import annotations

from enum import StrEnum


class FeedFormat(StrEnum):
    """A format; its value is what people read, its `slug` what they type."""

    GOOGLE_TABLE = "Google Merchant CSV or TSV"
    GOOGLE_XML = "Google Merchant XML"
    SHOPIFY = "Shopify product CSV"
    SHOPIFY_JSON = "Shopify products.json"
    WOOCOMMERCE = "WooCommerce product CSV"
    JSON_LINES = "JSON Lines"
    MAPPED = "CSV with a column mapping"

    @property
    def slug(self) -> str:
        """The name on the command line, such as "shopify-json"."""
        return _SLUGS[self]

    @classmethod
    def of(cls, slug: str) -> FeedFormat:
        """The format with this slug; "-tsv" counts as "-csv", since separators are told by the content.

        Raises:
            ValueError: there is none; the message lists them.
        """
        wanted = slug.strip().lower().replace("_", "-").removesuffix("-tsv")
        for name, known in _SLUGS.items():
            if wanted in (known, known.removesuffix("-csv")):
                return name
        raise ValueError(f"there is no format {slug!r}; there are {', '.join(_SLUGS.values())}")


_SLUGS = {
    FeedFormat.GOOGLE_TABLE: "google-csv",
    FeedFormat.GOOGLE_XML: "google-xml",
    FeedFormat.SHOPIFY: "shopify-csv",
    FeedFormat.SHOPIFY_JSON: "shopify-json",
    FeedFormat.WOOCOMMERCE: "woocommerce-csv",
    FeedFormat.JSON_LINES: "jsonl",
    FeedFormat.MAPPED: "mapped-csv",
}
