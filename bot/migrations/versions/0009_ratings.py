"""Ratings of the agents' help; times of state changes by index; a log whose lines can't be written over either."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ratings",
        sa.Column("conversation_id", sa.String(36), primary_key=True, nullable=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False, nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(16), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("given_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["messages.conversation_id", "messages.seq"],
            ondelete="CASCADE",
            name="fk_ratings_conversation_id_messages",
        ),
    )
    op.create_index("ix_ratings_asked_at", "ratings", ["asked_at"])
    op.create_index("ix_state_changes_at", "state_changes", ["at"])
    op.create_index("ix_staff_log_actor", "staff_log", ["actor"])
    if op.get_bind().dialect.name == "sqlite":
        # INSERT OR REPLACE deletes the old line without asking the triggers on DELETE (unless set otherwise).
        op.execute(
            "CREATE TRIGGER staff_log_no_replace BEFORE INSERT ON staff_log "
            "WHEN EXISTS (SELECT 1 FROM staff_log WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'staff_log is append-only'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER staff_log_no_replace")
    op.drop_index("ix_staff_log_actor", "staff_log")
    op.drop_index("ix_state_changes_at", "state_changes")
    op.drop_table("ratings")
