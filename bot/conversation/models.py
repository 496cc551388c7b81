"""Tables of the conversation log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class Conversation(Base):
    """One shopper's conversation. `brief` and `dialogue` are copies of what the dialogue engine knows.

    `release` is the id of the release that it began with, or was moved to (see bot.releases.serving).

    `lease` grows whenever the conversation changes hands; `holder_id` is the agent who has it (see bot.handoff.desk).
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_status_updated_at", "status", "updated_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[str] = mapped_column(String(16), default="bot")
    brief: Mapped[dict[str, Any]] = mapped_column(JSON)
    dialogue: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    fits: Mapped[int | None]
    release: Mapped[str | None] = mapped_column(String(64))
    last_seq: Mapped[int] = mapped_column(default=0)
    lease: Mapped[int] = mapped_column(default=0)
    holder_id: Mapped[int | None]
    waiting_since: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Message(Base):
    """One line of the log.

    `payload` is what goes to the dialogue engine instead of the text: a quick reply's or a brief edit.
    `pending` is true until the bot has answered; `outcome` keeps what the first answer said besides replies.
    `reply_to` is the seq of the message that this one answers.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_messages_conversation_id_reply_to", "conversation_id", "reply_to"),
        Index(
            "ix_messages_pending",
            "conversation_id",
            "seq",
            sqlite_where=text("pending"),
            postgresql_where=text("pending"),
        ),
    )

    conversation_id: Mapped[str] = mapped_column(
        String(36), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(String(16))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    client_id: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[str | None] = mapped_column(Text)
    reply_to: Mapped[int | None]
    pending: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]


class BriefEdit(Base):
    """A change of the brief that was not made by talking to the bot: an agent's, or the shopper's while one is there.

    `change` is a `bot.conversation.edits.Change`; `told` is true once the dialogue engine has answered knowing it.
    """

    __tablename__ = "brief_edits"
    __table_args__ = (Index("ix_brief_edits_conversation_id", "conversation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(36), ForeignKey("conversations.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(254))
    change: Mapped[dict[str, Any]] = mapped_column(JSON)
    told: Mapped[bool] = mapped_column(default=False)
