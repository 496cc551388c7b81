"""The first schema: conversations and their log, wishlists and share links, wishes for a person, clicks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
PENDING = sa.text("pending")


def _conversation_id(*, primary_key: bool = False) -> sa.Column[str]:
    owner = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation_id", sa.String(36), owner, primary_key=primary_key, nullable=False)


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("dialogue", sa.JSON(), nullable=True),
        sa.Column("fits", sa.Integer(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.UniqueConstraint("token_hash", name="uq_conversations_token_hash"),
    )
    op.create_table(
        "messages",
        _conversation_id(primary_key=True),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("reply_to", sa.Integer(), nullable=True),
        sa.Column("pending", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_messages_conversation_id_client_id"),
    )
    op.create_index("ix_messages_conversation_id_reply_to", "messages", ["conversation_id", "reply_to"])
    op.create_index(
        "ix_messages_pending",
        "messages",
        ["conversation_id", "seq"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_table(
        "wishlist_items",
        sa.Column("id", sa.Integer(), primary_key=True),
        _conversation_id(),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("added_at", TIME, nullable=False),
        sa.UniqueConstraint("conversation_id", "product_id", name="uq_wishlist_items_conversation_id_product_id"),
    )
    op.create_table(
        "share_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        _conversation_id(),
        sa.Column("title", sa.String(200), nullable=True),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME, nullable=True),
        sa.UniqueConstraint("token_hash", name="uq_share_links_token_hash"),
    )
    op.create_index("ix_share_links_conversation_id", "share_links", ["conversation_id"])
    op.create_table(
        "handoff_wishes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _conversation_id(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    op.create_index("ix_handoff_wishes_conversation_id", "handoff_wishes", ["conversation_id"])
    op.create_table(
        "clicks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("product_id", sa.String(255), nullable=False),
        sa.Column("clicked_at", TIME, nullable=False),
    )
    op.create_index("ix_clicks_product_id_clicked_at", "clicks", ["product_id", "clicked_at"])


def downgrade() -> None:
    for table in ("clicks", "handoff_wishes", "share_links", "wishlist_items", "messages", "conversations"):
        op.drop_table(table)
