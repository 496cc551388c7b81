"""What several gateways share: whose turn it is, and what the limits have counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn_leases",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("gateway", sa.String(64), nullable=False),
        sa.Column("engine", sa.String(300), nullable=False),
        sa.Column("before", sa.String(300), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_turn_leases"),
    )
    op.create_table(
        "rate_windows",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("began", sa.BigInteger(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_windows"),
    )
    op.create_index("ix_rate_windows_ends", "rate_windows", ["ends"])
    if op.get_bind().dialect.name == "postgresql":
        # Nothing in them outlives a crash of the server, and they are written at every message.
        op.execute("ALTER TABLE turn_leases SET UNLOGGED")
        op.execute("ALTER TABLE rate_windows SET UNLOGGED")


def downgrade() -> None:
    op.drop_table("rate_windows")
    op.drop_table("turn_leases")
