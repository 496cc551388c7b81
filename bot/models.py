"""Every table, so that migrations and tests see the whole schema."""

from bot.conversation.models import Conversation, Message
from bot.db import Base
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.handoff.models import HandoffWish, StateChange
from bot.staff.models import StaffAction, StaffMember, StaffSession
from bot.visits.models import PageVisit
from bot.wishlist.models import ShareLink, WishlistItem
from bot.workbench.models import CannedReply, ConversationLabel, Mention, Note, ReadMark

__all__ = [
    "Base",
    "CannedReply",
    "Click",
    "Conversation",
    "ConversationLabel",
    "Feedback",
    "HandoffWish",
    "Mention",
    "Message",
    "Note",
    "PageVisit",
    "ReadMark",
    "ShareLink",
    "StaffAction",
    "StaffMember",
    "StaffSession",
    "StateChange",
    "WishlistItem",
]
