"""Readers of catalog feeds: a file in, a stream of products and row-level problems out."""

from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.formats import FeedFormat
from catalog_index.feeds.mapping import ColumnMapping
from catalog_index.feeds.preview import Preview, draft_for, preview_feed
from catalog_index.feeds.reader import Feed, open_feed

__all__ = [
    "ColumnMapping", "Feed", "FeedEntry", "FeedError", "FeedFormat", "FeedOptions", "Preview", "RowProblem",
    "draft_for", "open_feed", "preview_feed",
]  # fmt: skip
