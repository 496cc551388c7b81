"""Who holds a conversation, under which lease, and the log of its states."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Plain added columns: rebuilding the table on SQLite would take all that refers to it along.
    op.add_column("conversations", sa.Column("lease", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("conversations", sa.Column("holder_id", sa.Integer(), nullable=True))
    op.create_index("ix_conversations_status_updated_at", "conversations", ["status", "updated_at"])
    op.create_table(
        "state_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String(36),
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("at", TIME, nullable=False),
        sa.Column("before", sa.String(16), nullable=False),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("lease", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
    )
    op.create_index("ix_state_changes_conversation_id", "state_changes", ["conversation_id"])


def downgrade() -> None:
    op.drop_table("state_changes")
    op.drop_index("ix_conversations_status_updated_at", "conversations")
    op.drop_column("conversations", "holder_id")
    op.drop_column("conversations", "lease")
