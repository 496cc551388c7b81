"""What agents change in briefs; what they grant, append-only, and how far the shop's own system was told of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "brief_edits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "conversation_id", sa.String(36), sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("change", sa.JSON, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
    )
    op.create_index("ix_brief_edits_conversation_id", "brief_edits", ["conversation_id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(36), primary_key=True),
        # No foreign key: what was granted outlives an erased conversation.
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(254), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("amount", sa.Numeric(12, 2), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("order_reference", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.UniqueConstraint("conversation_id", "client_id", name="uq_decisions_conversation_id_client_id"),
    )
    op.create_index("ix_decisions_order_reference", "decisions", ["order_reference"])
    op.create_table(
        "decision_deliveries",
        sa.Column("decision_id", sa.String(36), sa.ForeignKey("decisions.id"), primary_key=True, nullable=False),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("problem", sa.String(200), nullable=False),
        sa.Column("delivered_at", TIME, nullable=True),
        sa.UniqueConstraint("id", name="uq_decision_deliveries_id"),
    )
    op.create_index("ix_decision_deliveries_state_next_at", "decision_deliveries", ["state", "next_at"])
    _append_only("decisions")


def downgrade() -> None:
    op.drop_table("decision_deliveries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER decisions_stays ON decisions")
        op.execute("DROP FUNCTION decisions_stays()")
    op.drop_table("decisions")
    op.drop_table("brief_edits")


def _append_only(table: str) -> None:
    """Make the database itself refuse to change or delete a line."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stays()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
