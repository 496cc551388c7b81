"""Ratings of the agents' help; times of state changes by index; a log whose lines go by age alone.

The database itself refuses to change, replace or write over a line of the staff's log, and to delete one that is not
older than LEAST_DAYS by the database's own clock, whoever asks: what retention may delete is only what is older.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
# As bot.audit.retention says; here again, for a migration never changes.
LEAST_DAYS = 90


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
    op.create_index("ix_staff_log_at", "staff_log", ["at"])
    if op.get_bind().dialect.name == "postgresql":
        _let_old_lines_go_postgresql()
    else:
        _let_old_lines_go_sqlite()


def _let_old_lines_go_postgresql() -> None:
    op.execute("DROP TRIGGER staff_log_stays ON staff_log")
    op.execute(
        "CREATE TRIGGER staff_log_stays BEFORE UPDATE OR TRUNCATE ON staff_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION staff_log_stays()"
    )
    op.execute(
        "CREATE FUNCTION staff_log_ages() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.at < now() - interval '{LEAST_DAYS} days' THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'staff_log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER staff_log_ages BEFORE DELETE ON staff_log FOR EACH ROW EXECUTE FUNCTION staff_log_ages()"
    )


def _let_old_lines_go_sqlite() -> None:
    op.execute("DROP TRIGGER staff_log_no_delete")
    # A time that can't be read is none that is old.
    op.execute(
        "CREATE TRIGGER staff_log_no_delete BEFORE DELETE ON staff_log "
        f"WHEN NOT coalesce(julianday(OLD.at) < julianday('now', '-{LEAST_DAYS} days'), 0) "
        "BEGIN SELECT RAISE(ABORT, 'staff_log is append-only'); END"
    )
    # INSERT OR REPLACE deletes the old line without asking the triggers on DELETE (unless set otherwise).
    op.execute(
        "CREATE TRIGGER staff_log_no_replace BEFORE INSERT ON staff_log "
        "WHEN EXISTS (SELECT 1 FROM staff_log WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'staff_log is append-only'); END"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER staff_log_ages ON staff_log")
        op.execute("DROP FUNCTION staff_log_ages()")
        op.execute("DROP TRIGGER staff_log_stays ON staff_log")
        op.execute(
            "CREATE TRIGGER staff_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON staff_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION staff_log_stays()"
        )
    else:
        op.execute("DROP TRIGGER staff_log_no_replace")
        op.execute("DROP TRIGGER staff_log_no_delete")
        op.execute(
            "CREATE TRIGGER staff_log_no_delete BEFORE DELETE ON staff_log "
            "BEGIN SELECT RAISE(ABORT, 'staff_log is append-only'); END"
        )
    op.drop_index("ix_staff_log_at", "staff_log")
    op.drop_index("ix_staff_log_actor", "staff_log")
    op.drop_index("ix_state_changes_at", "state_changes")
    op.drop_table("ratings")
