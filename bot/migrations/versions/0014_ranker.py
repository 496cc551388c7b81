"""Receipts name the learned ranker that took part."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("receipts", sa.Column("ranker", sa.String(12), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("receipts") as table:
        table.drop_column("ranker")
