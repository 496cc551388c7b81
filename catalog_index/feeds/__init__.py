"""Readers of catalog feeds: a file in, a stream of products and row-level problems out."""

from catalog_index.feeds.entry import FeedEntry, FeedError, FeedOptions, RowProblem
from catalog_index.feeds.reader import Feed, FeedFormat, open_feed

__all__ = ["Feed", "FeedEntry", "FeedError", "FeedFormat", "FeedOptions", "RowProblem", "open_feed"]
