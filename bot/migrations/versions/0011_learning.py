"""What was shown, wished for and bought; clicks have a token that a store can send back."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _conversation() -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="SET NULL")
    return sa.Column("conversation_id", sa.String(36), key, nullable=True)


def _at(name: str = "at") -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def upgrade() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer, primary_key=True),
        _at(),
        _conversation(),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("release", sa.String(64), nullable=False),
        sa.Column("brief", sa.JSON, nullable=True),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("rules", sa.JSON, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
    )
    op.create_index("ix_receipts_conversation_id", "receipts", ["conversation_id"])
    op.create_index("ix_receipts_at", "receipts", ["at"])
    receipt = sa.ForeignKey("receipts.id", ondelete="CASCADE")
    op.create_table(
        "impressions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("receipt_id", sa.Integer, receipt, nullable=False),
        _conversation(),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        _at(),
    )
    op.create_index("ix_impressions_product_id_at", "impressions", ["product_id", "at"])
    op.create_index("ix_impressions_conversation_id", "impressions", ["conversation_id"])
    op.create_index("ix_impressions_receipt_id", "impressions", ["receipt_id"])
    op.create_index("ix_impressions_at", "impressions", ["at"])
    op.create_table(
        "wishes",
        sa.Column("id", sa.Integer, primary_key=True),
        _at(),
        _conversation(),
        sa.Column("brief", sa.JSON, nullable=False),
        sa.Column("fits", sa.Integer, nullable=False),
    )
    op.create_index("ix_wishes_conversation_id", "wishes", ["conversation_id"])
    op.create_index("ix_wishes_at", "wishes", ["at"])
    op.create_table(
        "orders",
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("reference", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        _at("ordered_at"),
        _at("told_at"),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("click", sa.Integer, nullable=True),
        _conversation(),
    )
    op.create_index("ix_orders_ordered_at", "orders", ["ordered_at"])
    op.create_index("ix_orders_conversation_id", "orders", ["conversation_id"])
    op.add_column("clicks", sa.Column("token", sa.String(32), nullable=True))
    op.create_index("ix_clicks_token", "clicks", ["token"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_clicks_token", "clicks")
    op.drop_column("clicks", "token")
    for table in ("orders", "wishes", "impressions", "receipts"):
        op.drop_table(table)
