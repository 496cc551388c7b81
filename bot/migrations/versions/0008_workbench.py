"""The agents' tools: read marks, notes, mentions, labels, canned replies; pages visited; whose click it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _conversation(*, primary_key: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation_id", sa.String(36), key, primary_key=primary_key, nullable=False)


def _staff() -> sa.Column[int]:
    key = sa.ForeignKey("staff.id", ondelete="CASCADE")
    return sa.Column("staff_id", sa.Integer, key, primary_key=True, nullable=False)


def upgrade() -> None:
    op.create_table(
        "read_marks", _conversation(primary_key=True), _staff(), sa.Column("seq", sa.Integer, nullable=False)
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        _conversation(),
        sa.Column("author", sa.String(100), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True, unique=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_notes_conversation_id", "notes", ["conversation_id"])
    note = sa.ForeignKey("notes.id", ondelete="CASCADE")
    op.create_table(
        "mentions",
        sa.Column("note_id", sa.Integer, note, primary_key=True, nullable=False),
        _staff(),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_mentions_staff_id_seen_at", "mentions", ["staff_id", "seen_at"])
    op.create_table(
        "conversation_labels",
        _conversation(primary_key=True),
        sa.Column("label", sa.String(40), primary_key=True, nullable=False),
    )
    op.create_index("ix_conversation_labels_label", "conversation_labels", ["label"])
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shortcut", sa.String(30), nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("edited_by", sa.String(100), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "page_visits",
        sa.Column("id", sa.Integer, primary_key=True),
        _conversation(),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_page_visits_conversation_id", "page_visits", ["conversation_id"])
    # No foreign key: SQLite can't add one to a table that is there. The id of an erased conversation says nothing.
    op.add_column("clicks", sa.Column("conversation_id", sa.String(36), nullable=True))
    op.create_index("ix_clicks_conversation_id", "clicks", ["conversation_id"])


def downgrade() -> None:
    op.drop_index("ix_clicks_conversation_id", "clicks")
    op.drop_column("clicks", "conversation_id")
    for table in ("page_visits", "canned_replies", "conversation_labels", "mentions", "notes", "read_marks"):
        op.drop_table(table)
