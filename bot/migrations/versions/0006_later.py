"""What shoppers leave for later, with the agent's answer and how far the e-mail has got."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "later_items",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(36), sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("holder_id", sa.Integer, nullable=True),
        sa.Column("answer", sa.Text, nullable=True),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("mail", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", TIME, nullable=True),
        sa.Column("problem", sa.String(200), nullable=False),
        sa.Column("sent_at", TIME, nullable=True),
    )
    op.create_index("ix_later_items_conversation_id", "later_items", ["conversation_id"])
    op.create_index("ix_later_items_answered_at", "later_items", ["answered_at"])
    op.create_index("ix_later_items_mail_next_at", "later_items", ["mail", "next_at"])


def downgrade() -> None:
    op.drop_table("later_items")
