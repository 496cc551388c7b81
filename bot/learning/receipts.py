"""Reads receipts: why something was shown, also months later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from bot.db import Database
from bot.errors import NotFoundError
from bot.learning.models import Impression, Receipt
from catalog_index.product import Product


class ReceiptLine(BaseModel):
    """A receipt in a list."""

    id: int
    at: datetime
    conversation_id: str | None
    release: str
    brief: dict[str, Any] | None
    ranker: str | None
    total: int
    shown: list[str]


class CandidateView(BaseModel):
    """A product that was weighed; `place` is where it was shown, None where it was not.

    `lift` is the part of the score from rules and prior, `learned` that from the learned ranker;
    `title` is today's, None where the product is gone.
    """

    product_id: str
    title: str | None
    place: int | None
    score: float | None
    lift: float | None
    learned: float | None
    matched: list[str]
    pinned: bool


class ReceiptView(ReceiptLine):
    """A whole receipt."""

    seq: int
    rules: list[dict[str, Any]]
    candidates: list[CandidateView]


class ReceiptPage(BaseModel):
    """Receipts, newest first; `next` is the `before` of the next page, None at the end."""

    receipts: list[ReceiptLine]
    next: int | None


class Receipts:
    """Reads only."""

    def __init__(self, database: Database, product: Callable[[str], Product | None], *, page: int) -> None:
        self._database, self._product, self._page = database, product, page

    async def page(self, product_id: str | None, conversation_id: str | None, before: int | None) -> ReceiptPage:
        """Return receipts, of a product or a conversation where one is named."""
        query = select(Receipt).order_by(Receipt.id.desc()).limit(self._page + 1)
        if product_id:
            query = query.where(
                Receipt.id.in_(select(Impression.receipt_id).where(Impression.product_id == product_id))
            )
        if conversation_id:
            query = query.where(Receipt.conversation_id == conversation_id)
        if before is not None:
            query = query.where(Receipt.id < before)
        async with self._database.read() as session:
            found = (await session.scalars(query)).all()
            rows = found[: self._page]
            shown = await session.execute(
                select(Impression.receipt_id, Impression.product_id)
                .where(Impression.receipt_id.in_([row.id for row in rows]))
                .order_by(Impression.receipt_id, Impression.place)
            )
            ids: dict[int, list[str]] = {}
            for receipt_id, name in shown:
                ids.setdefault(receipt_id, []).append(name)
        lines = [ReceiptLine(**_fields(row), shown=ids.get(row.id, [])) for row in rows]
        return ReceiptPage(receipts=lines, next=rows[-1].id if len(found) > len(rows) else None)

    async def read(self, receipt_id: int) -> ReceiptView:
        """Return a receipt.

        Raises:
            NotFoundError: there is none (any more).
        """
        async with self._database.read() as session:
            row = await session.get(Receipt, receipt_id)
            if row is None:
                raise NotFoundError("There is no such receipt (any more).")
            query = select(Impression.product_id).where(Impression.receipt_id == receipt_id).order_by(Impression.place)
            shown = list((await session.scalars(query)).all())
        return ReceiptView(
            **_fields(row), shown=shown, seq=row.seq, rules=row.rules, candidates=self._candidates(row, shown)
        )

    def _candidates(self, row: Receipt, shown: Sequence[str]) -> list[CandidateView]:
        weighed = {item["product_id"]: item for item in row.candidates}
        order = [*shown, *(name for name in weighed if name not in shown)]
        return [self._candidate(name, weighed.get(name, {}), shown) for name in order]

    def _candidate(self, product_id: str, weighed: dict[str, Any], shown: Sequence[str]) -> CandidateView:
        product = self._product(product_id)
        return CandidateView(
            product_id=product_id,
            title=product.title if product else None,
            place=shown.index(product_id) + 1 if product_id in shown else None,
            score=weighed.get("score"),
            lift=weighed.get("lift"),
            learned=weighed.get("learned"),
            matched=list(weighed.get("matched") or ()),
            pinned=bool(weighed.get("pinned")),
        )


def _fields(row: Receipt) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.at,
        "conversation_id": row.conversation_id,
        "release": row.release,
        "brief": row.brief,
        "ranker": row.ranker,
        "total": row.total,
    }
