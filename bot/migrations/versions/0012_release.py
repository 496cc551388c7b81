"""The release that a conversation goes on with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("release", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "release")
