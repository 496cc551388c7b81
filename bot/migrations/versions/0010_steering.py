"""The merchants' rules and synonyms."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _edited() -> tuple[sa.Column[str], sa.Column[datetime]]:
    return (
        sa.Column("edited_by", sa.String(254), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "steering_rules",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        *_edited(),
    )
    op.create_table(
        "synonym_groups",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terms", sa.JSON, nullable=False),
        *_edited(),
    )


def downgrade() -> None:
    op.drop_table("synonym_groups")
    op.drop_table("steering_rules")
