"""Every table, so that migrations and tests see the whole schema."""

from bot.conversation.models import Conversation, Message
from bot.db import Base
from bot.feedback.models import Feedback
from bot.go.models import Click
from bot.handoff.models import HandoffWish, StateChange
from bot.staff.models import StaffAction, StaffMember, StaffSession
from bot.wishlist.models import ShareLink, WishlistItem

__all__ = [
    "Base",
    "Click",
    "Conversation",
    "Feedback",
    "HandoffWish",
    "Message",
    "ShareLink",
    "StaffAction",
    "StaffMember",
    "StaffSession",
    "StateChange",
    "WishlistItem",
]
